package io.duebook.sandbox.stripe;

import io.duebook.sandbox.http.Json;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Every object of the double, each with its account, kept in memory and in a journal of changes, a line each.
 * A line is written before the change is seen; what a crash cuts off is dropped at the next start.
 */
final class ObjectStore implements AutoCloseable {

    /** Whose objects have no connected account. */
    static final String PLATFORM = "acct_platform";

    private static final Logger LOG = System.getLogger(ObjectStore.class.getName());

    /** An object and the account it belongs to. */
    record Owned(String account, ObjectNode object) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Map<String, Owned>> kinds = new HashMap<>();
    private final BufferedWriter journal;

    ObjectStore(Path folder) throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve("stripe.jsonl");
        replay(file);
        compact(file);
        journal = Files.newBufferedWriter(
                file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** Runs a change while no other runs. */
    <T> T exclusively(Supplier<T> change) {
        lock.lock();
        try {
            return change.get();
        } finally {
            lock.unlock();
        }
    }

    /** Keeps a copy of the object under its {@code object} and {@code id}. */
    void put(String account, ObjectNode object) {
        exclusively(() -> {
            Owned owned = new Owned(account, object.deepCopy());
            write(owned);
            keep(owned);
            return owned;
        });
    }

    /** A copy of the object, when that account has it. */
    Optional<ObjectNode> find(String account, String kind, String id) {
        return findAnywhere(kind, id)
                .filter(owned -> owned.account().equals(account))
                .map(Owned::object);
    }

    ObjectNode get(String account, String kind, String id) {
        return find(account, kind, id).orElseThrow(() -> StripeError.missing(kind, id));
    }

    /** A copy of the object, whosever it is. */
    Optional<Owned> findAnywhere(String kind, String id) {
        return exclusively(
                () -> Optional.ofNullable(kinds.getOrDefault(kind, Map.of()).get(id))
                        .map(owned -> new Owned(owned.account(), owned.object().deepCopy())));
    }

    /** Copies of all objects of a kind, newest first. */
    List<Owned> all(String kind) {
        return exclusively(() -> {
            List<Owned> all = new ArrayList<>();
            for (Owned owned : kinds.getOrDefault(kind, Map.of()).values()) {
                all.add(new Owned(owned.account(), owned.object().deepCopy()));
            }
            return all.reversed();
        });
    }

    @Override
    public void close() throws IOException {
        journal.close();
    }

    private void keep(Owned owned) {
        kinds.computeIfAbsent(owned.object().path("object").asString(), kind -> new LinkedHashMap<>())
                .put(owned.object().path("id").asString(), owned);
    }

    private void write(Owned owned) {
        try {
            journal.write(line(owned));
            journal.newLine();
            journal.flush();
        } catch (IOException failed) {
            throw new UncheckedIOException("The journal of the Stripe double cannot be written", failed);
        }
    }

    private static String line(Owned owned) {
        ObjectNode line = Json.object().put("account", owned.account());
        line.set("object", owned.object());
        return line.toString();
    }

    private void replay(Path file) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
            try {
                JsonNode read = Json.parse(line);
                keep(new Owned(read.path("account").asString(), (ObjectNode) read.path("object")));
            } catch (JacksonException | ClassCastException cutOff) {
                LOG.log(Level.WARNING, "A line of the journal was cut off and is dropped");
            }
        }
    }

    private void compact(Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        kinds.values().forEach(kind -> kind.values().forEach(owned -> lines.add(line(owned))));
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.write(fresh, lines, StandardCharsets.UTF_8);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}

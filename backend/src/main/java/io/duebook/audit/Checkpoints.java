package io.duebook.audit;

import io.duebook.shared.TenantId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The copies of seals that are kept outside of the database: a folder per tenant, a file per day (UTC), a line per seal,
 * only ever added to. Each is logged as well.
 */
@Component
class Checkpoints {

    private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);

    private static final int MOST_RANGES = 50_000;

    private final AuditSettings settings;
    private final JsonMapper json;
    private final Map<Path, Range> ranges = new ConcurrentHashMap<>();
    private final Scheduler virtualThreads = Schedulers.fromExecutor(Executors.newVirtualThreadPerTaskExecutor(), true);

    Checkpoints(AuditSettings settings, JsonMapper json) {
        this.settings = settings;
        this.json = json;
    }

    /** @param first the lowest number of an event of a seal in a file, which was so many bytes long */
    private record Range(long bytes, long first, long last) {}

    boolean areKept() {
        return settings.checkpoints() != null;
    }

    /** Done once it is on the disk. Written twice after a crash, it says the same twice. */
    Mono<Void> keep(EventSeal seal) {
        return Mono.fromRunnable(() -> write(seal)).subscribeOn(virtualThreads).then();
    }

    private void write(EventSeal seal) {
        String line = json.writeValueAsString(line(seal));
        LOG.atInfo()
                .addKeyValue("tenant", seal.tenant().text())
                .addKeyValue("checkpoint", line)
                .log("sealed");
        Path folder = settings.checkpoints();
        if (folder == null) {
            return;
        }
        try {
            Path file = file(folder, seal);
            Files.createDirectories(file.getParent());
            Files.writeString(
                    file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND, StandardOpenOption.SYNC);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Path file(Path folder, EventSeal seal) {
        return folder.resolve(seal.tenant().value().toString())
                .resolve(LocalDate.ofInstant(seal.sealedAt(), ZoneOffset.UTC) + ".jsonl");
    }

    private static LinkedHashMap<String, Object> line(EventSeal seal) {
        var line = new LinkedHashMap<String, Object>();
        line.put("tenant", seal.tenant().value().toString());
        line.put("sequence", seal.sequence());
        line.put("hash", seal.hex());
        line.put("sealed_at", seal.sealedAt().toString());
        line.put("key", seal.keyId());
        line.put("signature", Base64.getEncoder().encodeToString(seal.signature()));
        return line;
    }

    /** Those of the last two days on which there were any, in no promised order. */
    Mono<List<EventSeal>> latest(TenantId tenant) {
        return read(tenant, 2, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    /** All for events behind one, up to another. */
    Mono<List<EventSeal>> within(TenantId tenant, long behind, long upTo) {
        return read(tenant, Integer.MAX_VALUE, behind, upTo);
    }

    private Mono<List<EventSeal>> read(TenantId tenant, int files, long behind, long upTo) {
        Path folder = settings.checkpoints();
        return folder == null
                ? Mono.just(List.of())
                : Mono.fromCallable(() -> files(folder.resolve(tenant.value().toString()), files).stream()
                                .filter(file -> mayHold(file, behind, upTo))
                                .flatMap(file -> seals(file, tenant, behind, upTo))
                                .toList())
                        .subscribeOn(virtualThreads);
    }

    private static List<Path> files(Path folder, int most) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jsonl"))
                    .sorted(Comparator.reverseOrder())
                    .limit(most)
                    .toList();
        } catch (NoSuchFileException none) {
            return List.of();
        }
    }

    /** Files grow at their end: one that has not grown holds what it held. */
    private boolean mayHold(Path file, long behind, long upTo) {
        Range known = ranges.get(file);
        return known == null || known.bytes() != bytes(file) || (known.last() > behind && known.first() <= upTo);
    }

    private static long bytes(Path file) {
        try {
            return Files.size(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void remember(Path file, long bytes, List<JsonNode> lines) {
        if (ranges.size() >= MOST_RANGES) {
            ranges.clear();
        }
        var numbers =
                lines.stream().mapToLong(line -> line.path("sequence").asLong()).summaryStatistics();
        ranges.put(file, new Range(bytes, numbers.getMin(), numbers.getMax()));
    }

    private Stream<EventSeal> seals(Path file, TenantId tenant, long behind, long upTo) {
        long bytes = bytes(file);
        try (Stream<String> lines = Files.lines(file, StandardCharsets.UTF_8)) {
            List<JsonNode> all =
                    lines.filter(line -> !line.isBlank()).map(json::readTree).toList();
            remember(file, bytes, all);
            return all.stream()
                    .filter(line -> line.path("sequence").asLong() > behind
                            && line.path("sequence").asLong() <= upTo)
                    .map(line -> seal(line, tenant));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static EventSeal seal(JsonNode line, TenantId tenant) {
        return new EventSeal(
                tenant,
                line.path("sequence").asLong(),
                HexFormat.of().parseHex(line.path("hash").asString()),
                Instant.parse(line.path("sealed_at").asString()),
                line.path("key").asString(),
                Base64.getDecoder().decode(line.path("signature").asString()));
    }
}

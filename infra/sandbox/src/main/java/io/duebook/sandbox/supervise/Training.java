package io.duebook.sandbox.supervise;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lets the JVM learn how each program starts, so that the next start is quick: one more start of it, up to where it
 * would begin to serve, in the background and with the lowest priority. It fails without consequences.
 */
final class Training {

    private static final Duration HEAD_START = Duration.ofSeconds(30);

    private final Programs programs;
    private final DataFolder folder;
    private @Nullable Process running;
    private boolean ended;

    Training(Programs programs, DataFolder folder) {
        this.programs = programs;
        this.folder = folder;
    }

    void begin(List<Part> parts) {
        Thread.ofPlatform().daemon().name("training").start(() -> {
            try {
                // Whoever started the sandbox wants to use it first.
                Thread.sleep(HEAD_START);
                for (Part part : parts) {
                    learn(part);
                }
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
    }

    synchronized void end() {
        ended = true;
        if (running != null) {
            running.destroyForcibly();
        }
    }

    private void learn(Part part) throws InterruptedException {
        Path cache = programs.cache(part.name());
        Path fresh = cache.resolveSibling(cache.getFileName() + ".new");
        if (Files.exists(cache)) {
            return;
        }
        try {
            Process process = start(part, fresh);
            if (process != null && process.waitFor() == 0 && Files.exists(fresh)) {
                Files.move(fresh, cache, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException notLearned) {
            System.err.println(part.title() + " will not start more quickly: " + notLearned.getMessage());
        }
    }

    private synchronized @Nullable Process start(Part part, Path fresh) throws IOException {
        if (ended) {
            return null;
        }
        List<String> command = new ArrayList<>();
        if (PartProcess.isInstalled("nice")) {
            command.addAll(List.of("nice", "-n", "19"));
        }
        command.add(part.command().getFirst());
        command.addAll(List.of("-XX:AOTCacheOutput=" + fresh, "-Dspring.context.exit=onRefresh"));
        command.addAll(part.command().subList(1, part.command().size()));
        Process process =
                PartProcess.start(command, part.settings(), folder.logs().resolve("training.log"));
        running = process;
        return process;
    }
}

package io.duebook.sandbox.supervise;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The processes of this supervisor, in a file that outlives it: name, process id, start in milliseconds. */
final class RunningParts {

    private static final long CLOCK_SLACK_MILLIS = 2_000;

    private final Path file;
    private final Map<String, Entry> running = new LinkedHashMap<>();

    record Entry(String name, long pid, long startedMillis) {

        static Optional<Entry> parse(String line) {
            String[] words = line.split(" ");
            try {
                return words.length == 3
                        ? Optional.of(new Entry(words[0], Long.parseLong(words[1]), Long.parseLong(words[2])))
                        : Optional.empty();
            } catch (NumberFormatException cutOff) {
                return Optional.empty();
            }
        }

        /** The process, unless it ended and another has its number now. */
        Optional<ProcessHandle> alive() {
            return ProcessHandle.of(pid).filter(process -> process.info()
                    .startInstant()
                    .map(start -> Math.abs(start.toEpochMilli() - startedMillis) <= CLOCK_SLACK_MILLIS)
                    .orElse(false));
        }

        private String line() {
            return name + " " + pid + " " + startedMillis;
        }
    }

    RunningParts(Path folder) {
        this.file = folder.resolve(ProcessHandle.current().pid() + ".list");
    }

    Path file() {
        return file;
    }

    synchronized void add(String name, ProcessHandle process) {
        long started = process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
        running.put(name, new Entry(name, process.pid(), started));
        write();
    }

    synchronized void remove(String name) {
        running.remove(name);
        write();
    }

    synchronized void clear() {
        running.clear();
        try {
            Files.deleteIfExists(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void write() {
        StringBuilder lines = new StringBuilder();
        running.values().forEach(entry -> lines.append(entry.line()).append('\n'));
        try {
            Path fresh = file.resolveSibling(file.getFileName() + ".new");
            Files.writeString(fresh, lines);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}

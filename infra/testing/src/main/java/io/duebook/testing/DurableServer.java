package io.duebook.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A PostgreSQL of its own for tests that pull the plug: keeps what it committed (fsync on), can be crashed and started
 * again on the same port and data. Always from the embedded binaries, whatever server the other tests use.
 */
public final class DurableServer implements AutoCloseable {

    private final Path data;
    private EmbeddedServer running;

    private DurableServer(Path data) {
        this.data = data;
        this.running = EmbeddedServer.durable(data, 0);
    }

    /** Starts one on an empty or an earlier data folder, on any free port. */
    public static DurableServer start(Path data) {
        return new DurableServer(data);
    }

    /** A fresh database on this server, as {@link TestDatabase#create(String)} gives on the shared one. */
    public TestDatabase create(String name) {
        return TestDatabase.create(running.server(), name);
    }

    /** Kills every process of the server at once, as a power cut would. */
    public void crash() {
        ProcessHandle postmaster = postmaster();
        List<ProcessHandle> all =
                Stream.concat(Stream.of(postmaster), postmaster.descendants()).toList();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(process -> process.onExit().join());
        running.stop();
    }

    /** Starts again after a {@link #crash()}: same port, same data, recovered from the log. */
    public void restart() {
        running = EmbeddedServer.durable(data, running.server().port());
    }

    @Override
    public void close() {
        running.stop();
    }

    private ProcessHandle postmaster() {
        try (Stream<String> lines = Files.lines(data.resolve("postmaster.pid"))) {
            long pid = Long.parseLong(lines.findFirst().orElseThrow());
            return ProcessHandle.of(pid).orElseThrow();
        } catch (IOException failure) {
            throw new UncheckedIOException("The server is not running", failure);
        }
    }
}

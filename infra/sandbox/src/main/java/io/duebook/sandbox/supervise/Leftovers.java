package io.duebook.sandbox.supervise;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Ends what a killed supervisor left running on this data folder. */
final class Leftovers {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final DataFolder folder;

    Leftovers(DataFolder folder) {
        this.folder = folder;
    }

    /** Names what was ended. Afterwards nothing of an earlier run is alive. */
    List<String> end() {
        List<String> ended = new ArrayList<>();
        Set<ProcessHandle> parts = new LinkedHashSet<>();
        recorded().forEach(parts::add);
        marked().forEach(parts::add);
        parts.forEach(ProcessHandle::destroy);
        parts.forEach(part -> {
            await(part);
            ended.add("process " + part.pid());
        });
        postmaster().ifPresent(server -> {
            // SIGINT is PostgreSQL's fast shutdown; Java has no word for it.
            PartProcess.signal(server.pid(), "INT");
            await(server);
            ended.add("PostgreSQL " + server.pid());
        });
        forget();
        return ended;
    }

    /** The processes that earlier supervisors wrote down, where they still are what was started. */
    private Stream<ProcessHandle> recorded() {
        List<ProcessHandle> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder.processes())) {
            for (Path file : files.toList()) {
                for (String line : Files.readAllLines(file)) {
                    RunningParts.Entry.parse(line)
                            .flatMap(RunningParts.Entry::alive)
                            .ifPresent(found::add);
                }
            }
        } catch (IOException unreadable) {
            throw new Refused("The list of processes in " + folder.processes() + " cannot be read.", unreadable);
        }
        return found.stream().filter(part -> !isPostgres(part));
    }

    /** Those that carry this folder's mark, written down or not. */
    private Stream<ProcessHandle> marked() {
        String mark = Programs.mark(folder.root());
        return ProcessHandle.allProcesses()
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .filter(process ->
                        process.info().arguments().stream().flatMap(Stream::of).anyMatch(mark::equals));
    }

    private Optional<ProcessHandle> postmaster() {
        Path file = folder.postgres().resolve("postmaster.pid");
        try {
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            long pid = Long.parseLong(Files.readAllLines(file).getFirst().trim());
            Optional<ProcessHandle> server = ProcessHandle.of(pid).filter(Leftovers::isPostgres);
            if (server.isEmpty()) {
                // Another program may have that number by now, and PostgreSQL would refuse to start beside it.
                Files.delete(file);
            }
            return server;
        } catch (IOException | NumberFormatException | IndexOutOfBoundsException unreadable) {
            return Optional.empty();
        }
    }

    private static boolean isPostgres(ProcessHandle process) {
        return process.info().command().orElse("").endsWith("/postgres");
    }

    private static void await(ProcessHandle process) {
        try {
            process.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException stubborn) {
            process.destroyForcibly();
            process.onExit().join();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void forget() {
        try (Stream<Path> files = Files.list(folder.processes())) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException failed) {
            throw new Refused("Old files in " + folder.processes() + " cannot be deleted.", failed);
        }
    }
}

package io.duebook.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Processor time of the three that share the machine during a measurement, read from the kernel's accounts. */
final class Processes {

    private static final Path ACCOUNTS = Path.of("/proc");
    /** What the kernel counts in, on every Linux there is: hundredths of a second. */
    private static final long MICROS_PER_TICK = 10_000;

    private static final int USER_TIME = 11;
    private static final int SYSTEM_TIME = 12;
    private static final int ENDED_CHILDREN_USER_TIME = 13;
    private static final int ENDED_CHILDREN_SYSTEM_TIME = 14;

    private final long backend;
    private final long postmaster;

    Processes(long backend, long postmaster) {
        this.backend = backend;
        this.postmaster = postmaster;
    }

    /**
     * Microseconds of processor time since each process began.
     *
     * @param backend the JVM that is measured
     * @param database PostgreSQL with all its processes, those that ended included
     * @param generator this process: who calls, and the floor's JDBC driver
     * @param machine everybody on this machine, ourselves included
     * @param at the moment of reading, in nanoseconds of the JVM's clock
     */
    record Spent(long backend, long database, long generator, long machine, long at) {

        Spent since(Spent earlier) {
            return new Spent(
                    backend - earlier.backend,
                    database - earlier.database,
                    generator - earlier.generator,
                    machine - earlier.machine,
                    at - earlier.at);
        }

        Spent plus(Spent other) {
            return new Spent(
                    backend + other.backend,
                    database + other.database,
                    generator + other.generator,
                    machine + other.machine,
                    at + other.at);
        }

        static Spent nothing() {
            return new Spent(0, 0, 0, 0, 0);
        }

        /** How much of the machine others had, from 0 to 1. */
        double others() {
            double processors = Runtime.getRuntime().availableProcessors();
            return Math.max(0, machine - backend - database - generator) / (at / 1_000.0 * processors);
        }
    }

    /** Nothing but zeros where the kernel keeps no such accounts. */
    Spent spent() {
        if (!Files.isReadable(ACCOUNTS.resolve("self/stat"))) {
            return new Spent(0, 0, 0, 0, System.nanoTime());
        }
        long database = withEndedChildren(postmaster)
                + ProcessHandle.of(postmaster).stream()
                        .flatMap(ProcessHandle::descendants)
                        .mapToLong(child -> own(child.pid()))
                        .sum();
        return new Spent(own(backend), database, own(ProcessHandle.current().pid()), machine(), System.nanoTime());
    }

    private static long own(long process) {
        return fields(process, USER_TIME, SYSTEM_TIME);
    }

    private static long withEndedChildren(long process) {
        return fields(process, USER_TIME, SYSTEM_TIME, ENDED_CHILDREN_USER_TIME, ENDED_CHILDREN_SYSTEM_TIME);
    }

    private static long fields(long process, int... places) {
        try {
            String stat = Files.readString(ACCOUNTS.resolve(process + "/stat"));
            // The name in brackets may hold spaces; what follows it does not.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return Arrays.stream(places)
                            .mapToLong(place -> Long.parseLong(fields[place]))
                            .sum()
                    * MICROS_PER_TICK;
        } catch (IOException ended) {
            return 0;
        }
    }

    private static long machine() {
        try (Stream<String> lines = Files.lines(ACCOUNTS.resolve("stat"))) {
            String[] all = lines.findFirst().orElseThrow().split("\\s+");
            // user nice system (idle iowait) irq softirq steal
            return List.of(1, 2, 3, 6, 7, 8).stream()
                            .mapToLong(place -> Long.parseLong(all[place]))
                            .sum()
                    * MICROS_PER_TICK;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Memory of the backend that is in the machine's, in bytes; 0 where the kernel does not tell. */
    long residentBytes() {
        return statusBytes("VmRSS:");
    }

    /** The most it ever was. */
    long mostResidentBytes() {
        return statusBytes("VmHWM:");
    }

    private long statusBytes(String field) {
        try (Stream<String> lines = Files.lines(ACCOUNTS.resolve(backend + "/status"))) {
            return lines.filter(line -> line.startsWith(field))
                            .map(line -> line.replaceAll("\\D", ""))
                            .mapToLong(Long::parseLong)
                            .findFirst()
                            .orElse(0)
                    << 10;
        } catch (IOException noAccounts) {
            return 0;
        }
    }
}

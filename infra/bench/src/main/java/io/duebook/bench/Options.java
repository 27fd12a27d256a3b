package io.duebook.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What one run measures and how long it takes.
 *
 * @param clients how many call at once
 * @param tenants among how many tenants the calls are spread
 * @param seconds of one measured stretch of the API or of its floor
 * @param rounds measured stretches of each
 * @param warmUp seconds of load before the first measured stretch of a part
 * @param items open items of the tenants whose aging is asked
 * @param importRows rows of one file
 * @param importFiles files, one after another
 * @param starts how often the backend is started to measure that
 * @param jvm further arguments of the backend's JVM
 * @param backend the program measured
 * @param folder of the database and the logs; emptied at the start
 * @param output the figures as JSON
 * @param keep leave the database where it is
 * @param strict a figure short of what was promised fails the run
 */
record Options(
        Set<Part> parts,
        List<Integer> clients,
        List<Integer> tenants,
        int seconds,
        int rounds,
        int warmUp,
        List<Integer> items,
        int importRows,
        int importFiles,
        int starts,
        List<String> jvm,
        Path backend,
        Path folder,
        Path output,
        boolean keep,
        boolean strict) {

    static final String USAGE = """
            Usage: infra/bench/run [OPTIONS]

            Measures the API against PostgreSQL writing and reading the same rows by JDBC: one durable server, both in
            turns, ratios with their spread. docs/bench.md says how to read what it prints.

              --quick                a minute or two: shows that it works, not how fast it is
              --only PART,…          startup trips empty tenant balance list statement invoice payment import aging
                                     plans rls (default: all)
              --plans                the same as --only plans,rls
              --clients 1,8,32       how many call at once
              --tenants 1,100        among how many tenants
              --seconds 5            of one measured stretch
              --rounds 5             stretches of the API and of its floor, in turns
              --warm-up 25           seconds of load before a part is measured
              --items 10000,100000,1000000
                                     open items of the tenants whose aging is asked
              --import-rows 250000   rows of one file
              --import-files 4       files, one after another
              --jvm ARGUMENT         for the backend's JVM; may be repeated (default: none)
              --backend JAR          the program to measure
              --folder DIR           for database and logs; emptied first, so that it must be empty or of an earlier run
              --output FILE          the figures as JSON
              --keep                 leave the database in the folder
              --strict               exit with 2 when a figure falls short of what was promised

            Exits with 1 if any call failed, a plan is at fault or the books do not balance: such a run says nothing.
            """;

    /** A part of the run, in the order in which they come. */
    enum Part {
        STARTUP,
        TRIPS,
        EMPTY,
        TENANT,
        BALANCE,
        LIST,
        STATEMENT,
        INVOICE,
        PAYMENT,
        RLS,
        IMPORT,
        AGING,
        PLANS
    }

    /** Not an option, or not a value of it. */
    static final class Misused extends RuntimeException {
        private static final long serialVersionUID = 1;

        Misused(String message) {
            super(message);
        }
    }

    static Options parse(Path root, String... arguments) {
        Path bench = root.resolve("infra/bench/target");
        Options options = new Options(
                EnumSet.allOf(Part.class),
                List.of(1, 8, 32),
                List.of(1, 100),
                5,
                5,
                25,
                List.of(10_000, 100_000, 1_000_000),
                250_000,
                4,
                3,
                List.of(),
                root.resolve("backend/target/duebook-backend.jar"),
                bench.resolve("bench"),
                bench.resolve("bench.json"),
                false,
                false);
        List<String> left = new ArrayList<>(Arrays.asList(arguments));
        if (left.remove("--quick")) {
            options = options.quick();
        }
        while (!left.isEmpty()) {
            options = options.with(left.removeFirst(), left);
        }
        return options;
    }

    private Options quick() {
        return new Options(
                parts,
                List.of(1, 32),
                tenants,
                1,
                2,
                4,
                List.of(10_000),
                5_000,
                1,
                1,
                jvm,
                backend,
                folder,
                output,
                keep,
                strict);
    }

    private Options with(String name, List<String> left) {
        return switch (name) {
            case "--plans" -> only(EnumSet.of(Part.PLANS, Part.RLS));
            case "--keep" ->
                new Options(
                        parts,
                        clients,
                        tenants,
                        seconds,
                        rounds,
                        warmUp,
                        items,
                        importRows,
                        importFiles,
                        starts,
                        jvm,
                        backend,
                        folder,
                        output,
                        true,
                        strict);
            case "--strict" ->
                new Options(
                        parts,
                        clients,
                        tenants,
                        seconds,
                        rounds,
                        warmUp,
                        items,
                        importRows,
                        importFiles,
                        starts,
                        jvm,
                        backend,
                        folder,
                        output,
                        keep,
                        true);
            default -> {
                if (left.isEmpty()) {
                    throw new Misused(name + " is no option, or lacks its value.");
                }
                yield with(name, left.removeFirst());
            }
        };
    }

    private Options with(String name, String value) {
        return switch (name) {
            case "--only" -> only(parts(value));
            case "--clients" ->
                sized(numbers(name, value), tenants, seconds, rounds, warmUp, items, importRows, importFiles);
            case "--tenants" ->
                sized(clients, numbers(name, value), seconds, rounds, warmUp, items, importRows, importFiles);
            case "--seconds" ->
                sized(clients, tenants, number(name, value), rounds, warmUp, items, importRows, importFiles);
            case "--rounds" ->
                sized(clients, tenants, seconds, number(name, value), warmUp, items, importRows, importFiles);
            case "--warm-up" ->
                sized(clients, tenants, seconds, rounds, number(name, value), items, importRows, importFiles);
            case "--items" ->
                sized(clients, tenants, seconds, rounds, warmUp, numbers(name, value), importRows, importFiles);
            case "--import-rows" ->
                sized(clients, tenants, seconds, rounds, warmUp, items, number(name, value), importFiles);
            case "--import-files" ->
                sized(clients, tenants, seconds, rounds, warmUp, items, importRows, number(name, value));
            case "--jvm" -> {
                List<String> more = new ArrayList<>(jvm);
                more.add(value);
                yield placed(List.copyOf(more), backend, folder, output);
            }
            case "--backend" -> placed(jvm, Path.of(value), folder, output);
            case "--folder" -> placed(jvm, backend, Path.of(value), output);
            case "--output" -> placed(jvm, backend, folder, Path.of(value));
            default -> throw new Misused(name + " is no option.");
        };
    }

    Options only(Set<Part> some) {
        return new Options(
                some,
                clients,
                tenants,
                seconds,
                rounds,
                warmUp,
                items,
                importRows,
                importFiles,
                starts,
                jvm,
                backend,
                folder,
                output,
                keep,
                strict);
    }

    private Options sized(
            List<Integer> someClients,
            List<Integer> someTenants,
            int someSeconds,
            int someRounds,
            int someWarmUp,
            List<Integer> someItems,
            int rows,
            int files) {
        return new Options(
                parts,
                someClients,
                someTenants,
                someSeconds,
                someRounds,
                someWarmUp,
                someItems,
                rows,
                files,
                starts,
                jvm,
                backend,
                folder,
                output,
                keep,
                strict);
    }

    private Options placed(List<String> someJvm, Path someBackend, Path someFolder, Path someOutput) {
        return new Options(
                parts,
                clients,
                tenants,
                seconds,
                rounds,
                warmUp,
                items,
                importRows,
                importFiles,
                starts,
                someJvm,
                someBackend,
                someFolder,
                someOutput,
                keep,
                strict);
    }

    private static Set<Part> parts(String value) {
        try {
            return Arrays.stream(value.split(","))
                    .map(name -> Part.valueOf(name.strip().toUpperCase(Locale.ROOT)))
                    .collect(Collectors.toCollection(() -> EnumSet.noneOf(Part.class)));
        } catch (IllegalArgumentException unknown) {
            throw new Misused("--only takes " + Arrays.toString(Part.values()).toLowerCase(Locale.ROOT));
        }
    }

    private static List<Integer> numbers(String name, String value) {
        return Arrays.stream(value.split(","))
                .map(part -> number(name, part.strip()))
                .toList();
    }

    private static int number(String name, String value) {
        try {
            int number = Integer.parseInt(value);
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException notOne) {
            // told below
        }
        throw new Misused(name + " takes whole numbers above nothing, not " + value);
    }

    boolean has(Part part) {
        return parts.contains(part);
    }

    /** The most that call at once. */
    int mostClients() {
        return clients.stream().mapToInt(Integer::intValue).max().orElseThrow();
    }
}

package io.duebook.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
 * @param profile say where the backend's time goes, request by request
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
        boolean profile,
        boolean strict) {

    static final String USAGE = """
            Usage: infra/bench/run [OPTIONS]

            Measures the API against PostgreSQL writing and reading the same rows by JDBC: one durable server, both in
            turns, ratios with their spread. docs/bench.md says how to read what it prints.

              --quick                two minutes or three, without plans and rls: shows that it works, not how
                                     fast it is
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
              --profile              where the backend's processor time goes, after each kind of request
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

    private static final Set<String> SWITCHES = Set.of("--quick", "--plans", "--profile", "--keep", "--strict");

    private static final Set<String> VALUES = Set.of(
            "--only",
            "--clients",
            "--tenants",
            "--seconds",
            "--rounds",
            "--warm-up",
            "--items",
            "--import-rows",
            "--import-files",
            "--jvm",
            "--backend",
            "--folder",
            "--output");

    static Options parse(Path root, String... arguments) {
        return new Given(arguments).options(root);
    }

    /** What was given on the command line, and what holds where nothing was. */
    private static final class Given {

        private final Map<String, List<String>> given = new HashMap<>();
        private final boolean quick;

        Given(String... arguments) {
            List<String> left = new ArrayList<>(Arrays.asList(arguments));
            while (!left.isEmpty()) {
                String name = left.removeFirst();
                if (!SWITCHES.contains(name) && (!VALUES.contains(name) || left.isEmpty())) {
                    throw new Misused(name + " is no option, or lacks its value.");
                }
                List<String> values = given.computeIfAbsent(name, first -> new ArrayList<>());
                if (VALUES.contains(name)) {
                    values.add(left.removeFirst());
                }
            }
            quick = has("--quick");
        }

        Options options(Path root) {
            Path bench = root.resolve("infra/bench/target");
            return new Options(
                    parts(),
                    numbers("--clients", "1,8,32", "32"),
                    numbers("--tenants", "1,100", "1"),
                    number("--seconds", "5", "1"),
                    number("--rounds", "5", "2"),
                    number("--warm-up", "25", "4"),
                    numbers("--items", "10000,100000,1000000", "10000"),
                    number("--import-rows", "250000", "5000"),
                    number("--import-files", "4", "1"),
                    quick ? 1 : 3,
                    given.getOrDefault("--jvm", List.of()),
                    path("--backend", root.resolve("backend/target/duebook-backend.jar")),
                    path("--folder", bench.resolve("bench")),
                    path("--output", bench.resolve("bench.json")),
                    has("--keep"),
                    has("--profile"),
                    has("--strict"));
        }

        private boolean has(String name) {
            return given.containsKey(name);
        }

        private Set<Part> parts() {
            if (has("--plans")) {
                return EnumSet.of(Part.PLANS, Part.RLS);
            }
            if (!has("--only")) {
                return quick ? EnumSet.complementOf(EnumSet.of(Part.RLS, Part.PLANS)) : EnumSet.allOf(Part.class);
            }
            try {
                return Arrays.stream(value("--only", "").split(","))
                        .map(name -> Part.valueOf(name.strip().toUpperCase(Locale.ROOT)))
                        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Part.class)));
            } catch (IllegalArgumentException unknown) {
                throw new Misused(
                        "--only takes some of " + Arrays.toString(Part.values()).toLowerCase(Locale.ROOT));
            }
        }

        private int number(String name, String usually, String whenQuick) {
            return numbers(name, usually, whenQuick).getFirst();
        }

        private List<Integer> numbers(String name, String usually, String whenQuick) {
            return Arrays.stream(value(name, quick ? whenQuick : usually).split(","))
                    .map(part -> number(name, part.strip()))
                    .toList();
        }

        private static int number(String name, String text) {
            if (!text.matches("[1-9]\\d{0,8}")) {
                throw new Misused(name + " takes whole numbers above nothing, not " + text);
            }
            return Integer.parseInt(text);
        }

        private Path path(String name, Path usually) {
            return has(name) ? Path.of(value(name, "")) : usually;
        }

        private String value(String name, String otherwise) {
            List<String> values = given.getOrDefault(name, List.of());
            return values.isEmpty() ? otherwise : values.getLast();
        }
    }

    boolean has(Part part) {
        return parts.contains(part);
    }

    /** Whoever asks for little besides plans wants to read them; else they are in the file. */
    boolean tellsPlans() {
        return has(Part.PLANS) && parts.size() <= 2;
    }

    /** The most that call at once. */
    int mostClients() {
        return clients.stream().mapToInt(Integer::intValue).max().orElseThrow();
    }
}

package io.duebook.bench;

import io.duebook.bench.Load.Client;
import io.duebook.bench.Load.Workload;
import io.duebook.bench.Wire.Asked;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Counts the round trips of one call by watching the wire while nothing else is asked. */
final class Trips {

    private static final int WARM_UP = 100;
    private static final int COUNTED = 9;
    /** Events of the call before have been numbered by then. */
    private static final int QUIET_MILLIS = 300;
    /** What is sent after the answer, if anything, has been sent by then. */
    private static final int AFTERWARDS_MILLIS = 20;

    private final Wire wire;

    Trips(Wire wire) {
        this.wire = wire;
    }

    /**
     * The round trips of one call.
     *
     * @param count of the counted calls, the commonest
     * @param commits how many transactions were committed
     * @param statements what each of them asked, shortened
     */
    record Counted(String name, int count, int commits, List<String> statements, List<Asked> asked) {}

    Counted count(String name, Workload workload) throws Exception {
        try (Client client = workload.open()) {
            for (int at = 0; at < WARM_UP; at++) {
                client.call();
            }
            List<List<Asked>> calls = new ArrayList<>();
            for (int at = 0; at < COUNTED; at++) {
                Thread.sleep(QUIET_MILLIS);
                wire.take();
                client.call();
                Thread.sleep(AFTERWARDS_MILLIS);
                calls.add(wire.take().stream()
                        .filter(asked -> !asked.role().equals(Server.DIRECTORY))
                        .toList());
            }
            return commonest(name, calls);
        }
    }

    private static Counted commonest(String name, List<List<Asked>> calls) {
        Map<Integer, Long> frequency =
                calls.stream().collect(Collectors.groupingBy(call -> trips(call).size(), Collectors.counting()));
        int count = frequency.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey();
        List<Asked> one = calls.stream()
                .filter(call -> trips(call).size() == count)
                .findFirst()
                .orElseThrow();
        int commits = (int) one.stream()
                .filter(asked -> asked.sql().strip().toLowerCase(Locale.ROOT).startsWith("commit"))
                .count();
        return new Counted(name, count, commits, List.copyOf(trips(one).values()), one);
    }

    /** What travelled together, in the order of travelling. */
    private static Map<String, String> trips(List<Asked> call) {
        return call.stream()
                .collect(Collectors.toMap(
                        asked -> asked.connection() + "/" + asked.trip(),
                        asked -> shortened(asked.sql()),
                        (first, second) -> first + "; " + second,
                        LinkedHashMap::new));
    }

    private static String shortened(String sql) {
        Function<String, String> oneLine = text -> text.strip().replaceAll("\\s+", " ");
        String line = oneLine.apply(sql);
        if (line.startsWith("with ")) {
            String written = java.util.regex.Pattern.compile("(insert into|update) (\\w+)")
                    .matcher(line)
                    .results()
                    .map(found -> found.group(2))
                    .collect(Collectors.joining(", "));
            return written.isEmpty() ? cut(line) : "write " + written;
        }
        return cut(line);
    }

    private static String cut(String line) {
        return line.length() <= 90 ? line : line.substring(0, 90) + " …";
    }
}

package io.duebook.item;

import io.duebook.item.DepositMoney.Held;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What is held for a deposit, day by day, of money that may have been there before it was kept. Of the time before, only what
 * lay there from a day on until it was kept is the deposit's since that day; what settled something else meanwhile is not.
 */
record KeptMoney(List<Moved> moved) {

    /**
     * A change of what is unapplied of a credit.
     *
     * @param delta in minor units: up where positive
     * @param earlier whether the books knew it when the money was kept
     */
    record Moved(UUID credit, LocalDate on, long delta, Instant recordedAt, boolean earlier) {}

    /** By credit and day; no day twice of what was earlier. */
    List<Held> held() {
        Instant latest = moved.stream()
                .map(Moved::recordedAt)
                .max(Comparator.naturalOrder())
                .orElse(Instant.MIN);
        var held = new ArrayList<Held>();
        earlier().values().forEach(days -> {
            long before = 0;
            for (var day : lowestSince(days).entrySet()) {
                if (day.getValue() != before) {
                    held.add(new Held(day.getKey(), day.getValue() - before, latest));
                }
                before = day.getValue();
            }
        });
        moved.stream()
                .filter(change -> !change.earlier())
                .forEach(change -> held.add(new Held(change.on(), change.delta(), change.recordedAt())));
        return held;
    }

    private Map<UUID, TreeMap<LocalDate, Long>> earlier() {
        var byCredit = new LinkedHashMap<UUID, TreeMap<LocalDate, Long>>();
        moved.stream().filter(Moved::earlier).forEach(change -> byCredit.computeIfAbsent(
                        change.credit(), credit -> new TreeMap<>())
                .merge(change.on(), change.delta(), Math::addExact));
        return byCredit;
    }

    /** Of each day, the least that was there on it or on any later one. */
    private static TreeMap<LocalDate, Long> lowestSince(TreeMap<LocalDate, Long> deltas) {
        var lowest = new TreeMap<LocalDate, Long>();
        long level = deltas.values().stream().mapToLong(Long::longValue).sum();
        long least = level;
        for (var day : deltas.descendingMap().entrySet()) {
            least = Math.min(least, level);
            lowest.put(day.getKey(), least);
            level -= day.getValue();
        }
        return lowest;
    }
}

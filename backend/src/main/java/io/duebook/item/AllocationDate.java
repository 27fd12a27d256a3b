package io.duebook.item;

import java.time.LocalDate;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;

/** From which day on an amount may be taken, so that no day ever shows a negative open amount. */
final class AllocationDate {

    private AllocationDate() {}

    /**
     * The first day, not before the given one, from which the amount is free on it and on every later day.
     *
     * @param dateOf which of a change's dates counts
     * @param amount in minor units; at most what is free after the last change
     */
    static LocalDate freeFrom(
            List<Change> history, Function<Change, LocalDate> dateOf, long amount, LocalDate notBefore) {
        var byDay = new TreeMap<LocalDate, Long>();
        history.forEach(change -> byDay.merge(dateOf.apply(change), change.delta(), Long::sum));
        LocalDate free = notBefore;
        long level = 0;
        for (var day : byDay.entrySet()) {
            boolean wasShort = level < amount;
            level += day.getValue();
            if (wasShort && day.getKey().isAfter(free)) {
                free = day.getKey();
            }
        }
        return free;
    }
}

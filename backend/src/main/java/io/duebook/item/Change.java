package io.duebook.item;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * One change of an open amount or of unapplied credit.
 *
 * @param recordedAt {@link #BY_THIS_COMMAND} for a change that the command at hand makes itself
 * @param delta in minor units: up where positive
 */
public record Change(LocalDate valueOn, LocalDate accountingOn, Instant recordedAt, long delta) {

    /** In SQL, of movements {@code m}: when one was recorded, in microseconds. */
    static final String RECORDED = "(extract(epoch from m.recorded_at) * 1000000)::bigint";

    /** Before any other: what a command makes is recorded when the command is. */
    public static final Instant BY_THIS_COMMAND = Instant.MIN;

    /** When the last of these was recorded. */
    static Instant last(List<Change> history) {
        return history.stream()
                .map(Change::recordedAt)
                .max(Comparator.naturalOrder())
                .orElse(BY_THIS_COMMAND);
    }

    /** @param changes each as its days, {@link #RECORDED} and delta, between blanks */
    static List<Change> parse(String[] changes) {
        return Arrays.stream(changes)
                .map(change -> change.split(" "))
                .map(parts -> new Change(
                        LocalDate.parse(parts[0]),
                        LocalDate.parse(parts[1]),
                        Instant.EPOCH.plus(Long.parseLong(parts[2]), ChronoUnit.MICROS),
                        Long.parseLong(parts[3])))
                .toList();
    }
}

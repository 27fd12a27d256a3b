package io.duebook.item;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;

/**
 * One change of an open amount or of unapplied credit.
 *
 * @param recordedAt {@link #BY_THIS_COMMAND} for a change that the command at hand makes itself
 * @param delta in minor units: up where positive
 */
public record Change(LocalDate valueOn, LocalDate accountingOn, Instant recordedAt, long delta) {

    /** Before any other: what a command makes is recorded when the command is. */
    public static final Instant BY_THIS_COMMAND = Instant.MIN;

    /** When the last of these was recorded. */
    static Instant last(List<Change> history) {
        return history.stream()
                .map(Change::recordedAt)
                .max(Comparator.naturalOrder())
                .orElse(BY_THIS_COMMAND);
    }
}

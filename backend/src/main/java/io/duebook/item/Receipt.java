package io.duebook.item;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Money received, as the books hold it now: given, or taken back.
 *
 * @param settles its allocations that stand
 * @param movement the last that gave the money or took it back
 * @param entry the journal entry of that movement
 * @param on the accounting date of that movement
 */
public record Receipt(
        Credit credit, List<MadeAllocation> settles, UUID movement, UUID entry, LocalDate on, boolean isReversed) {

    /** What goes when it is taken back now, in minor units: all that settles something and all that does not. */
    long standing() {
        return credit.unapplied().amount() + settled();
    }

    private long settled() {
        return settles.stream().mapToLong(made -> made.amount().amount()).sum();
    }

    /**
     * The first day on which it can be taken back: none of what goes with it began later, and nothing else had any of it
     * on a later day.
     */
    public LocalDate reversibleFrom() {
        LocalDate begun = Stream.concat(Stream.of(on), settles.stream().map(MadeAllocation::accountingOn))
                .max(LocalDate::compareTo)
                .orElse(on);
        List<Change> withoutSettling = Stream.concat(
                        credit.history().stream(),
                        settles.stream()
                                .map(made -> new Change(
                                        made.valueOn(),
                                        made.accountingOn(),
                                        made.recordedAt(),
                                        made.amount().amount())))
                .toList();
        return AllocationDate.freeFrom(
                withoutSettling,
                Change::accountingOn,
                standing(),
                AllocationDate.freeFrom(withoutSettling, Change::valueOn, standing(), begun));
    }
}

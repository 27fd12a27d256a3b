package io.duebook.item;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Money received, as the books hold it now: given, or taken back.
 *
 * @param settles its allocations that stand, in the order in which they were made
 * @param movement the last that gave the money or took it back
 * @param entry the journal entry of that movement
 * @param on the accounting date of that movement
 */
public record Receipt(
        Credit credit, List<MadeAllocation> settles, UUID movement, UUID entry, LocalDate on, boolean isReversed) {

    /** What is there of it, in minor units: what settles something and what does not. */
    public long standing() {
        return credit.unapplied().amount()
                + settles.stream().mapToLong(made -> made.amount().amount()).sum();
    }

    /** What had left of it before, in minor units: given back, or taken for a dispute. */
    public long refunded() {
        return isReversed ? 0 : Math.max(0, credit.amount().amount() - standing());
    }

    /** All of it, taken out of all that it settles. */
    Release release() {
        Map<UUID, Long> all = settles.stream()
                .collect(Collectors.groupingBy(MadeAllocation::item, Collectors.summingLong(made -> made.amount()
                        .amount())));
        return Release.of(credit, settles, all);
    }

    /**
     * The first day on which it can be taken back: none of what goes with it began later, and nothing else had any of it
     * on a later day.
     */
    public LocalDate reversibleFrom() {
        LocalDate free = release().possibleFrom(standing());
        return free.isBefore(on) ? on : free;
    }
}

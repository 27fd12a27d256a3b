package io.duebook.item;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Money received, as the books hold it now: given, or taken back.
 *
 * @param settles its allocations that stand, in the order in which they were made
 * @param movement the last that gave the money or took it back
 * @param entry the journal entry of that movement
 * @param on the accounting date of that movement
 * @param given what that movement gave or took, in minor units
 * @param lost what disputes took of it for good, or for now, in minor units
 * @param ownDebts items by which it is owed again what had been given back of it
 */
public record Receipt(
        Credit credit,
        List<MadeAllocation> settles,
        UUID movement,
        UUID entry,
        LocalDate on,
        boolean isReversed,
        long given,
        long lost,
        Set<UUID> ownDebts) {

    /** What is there of it, in minor units: what settles something and what does not. */
    public long standing() {
        return credit.unapplied().amount()
                + settles.stream().mapToLong(MadeAllocation::taken).sum();
    }

    /** What taking it back takes, in minor units: what disputes took before is gone already. */
    public long takeable() {
        return credit.amount().amount() - lost;
    }

    /** Whether taking it back takes exactly what was given last. */
    public boolean isTakenAsGiven() {
        return takeable() == given;
    }

    /** What of that is not there, in minor units: it was given back before. */
    public long missing() {
        return isReversed ? 0 : Math.max(0, takeable() - standing());
    }

    /**
     * What ends when it is taken back: all that it settles, but for debts of its own that are settled by more than is
     * taken. They were owed for money that was thought to be given back, and are not open again for it.
     */
    public List<MadeAllocation> ending() {
        var ending = new ArrayList<MadeAllocation>();
        long beyond = standing() - takeable();
        for (MadeAllocation made : settles) {
            if (ownDebts.contains(made.item()) && made.taken() <= beyond) {
                beyond -= made.taken();
            } else {
                ending.add(made);
            }
        }
        return List.copyOf(ending);
    }

    /**
     * The first day on which it can be taken back: none of what goes with it began later, and nothing else had any of it
     * on a later day.
     */
    public LocalDate reversibleFrom() {
        LocalDate free = new Release(credit, ending(), List.of()).possibleFrom(Math.min(standing(), takeable()));
        return free.isBefore(on) ? on : free;
    }
}

package io.duebook.item;

import io.duebook.platform.Ids;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * Credit that had left and is there again on a day: a refund that did not arrive, a dispute that was won.
 *
 * @param kind of the movement by which it had left
 * @param left the journal entry by which it had left
 * @param amount in minor units
 * @param entry the journal entry that takes that one back
 * @param allocations of it, to what is still claimed of what it was taken from
 */
public record CreditReturn(
        String kind, Credit credit, UUID left, long amount, UUID entry, List<Allocation> allocations, LocalDate on) {

    /** What it was taken from is settled again, cut to what is still claimed; the rest is unapplied. */
    public static CreditReturn of(
            String kind, Credit credit, UUID left, long amount, SettledBefore before, LocalDate on) {
        Credit again = credit.given(amount, on);
        return new CreditReturn(kind, credit, left, amount, Ids.next(), before.again(again, amount, on), on);
    }

    /** What settles nothing of it, in minor units; negative where what was unapplied settles with it. */
    public long unapplied() {
        return amount - allocations.stream().mapToLong(Allocation::taken).sum();
    }
}

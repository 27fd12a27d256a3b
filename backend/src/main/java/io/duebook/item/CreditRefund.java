package io.duebook.item;

import io.duebook.platform.Ids;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Credit that leaves on a day: given back to the customer, or taken by a card network.
 *
 * @param kind of its movement
 * @param entry the journal entry that books it
 * @param amount in minor units
 * @param undone the allocations that end for it
 * @param again the rests of what was undone, which settle again
 * @param reclaimed what of it had been given back before, owed again; none where nothing was
 */
public record CreditRefund(
        String kind,
        Release release,
        UUID entry,
        long amount,
        List<AllocationUndo> undone,
        List<Allocation> again,
        Optional<NewItem> reclaimed,
        LocalDate on) {

    public static final String REFUND = "refund";
    public static final String CHARGEBACK = "chargeback";

    public static CreditRefund of(Release release, long amount, LocalDate on) {
        return of(REFUND, release, amount, Optional.empty(), on);
    }

    /** @param reclaimed what of the amount is not there any more, and is owed again */
    public static CreditRefund of(Release release, long amount, Optional<NewItem> reclaimed, LocalDate on) {
        return of(REFUND, release, amount, reclaimed, on);
    }

    public static CreditRefund ofChargeback(Release release, long amount, Optional<NewItem> reclaimed, LocalDate on) {
        return of(CHARGEBACK, release, amount, reclaimed, on);
    }

    private static CreditRefund of(
            String kind, Release release, long amount, Optional<NewItem> reclaimed, LocalDate on) {
        return new CreditRefund(
                kind,
                release,
                Ids.next(),
                amount,
                release.undone().stream()
                        .map(made -> AllocationUndo.of(made, on))
                        .toList(),
                release.again(on),
                reclaimed,
                on);
    }

    /** By how much it changes what is unapplied, in minor units. */
    long left() {
        return release.freed() + reclaimed.map(item -> item.amount().amount()).orElse(0L) - amount;
    }
}

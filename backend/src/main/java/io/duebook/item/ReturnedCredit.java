package io.duebook.item;

import io.duebook.ledger.Account;
import io.duebook.ledger.Entry;
import io.duebook.ledger.Transfer;
import io.duebook.platform.Ids;
import io.duebook.shared.Money;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * Credit that had passed to another customer and goes back to where it came from, out of what it settled there.
 *
 * @param release what it is taken out of, of the receiver's credit
 * @param source the credit it came from
 * @param amount in minor units
 * @param entry of its own in the journal
 * @param undone the allocations that end for it
 * @param again the rests of what was undone, which settle again
 */
public record ReturnedCredit(
        Release release,
        Credit source,
        long amount,
        UUID entry,
        List<AllocationUndo> undone,
        List<Allocation> again,
        LocalDate on) {

    public static ReturnedCredit of(Release release, Credit source, long amount, LocalDate on) {
        return new ReturnedCredit(
                release,
                source,
                amount,
                Ids.next(),
                release.undone().stream()
                        .map(made -> AllocationUndo.of(made, on))
                        .toList(),
                release.again(on),
                on);
    }

    /** By how much it changes what the receiver has unapplied, in minor units. */
    long left() {
        return release.freed() - amount;
    }

    public Entry posting() {
        return new Entry(
                entry,
                "transfer_undone",
                "transfer",
                release.credit().id(),
                null,
                on,
                on,
                List.of(new Transfer(
                        Account.unapplied(release.credit().customer()),
                        Account.unapplied(source.customer()),
                        new Money(amount, source.amount().currency()))),
                null);
    }
}

package io.duebook.item;

import io.duebook.ledger.Account;
import io.duebook.ledger.Entry;
import io.duebook.ledger.Transfer;
import io.duebook.platform.Ids;
import io.duebook.shared.Money;
import java.math.RoundingMode;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What of a claim need not be paid because the rest was paid early. It belongs to the allocation of that money: it has
 * its dates, and is taken back with it.
 *
 * @param id of its movement
 * @param entry of its own in the journal
 * @param amount in minor units of the claim's currency, positive
 * @param taxes what of it lowers which rate; none where tax does not follow a discount
 */
record Discount(UUID id, UUID entry, long amount, List<TaxPart> taxes) {

    static Discount of(long amount, List<TaxPart> taxes) {
        return new Discount(Ids.next(), Ids.next(), amount, taxes);
    }

    /** What stays of one that was taken, where a part of its allocation stays: what is taken back is in proportion. */
    static Discount ofRest(MadeDiscount made, long rest, long whole) {
        long back = TaxPart.proportion(made.amount(), whole - rest, whole, RoundingMode.HALF_UP);
        long kept = made.amount() - back;
        return of(
                kept,
                TaxPart.ofPart(made.taxes(), made.taxes().isEmpty() ? 0 : kept).stream()
                        .filter(part -> part.gross() > 0)
                        .toList());
    }

    /** The net part is what it costs, the tax part is owed no longer. */
    Entry posting(Allocation made) {
        var receivable = Account.receivable(made.customer());
        long tax = taxes.stream().mapToLong(TaxPart::tax).sum();
        Stream<Transfer> net = amount == tax
                ? Stream.empty()
                : Stream.of(new Transfer(Account.discountGiven(), receivable, money(made, amount - tax)));
        Stream<Transfer> perRate = taxes.stream()
                .filter(part -> part.tax() > 0)
                .map(part -> new Transfer(Account.tax(part.rate()), receivable, money(made, part.tax())));
        return new Entry(
                entry,
                Discounts.KIND,
                made.itemKind().document(),
                made.item(),
                made.customer(),
                made.valueOn(),
                made.accountingOn(),
                Stream.concat(net, perRate).toList(),
                null);
    }

    private static Money money(Allocation made, long amount) {
        return new Money(amount, made.amount().currency());
    }
}

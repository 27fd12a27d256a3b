package io.duebook.payment.stripe;

import io.duebook.item.OpenItem;
import io.duebook.shared.Money;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * What items cost a payer who pays today: what is open, less the discount that money of today earns. Where Stripe cannot
 * take that to the last unit it is a little more, never less: short by a unit too much it would earn nothing.
 */
final class EarlyPrices {

    private EarlyPrices() {}

    static List<OpenItem> of(List<OpenItem> items, LocalDate today) {
        return items.stream().map(item -> price(item, today)).toList();
    }

    /** The same for some of the items; the others cost what is open. */
    static List<OpenItem> of(List<OpenItem> items, Set<UUID> only, LocalDate today) {
        return items.stream()
                .map(item -> only.contains(item.id()) ? price(item, today) : item)
                .toList();
    }

    private static OpenItem price(OpenItem item, LocalDate today) {
        Money open = item.open();
        Money price = StripeAmounts.roundedUp(new Money(open.amount() - item.discountLeft(today), open.currency()));
        return price.isPositive() && price.amount() < open.amount() ? item.withOpen(price) : item;
    }
}

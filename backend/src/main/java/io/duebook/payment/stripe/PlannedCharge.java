package io.duebook.payment.stripe;

import io.duebook.item.Allocator;
import io.duebook.item.OpenItem;
import io.duebook.item.Strategy;
import io.duebook.shared.Currency;
import io.duebook.shared.Money;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What will be charged and how it will be applied: decided before the payer is sent away, and shown to them.
 *
 * @param amount what was asked for
 * @param charge what of it Stripe can take; the shares sum to it
 */
record PlannedCharge(Money amount, Money charge, List<Share> shares) {

    /**
     * A charge for the items chosen, less the discount that is earned by paying today.
     *
     * @param order in which they are settled where it is less than all that is open of them
     * @param asked in minor units; what they cost today unless given
     * @throws ItemSettled if nothing is open of one of them
     * @throws AmountExceedsOpen if more is asked for than is open
     */
    static PlannedCharge forChosen(Strategy order, List<OpenItem> chosen, @Nullable Long asked, LocalDate today) {
        chosen.stream().filter(item -> !item.open().isPositive()).findFirst().ifPresent(settled -> {
            throw new ItemSettled(settled.kind().idOf(settled.id()).text(), settled.number());
        });
        return over(order, chosen, EarlyPrices.of(chosen, today), Money.zero(currency(chosen)), asked);
    }

    /**
     * A charge for all that can be paid, net of unapplied credit, and less the discount on what it covers in full.
     *
     * @param order in which it is settled
     * @throws NothingToPay if credit covers it all
     * @throws AmountExceedsOpen if more is asked for than that
     */
    static PlannedCharge forAll(
            Strategy order, List<OpenItem> payable, Money unapplied, @Nullable Long asked, LocalDate today) {
        if (payable.isEmpty()) {
            throw new NothingToPay(unapplied.currency());
        }
        Money net = sum(payable).minus(unapplied);
        if (!net.isPositive()) {
            throw new NothingToPay(unapplied.currency());
        }
        Map<UUID, OpenItem> byId = byId(payable);
        Set<UUID> covered = order.parts(net.amount(), payable).stream()
                .filter(part -> part.amount() == open(byId, part.item()))
                .map(Allocator.Part::item)
                .collect(Collectors.toSet());
        return over(order, payable, EarlyPrices.of(payable, covered, today), unapplied, asked);
    }

    /** Who asks for more than it costs today pays in full, without a discount. */
    private static PlannedCharge over(
            Strategy order, List<OpenItem> items, List<OpenItem> early, Money unapplied, @Nullable Long asked) {
        Money cost = sum(early).minus(unapplied);
        return asked == null || asked <= cost.amount()
                ? over(order, items, early, asked == null ? cost : new Money(asked, cost.currency()))
                : over(order, items, items, atMost(asked, sum(items).minus(unapplied)));
    }

    private static Money atMost(long asked, Money most) {
        Money amount = new Money(asked, most.currency());
        if (amount.amount() > most.amount()) {
            throw new AmountExceedsOpen(amount, most);
        }
        return amount;
    }

    private static PlannedCharge over(Strategy order, List<OpenItem> items, List<OpenItem> priced, Money amount) {
        Money charge = StripeAmounts.chargeable(amount);
        Map<UUID, OpenItem> byId = byId(items);
        Map<UUID, OpenItem> prices = byId(priced);
        return new PlannedCharge(
                amount,
                charge,
                order.parts(charge.amount(), priced).stream()
                        .map(part -> share(byId, prices, part))
                        .toList());
    }

    private static Share share(Map<UUID, OpenItem> byId, Map<UUID, OpenItem> prices, Allocator.Part part) {
        OpenItem item = Objects.requireNonNull(byId.get(part.item()));
        long price = open(prices, part.item());
        return new Share(
                item.id(),
                item.kind(),
                item.number(),
                part.amount(),
                part.amount() == price ? item.open().amount() - price : 0);
    }

    private static Map<UUID, OpenItem> byId(List<OpenItem> items) {
        return items.stream().collect(Collectors.toMap(OpenItem::id, Function.identity()));
    }

    private static long open(Map<UUID, OpenItem> byId, UUID item) {
        return Objects.requireNonNull(byId.get(item)).open().amount();
    }

    private static Currency currency(List<OpenItem> items) {
        return items.getFirst().open().currency();
    }

    private static Money sum(List<OpenItem> items) {
        return items.stream().map(OpenItem::open).reduce(Money::plus).orElseThrow();
    }
}

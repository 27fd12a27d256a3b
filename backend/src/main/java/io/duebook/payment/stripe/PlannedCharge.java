package io.duebook.payment.stripe;

import io.duebook.item.Allocator;
import io.duebook.item.OpenItem;
import io.duebook.item.Strategy;
import io.duebook.shared.Money;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
     * A charge for the items chosen.
     *
     * @param order in which they are settled where it is less than all that is open of them
     * @param asked in minor units; all that is open of them unless given
     * @throws ItemSettled if nothing is open of one of them
     * @throws AmountExceedsOpen if more is asked for than is open
     */
    static PlannedCharge forChosen(Strategy order, List<OpenItem> chosen, @Nullable Long asked) {
        chosen.stream().filter(item -> !item.open().isPositive()).findFirst().ifPresent(settled -> {
            throw new ItemSettled(settled.kind().idOf(settled.id()).text(), settled.number());
        });
        return over(order, chosen, asked, sum(chosen));
    }

    /**
     * A charge for all that can be paid, net of unapplied credit.
     *
     * @param order in which it is settled
     * @throws NothingToPay if credit covers it all
     * @throws AmountExceedsOpen if more is asked for than that
     */
    static PlannedCharge forAll(Strategy order, List<OpenItem> payable, Money unapplied, @Nullable Long asked) {
        if (payable.isEmpty()) {
            throw new NothingToPay(unapplied.currency());
        }
        Money net = sum(payable).minus(unapplied);
        if (!net.isPositive()) {
            throw new NothingToPay(unapplied.currency());
        }
        return over(order, payable, asked, net);
    }

    private static PlannedCharge over(Strategy order, List<OpenItem> items, @Nullable Long asked, Money most) {
        Money amount = asked == null ? most : new Money(asked, most.currency());
        if (amount.amount() > most.amount()) {
            throw new AmountExceedsOpen(amount, most);
        }
        Money charge = StripeAmounts.chargeable(amount);
        Map<UUID, OpenItem> byId = items.stream().collect(Collectors.toMap(OpenItem::id, Function.identity()));
        return new PlannedCharge(
                amount,
                charge,
                order.parts(charge.amount(), items).stream()
                        .map(part -> share(byId, part))
                        .toList());
    }

    private static Share share(Map<UUID, OpenItem> byId, Allocator.Part part) {
        OpenItem item = Objects.requireNonNull(byId.get(part.item()));
        return new Share(item.id(), item.kind(), item.number(), part.amount());
    }

    private static Money sum(List<OpenItem> items) {
        return items.stream().map(OpenItem::open).reduce(Money::plus).orElseThrow();
    }
}

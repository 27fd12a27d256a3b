package io.duebook.payment.stripe;

import io.duebook.item.Allocator;
import io.duebook.item.EarlyPayment;
import io.duebook.item.OpenItem;
import io.duebook.item.SettlementOrder;
import io.duebook.shared.Currency;
import io.duebook.shared.Money;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
     * @param today the payment: until when, and for what a part earns a discount
     * @throws ItemSettled if nothing is open of one of them
     * @throws AmountExceedsOpen if more is asked for than is open
     */
    static PlannedCharge forChosen(
            SettlementOrder order, List<OpenItem> chosen, @Nullable Long asked, EarlyPayment today) {
        chosen.stream().filter(item -> !item.open().isPositive()).findFirst().ifPresent(settled -> {
            throw new ItemSettled(settled.kind().idOf(settled.id()).text(), settled.number());
        });
        return new Prices(order, chosen, EarlyPrices.of(chosen, today.on()), today)
                .charge(Money.zero(currency(chosen)), asked);
    }

    /**
     * A charge for all that can be paid, net of unapplied credit, and less the discount on what it covers in full.
     *
     * @param order in which it is settled
     * @throws NothingToPay if credit covers it all
     * @throws AmountExceedsOpen if more is asked for than that
     */
    static PlannedCharge forAll(
            SettlementOrder order, List<OpenItem> payable, Money unapplied, @Nullable Long asked, EarlyPayment today) {
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
        return new Prices(order, payable, EarlyPrices.of(payable, covered, today.on()), today).charge(unapplied, asked);
    }

    /**
     * What items cost today.
     *
     * @param early the same items, as if no more than that were open of them
     */
    private record Prices(SettlementOrder order, List<OpenItem> items, List<OpenItem> early, EarlyPayment today) {

        /** Who asks for more than it costs today pays in full, and earns what a payment short by so much earns. */
        PlannedCharge charge(Money unapplied, @Nullable Long asked) {
            Money cost = sum(early).minus(unapplied);
            if (asked == null || asked == cost.amount()) {
                Money charge = StripeAmounts.chargeable(cost);
                return planned(
                        cost,
                        charge,
                        charge.equals(cost) ? order.parts(charge.amount(), early) : withoutWhatIsNotCounted(charge));
            }
            List<OpenItem> priced = asked < cost.amount() ? early : items;
            Money amount = atMost(asked, sum(items).minus(unapplied));
            Money charge = StripeAmounts.chargeable(amount);
            return planned(amount, charge, order.parts(charge.amount(), priced));
        }

        /** What Stripe cannot count of the cost is missing where it costs no discount. */
        private List<Allocator.Part> withoutWhatIsNotCounted(Money charge) {
            Map<UUID, OpenItem> whole = byId(items);
            List<OpenItem> reduced = early.stream()
                    .filter(item -> item.open().amount() < open(whole, item.id()))
                    .toList();
            List<OpenItem> others =
                    early.stream().filter(item -> !reduced.contains(item)).toList();
            long first =
                    reduced.stream().mapToLong(item -> item.open().amount()).sum();
            List<UUID> inOrder = order.parts(sum(early).amount(), early).stream()
                    .map(Allocator.Part::item)
                    .toList();
            return Stream.concat(
                            reduced.stream()
                                    .map(item -> new Allocator.Part(
                                            item.id(), item.open().amount())),
                            order.parts(charge.amount() - first, others).stream())
                    .sorted(Comparator.comparing(part -> inOrder.indexOf(part.item())))
                    .toList();
        }

        private PlannedCharge planned(Money amount, Money charge, List<Allocator.Part> parts) {
            Map<UUID, OpenItem> byId = byId(items);
            return new PlannedCharge(
                    amount,
                    charge,
                    parts.stream()
                            .map(part -> share(Objects.requireNonNull(byId.get(part.item())), part.amount()))
                            .toList());
        }

        private Share share(OpenItem item, long amount) {
            return new Share(item.id(), item.kind(), item.number(), amount, today.earnedOn(item, amount));
        }
    }

    private static Money atMost(long asked, Money most) {
        Money amount = new Money(asked, most.currency());
        if (amount.amount() > most.amount()) {
            throw new AmountExceedsOpen(amount, most);
        }
        return amount;
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

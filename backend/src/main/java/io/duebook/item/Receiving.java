package io.duebook.item;

import io.duebook.item.Allocator.Part;
import io.duebook.item.SettlementOrder.Withheld;
import io.duebook.ledger.Conversion;
import io.duebook.shared.Money;
import io.duebook.tenant.Policies;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a payment's own command decides, in this order: what settles what, what the payer withheld, the discount for paying
 * early, and the small difference that is left.
 */
public final class Receiving {

    private Receiving() {}

    /**
     * The allocations of money that was just received.
     *
     * @param items which it may settle
     * @param rates of the items of another currency than the money's, from theirs to the money's
     * @param owesElse whether the customer owes more in this currency than these
     */
    public static List<Allocation> allocate(
            Credit money,
            SettlementOrder order,
            Collection<OpenItem> items,
            Map<UUID, Conversion> rates,
            boolean owesElse,
            Policies policies) {
        Map<UUID, OpenItem> byId = items.stream().collect(Collectors.toMap(OpenItem::id, Function.identity()));
        List<Part> parts = order.parts(money.amount().amount(), items).stream()
                .filter(part -> cost(part, byId, rates) > 0)
                .toList();
        long allocated =
                parts.stream().mapToLong(part -> cost(part, byId, rates)).sum();
        Optional<EarlyPayment> early = EarlyPayment.of(money, allocated, money.valueOn(), policies.discount());
        List<Allocation> made = parts.stream()
                .map(part -> allocate(
                        money,
                        Objects.requireNonNull(byId.get(part.item())),
                        part.amount(),
                        order,
                        early,
                        Optional.ofNullable(rates.get(part.item()))))
                .toList();
        return SmallDifference.within(policies.tolerance(), money, made, items, owesElse);
    }

    /** What a part takes of the money, in minor units; what it was cut to may be worth nothing in another currency. */
    private static long cost(Part part, Map<UUID, OpenItem> items, Map<UUID, Conversion> rates) {
        Conversion rate = rates.get(part.item());
        return rate == null
                ? part.amount()
                : rate.of(new Money(
                                part.amount(),
                                Objects.requireNonNull(items.get(part.item()))
                                        .open()
                                        .currency()))
                        .amount();
    }

    /**
     * The allocations of money that passed to another customer for them, with the discount that it earns: nothing of the
     * payment stays unapplied.
     */
    static List<Allocation> allocatePassed(
            Credit passed, SettlementOrder order, Collection<OpenItem> items, Policies policies) {
        return allocatePassed(
                passed, order, items, Optional.of(new EarlyPayment(passed.cashOn(), policies.discount())));
    }

    /** The same of a payment of which something stays unapplied, which earns none. */
    static List<Allocation> allocatePassed(Credit passed, SettlementOrder order, Collection<OpenItem> items) {
        return allocatePassed(passed, order, items, Optional.empty());
    }

    private static List<Allocation> allocatePassed(
            Credit passed, SettlementOrder order, Collection<OpenItem> items, Optional<EarlyPayment> early) {
        Map<UUID, OpenItem> byId = items.stream().collect(Collectors.toMap(OpenItem::id, Function.identity()));
        return order.parts(passed.amount().amount(), items).stream()
                .map(part -> allocate(
                        passed,
                        Objects.requireNonNull(byId.get(part.item())),
                        part.amount(),
                        order,
                        early,
                        Optional.empty()))
                .toList();
    }

    private static Allocation allocate(
            Credit money,
            OpenItem item,
            long amount,
            SettlementOrder order,
            Optional<EarlyPayment> early,
            Optional<Conversion> rate) {
        return withholding(
                withheld(order, item, amount).toList(),
                money,
                item,
                left -> Allocation.ofOwnCommand(money, left, amount, early, rate));
    }

    /**
     * An allocation that was undone, made anew with what its payer withheld.
     *
     * @param withheld of the item, in minor units; at most what it leaves open
     * @param countsFrom the first day on which it may count
     */
    public static Allocation anew(
            MadeAllocation before,
            List<Withheld> withheld,
            Credit money,
            OpenItem item,
            LocalDate on,
            LocalDate countsFrom,
            Optional<EarlyPayment> early) {
        return withholding(
                withheld.stream().map(Receiving::deduction).toList(),
                money,
                item,
                left -> Allocation.anew(before, money, left, on, countsFrom, early));
    }

    private static Difference deduction(Withheld withheld) {
        return Difference.of(new Difference.Kind.Deduction(withheld.reason()), withheld.amount());
    }

    /** @param allocate what is left of the item without what was withheld */
    private static Allocation withholding(
            List<Difference> withheld, Credit money, OpenItem item, Function<OpenItem, Allocation> allocate) {
        long ofItem = withheld.stream().mapToLong(Difference::ofItem).sum();
        Allocation made = allocate.apply(
                ofItem == 0
                        ? item
                        : item.withOpen(
                                item.open().minus(new Money(ofItem, item.open().currency()))));
        for (Difference difference : withheld) {
            made = made.with(difference, money, item);
        }
        return made;
    }

    /** What was withheld of an item, each cut to what money leaves open of it. */
    private static Stream<Difference> withheld(SettlementOrder order, OpenItem item, long paid) {
        if (!(order instanceof SettlementOrder.Chosen chosen)) {
            return Stream.empty();
        }
        long[] left = {Math.max(0, item.open().amount() - paid)};
        return chosen.withheld().stream()
                .filter(deduction -> deduction.item().equals(item.id()))
                .map(deduction -> {
                    long amount = Math.min(left[0], deduction.amount());
                    left[0] -= amount;
                    return deduction(new Withheld(item.id(), amount, deduction.reason()));
                })
                .filter(deduction -> deduction.amount() > 0);
    }
}

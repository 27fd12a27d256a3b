package io.duebook.item;

import io.duebook.item.Allocator.Part;
import io.duebook.tenant.Policies;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * Credit that lies unapplied, laid over what is owed: the oldest credit first, each over the items in the tenant's order.
 *
 * @param order in which items are settled
 * @param policies what the tenant grants for money that came early, and tolerates
 * @param before what became of the credits before
 * @param today credit that comes on a later day settles nothing yet
 * @param notBefore the accounting date, moved where either side begins later
 */
record CreditApplication(
        SettlementOrder order, Policies policies, WentAndCame before, LocalDate today, LocalDate notBefore) {

    private static final Comparator<Credit> OLDEST_FIRST =
            Comparator.comparing(Credit::valueOn).thenComparing(Credit::id);

    /**
     * When credits went from where they may go now.
     *
     * @param fromItems the last day, by value date, on which a credit was taken from an item
     * @param fromCustomer the last day on which a credit was there again after it had been taken from the customer
     */
    record WentAndCame(Map<Pair, LocalDate> fromItems, Map<UUID, LocalDate> fromCustomer) {

        static WentAndCame never() {
            return new WentAndCame(Map.of(), Map.of());
        }

        LocalDate fromItem(UUID credit, UUID item) {
            return fromItems.getOrDefault(new Pair(credit, item), LocalDate.MIN);
        }

        LocalDate moneyOn(Credit credit) {
            LocalDate came = fromCustomer.getOrDefault(credit.id(), LocalDate.MIN);
            return came.isAfter(credit.valueOn()) ? came : credit.valueOn();
        }
    }

    record Pair(UUID credit, UUID item) {}

    /** What settles what. Credit that comes on a later day than today settles nothing yet. */
    List<Allocation> of(List<Credit> credits, List<OpenItem> items) {
        var made = new ArrayList<Allocation>();
        Map<UUID, OpenItem> open = new LinkedHashMap<>();
        items.forEach(item -> open.put(item.id(), item));
        List<Credit> inOrder = credits.stream().sorted(OLDEST_FIRST).toList();
        for (Credit credit : inOrder) {
            if (!credit.valueOn().isAfter(today)) {
                made.addAll(apply(credit, open, credit.equals(inOrder.getLast())));
            }
        }
        return List.copyOf(made);
    }

    /** @param last whether no credit comes after it that could pay what it leaves */
    private List<Allocation> apply(Credit whole, Map<UUID, OpenItem> open, boolean last) {
        List<Part> parts = order.parts(whole.unapplied().amount(), open.values());
        long allocated = parts.stream().mapToLong(Part::amount).sum();
        Optional<EarlyPayment> early = EarlyPayment.of(whole, allocated, before.moneyOn(whole), policies.discount());
        var made = new ArrayList<Allocation>();
        Credit credit = whole;
        for (Part part : parts) {
            OpenItem item = Objects.requireNonNull(open.get(part.item()));
            Allocation allocation = Allocation.again(
                    credit, item, part.amount(), day(item), before.fromItem(credit.id(), item.id()), early);
            made.add(allocation);
            credit = credit.less(allocation);
        }
        List<Allocation> decided =
                last ? SmallDifference.tooLittle(policies.tolerance(), whole, made, List.copyOf(open.values())) : made;
        decided.forEach(allocation -> open.computeIfPresent(allocation.item(), (id, item) -> item.less(allocation)));
        return decided;
    }

    private LocalDate day(OpenItem item) {
        return item.issuedOn().isAfter(notBefore) ? item.issuedOn() : notBefore;
    }
}

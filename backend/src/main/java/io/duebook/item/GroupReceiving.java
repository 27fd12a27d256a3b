package io.duebook.item;

import io.duebook.item.Allocator.Part;
import io.duebook.item.SettlementOrder.Chosen;
import io.duebook.ledger.Conversion;
import io.duebook.shared.CustomerId;
import io.duebook.shared.Money;
import io.duebook.tenant.Policies;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a payment's own command decides where it names claims of several customers: so much passes to each of the others as
 * settles what it names of theirs, and what settles nothing stays with whose payment it is.
 *
 * @param own of the customer's own claims
 * @param passed to others, each once
 */
public record GroupReceiving(List<Allocation> own, List<PassedCredit> passed) {

    /**
     * @param items which the money may settle, of customers of one group
     * @param rates of the customer's own items of another currency, from theirs to the money's
     * @param owesElse whether the payment's customer owes more in this currency than these
     */
    public static GroupReceiving of(
            Credit money,
            SettlementOrder order,
            Collection<OpenItem> items,
            Map<UUID, Conversion> rates,
            boolean owesElse,
            Policies policies,
            LocalDate bookedFrom) {
        boolean isOwn = items.stream().allMatch(item -> item.customer().equals(money.customer()));
        return isOwn || !(order instanceof Chosen chosen)
                ? new GroupReceiving(Receiving.allocate(money, order, items, rates, owesElse, policies), List.of())
                : distributed(money, chosen, items, rates, owesElse, policies, bookedFrom);
    }

    /** All of them, of whomever. */
    public List<Allocation> allocations() {
        return Stream.concat(own.stream(), passed.stream().flatMap(one -> one.allocations().stream()))
                .toList();
    }

    /** What leaves the payment's own credit, in minor units. */
    public long taken() {
        Money others = passedOn();
        return own.stream().mapToLong(Allocation::taken).sum() + (others == null ? 0 : others.amount());
    }

    /** What of it is others' now; null: nothing. */
    public @Nullable Money passedOn() {
        return passed.stream()
                .map(one -> one.transfer().amount())
                .reduce(Money::plus)
                .orElse(null);
    }

    private static GroupReceiving distributed(
            Credit money,
            Chosen chosen,
            Collection<OpenItem> items,
            Map<UUID, Conversion> rates,
            boolean owesElse,
            Policies policies,
            LocalDate bookedFrom) {
        Map<UUID, OpenItem> byId = items.stream().collect(Collectors.toMap(OpenItem::id, Function.identity()));
        Map<CustomerId, List<Part>> parts = chosen.parts(money.amount().amount(), items).stream()
                .collect(Collectors.groupingBy(
                        part -> Objects.requireNonNull(byId.get(part.item())).customer(),
                        LinkedHashMap::new,
                        Collectors.toList()));
        parts.remove(money.customer());
        var transfers = new ArrayList<CreditTransfer>();
        Credit left = money;
        for (var others : parts.entrySet()) {
            long amount = others.getValue().stream().mapToLong(Part::amount).sum();
            CreditTransfer transfer = CreditTransfer.of(left, others.getKey(), amount, money.valueOn(), bookedFrom);
            transfers.add(transfer);
            left = left.less(transfer);
        }
        List<Allocation> own = Receiving.allocate(left, chosen, of(money.customer(), items), rates, owesElse, policies);
        boolean usesAll = left.unapplied().amount()
                == own.stream().mapToLong(Allocation::taken).sum();
        return new GroupReceiving(
                own,
                transfers.stream()
                        .map(transfer -> new PassedCredit(
                                transfer,
                                usesAll
                                        ? Receiving.allocatePassed(
                                                transfer.received(), chosen, of(transfer.to(), items), policies)
                                        : Receiving.allocatePassed(
                                                transfer.received(), chosen, of(transfer.to(), items))))
                        .toList());
    }

    private static List<OpenItem> of(CustomerId customer, Collection<OpenItem> items) {
        return items.stream().filter(item -> item.customer().equals(customer)).toList();
    }
}

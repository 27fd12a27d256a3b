package io.duebook.payment;

import io.duebook.item.Allocation;
import io.duebook.item.GiveUpLimit;
import io.duebook.item.GivenRates;
import io.duebook.item.GroupReceiving;
import io.duebook.item.OpenItem;
import io.duebook.item.RateRefused;
import io.duebook.item.SettlementOrder;
import io.duebook.item.SettlementOrder.Chosen;
import io.duebook.item.SettlementOrder.Withheld;
import io.duebook.platform.Reason;
import io.duebook.shared.Money;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * What of a payment is booked at once, and what its payer withheld above the limit of who books it: that waits for a second
 * person, and is owed until then. The money does not wait (docs/decisions/0171).
 */
@Component
class Withholding {

    private static final int LONGEST_REASON = 500;

    private final GiveUpLimit limit;

    Withholding(GiveUpLimit limit) {
        this.limit = limit;
    }

    /** What is booked at once, and what of it waits. */
    record Decided(GroupReceiving receiving, List<Held> held) {}

    /**
     * What was withheld of a claim and waits.
     *
     * @param made the allocation of the money that was paid short, without it
     */
    record Held(Allocation made, List<Withheld> withheld) {

        Money amount() {
            return new Money(
                    withheld.stream().mapToLong(Withheld::amount).sum(),
                    made.amount().currency());
        }

        Reason reason() {
            String reasons = withheld.stream().map(Withheld::reason).distinct().collect(Collectors.joining(", "));
            return new Reason(reasons.substring(0, Math.min(LONGEST_REASON, reasons.length())));
        }
    }

    /**
     * Decides with all that was withheld, and where that is too much of a claim, without that.
     *
     * @param items as they are before
     * @param receivedOn the value date of the money
     * @param receive decides in an order of settlement
     * @throws RateRefused if a rate that the order gives gives up more than the caller may alone
     */
    Mono<Decided> decide(
            SettlementOrder order,
            Collection<OpenItem> items,
            LocalDate receivedOn,
            Function<SettlementOrder, GroupReceiving> receive) {
        GroupReceiving whole = receive.apply(order);
        return order instanceof Chosen chosen
                ? limit.withholdingTooMuch(whole.allocations(), new GivenRates(chosen.rates(), receivedOn))
                        .map(claims -> claims.isEmpty()
                                ? new Decided(whole, List.of())
                                : without(claims, whole, receive.apply(chosen.withholdingNothingOf(claims)), items))
                : Mono.just(new Decided(whole, List.of()));
    }

    /** What the tolerance or a discount closes without it is not owed, and nobody need agree to it. */
    private static Decided without(
            Set<UUID> claims, GroupReceiving whole, GroupReceiving booked, Collection<OpenItem> items) {
        Map<UUID, List<Withheld>> withheld = whole.allocations().stream()
                .filter(made -> claims.contains(made.item()))
                .collect(Collectors.toMap(Allocation::item, Allocation::withheld));
        Map<UUID, OpenItem> before = items.stream().collect(Collectors.toMap(OpenItem::id, Function.identity()));
        return new Decided(
                booked,
                booked.allocations().stream()
                        .filter(made -> claims.contains(made.item()))
                        .map(made -> new Held(
                                made,
                                cut(
                                        withheld.getOrDefault(made.item(), List.of()),
                                        made.leavesOpen(Objects.requireNonNull(before.get(made.item()))))))
                        .filter(held -> !held.withheld().isEmpty())
                        .toList());
    }

    private static List<Withheld> cut(List<Withheld> withheld, long open) {
        var cut = new ArrayList<Withheld>();
        long left = open;
        for (Withheld one : withheld) {
            long amount = Math.min(left, one.amount());
            if (amount > 0) {
                cut.add(new Withheld(one.item(), amount, one.reason()));
                left -= amount;
            }
        }
        return List.copyOf(cut);
    }
}

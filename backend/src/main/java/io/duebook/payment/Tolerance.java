package io.duebook.payment;

import io.duebook.item.Allocation;
import io.duebook.item.Credit;
import io.duebook.item.Items;
import io.duebook.item.MadeAllocation;
import io.duebook.item.OpenItem;
import io.duebook.item.Reversals;
import io.duebook.item.SmallDifference;
import io.duebook.tenant.Policies;
import java.util.List;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * The tenant's tolerance where money settles one claim more: it is one difference a payment, whatever the payment settled
 * before (docs/decisions/0102).
 */
@Component
class Tolerance {

    private final Items items;
    private final Reversals reversals;

    Tolerance(Items items, Reversals reversals) {
        this.items = items;
        this.reversals = reversals;
    }

    /**
     * The same allocation, with the difference if it is within the tolerance.
     *
     * @param money as it is without it
     * @param item as it is without it
     */
    Mono<Allocation> within(Allocation made, Credit money, OpenItem item, Policies policies) {
        return policies.tolerance() == 0 || money.kind() != Credit.Kind.PAYMENT
                ? Mono.just(made)
                : reversals
                        .settledBy(money.id())
                        .collectList()
                        .filterWhen(others -> isPossibleBeside(others, item))
                        .flatMap(beside -> owesElse(money, item))
                        .map(owesElse -> SmallDifference.within(
                                        policies.tolerance(), money, List.of(made), List.of(item), owesElse)
                                .getFirst())
                        .defaultIfEmpty(made);
    }

    private Mono<Boolean> isPossibleBeside(List<MadeAllocation> others, OpenItem item) {
        return items.find(others.stream()
                        .map(MadeAllocation::item)
                        .filter(other -> !other.equals(item.id()))
                        .distinct()
                        .toList())
                .collectList()
                .map(theirs -> SmallDifference.isPossibleBeside(others, theirs));
    }

    /** A little too much is credit while there is something else to pay. */
    private Mono<Boolean> owesElse(Credit money, OpenItem item) {
        return items.owesElse(money.customer(), money.amount().currency(), List.of(item.id()));
    }
}

package io.duebook.item;

import io.duebook.tenant.Policies;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Money of which a command leaves nothing unapplied: only such money was paid short, and earns a discount on what it
 * settles.
 *
 * @param on the day it counts from, however late it is allocated: its value date, or the day on which a bill is money
 */
public record EarlyPayment(LocalDate on, Policies.Discount policy) {

    /**
     * Money that is allocated now, if it may earn a discount: a payment's, of which nothing stays unapplied.
     *
     * @param allocated by the command, in minor units
     * @param on from which day the books have it; a promise earns nothing before it is money
     */
    public static Optional<EarlyPayment> of(Credit credit, long allocated, LocalDate on, Policies.Discount policy) {
        return credit.kind() == Credit.Kind.PAYMENT && credit.unapplied().amount() == allocated
                ? Optional.of(new EarlyPayment(on.isAfter(credit.cashOn()) ? on : credit.cashOn(), policy))
                : Optional.empty();
    }

    /** What it earns on an item of which it pays an amount in minor units. */
    Optional<Discount> discountOn(OpenItem item, long paid) {
        long earned = earnedOn(item, paid);
        return item.offered()
                .filter(terms -> earned > 0)
                .map(terms -> Discount.of(earned, policy.taxFollows() ? terms.taxesOf(earned, on) : List.of()));
    }

    /** How much that is, in minor units. */
    public long earnedOn(OpenItem item, long paid) {
        return item.offered()
                .map(terms -> terms.earned(item.open().amount(), paid, on, policy.partPayment()))
                .orElse(0L);
    }
}

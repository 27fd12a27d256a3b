package io.duebook.plan;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The money that settles the claims of an offer, and what of it did so before the offer was made: that counts for nothing,
 * also where a part of it goes and the rest is allocated anew.
 *
 * @param standing allocations of money, none of which was taken back
 * @param before per money, whichever of the claims it settled, in minor units: from one claim to another it stays as old
 */
record OfferPayments(List<Allocated> standing, Map<UUID, Long> before) {

    /**
     * @param amount in minor units
     * @param moneyOn from which day it is money, however late it was allocated: its value date, or when a bill matures
     * @param on the accounting date of the allocation, or the day on which a bill matures where that is later
     */
    record Allocated(UUID money, long amount, LocalDate moneyOn, LocalDate on) {}

    /**
     * @param amount that counts today, in minor units
     * @param coveredOn the day on which it covered the offer; null: it does not
     * @param nextOn the next day on which more counts that is booked already; null: there is none
     */
    record Paid(
            long amount,
            @Nullable LocalDate coveredOn,
            @Nullable LocalDate nextOn) {}

    Paid towards(long offered, LocalDate expiresOn, LocalDate today) {
        var left = new HashMap<>(before);
        long paid = 0;
        LocalDate coveredOn = null;
        LocalDate nextOn = null;
        for (Allocated allocated :
                standing.stream().sorted(Comparator.comparing(Allocated::on)).toList()) {
            long old = Math.min(allocated.amount(), left.getOrDefault(allocated.money(), 0L));
            left.merge(allocated.money(), -old, Long::sum);
            if (allocated.moneyOn().isAfter(expiresOn)) {
                continue;
            }
            if (allocated.on().isAfter(today)) {
                nextOn = nextOn == null ? allocated.on() : nextOn;
                continue;
            }
            paid = Math.addExact(paid, allocated.amount() - old);
            coveredOn = coveredOn == null && paid >= offered ? allocated.on() : coveredOn;
        }
        return new Paid(paid, coveredOn, nextOn);
    }
}

package io.duebook.charge;

import io.duebook.item.Debt;
import io.duebook.tenant.Policies;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What of the interest on one claim is still to be claimed, or was claimed too much. Total to date less claimed so far:
 * so nothing is claimed twice, in however many steps.
 *
 * @param through the day up to which it is counted
 * @param claimedBefore by earlier claims less earlier credits, in minor units
 * @param due to be claimed now, in minor units; zero where nothing is
 * @param excess claimed too much, in minor units; zero where nothing was
 */
record Reckoning(Debt debt, LocalDate through, Interest interest, long claimedBefore, long due, long excess) {

    /**
     * What was claimed of one claim so far.
     *
     * @param amount claims less credits, in minor units
     * @param through the latest day up to which interest was claimed
     * @param ended what credit notes took back of it and waivers ended, in minor units: not claimed again, and nothing
     *     that could be given back
     */
    record Claimed(long amount, LocalDate through, long ended) {

        static final Claimed NOTHING = new Claimed(0, LocalDate.MIN, 0);
    }

    static List<Reckoning> of(
            List<Debt> debts, Map<UUID, Claimed> claimed, Policies.Interest policy, LocalDate through) {
        return debts.stream()
                .map(debt -> of(debt, claimed.getOrDefault(debt.id(), Claimed.NOTHING), policy, through))
                .filter(reckoning -> reckoning.due() > 0 || reckoning.excess() > 0)
                .toList();
    }

    /**
     * Too much was claimed only if it is too much for the latest day claimed: asking for an earlier one gives nothing
     * back. Of what is in dispute no more is claimed; its interest runs on, and is claimed once the dispute ended.
     */
    static Reckoning of(Debt debt, Claimed claimed, Policies.Interest policy, LocalDate through) {
        LocalDate latest = claimed.through().isAfter(through) ? claimed.through() : through;
        Interest toDate = Interest.of(debt, policy, through);
        Interest toLatest = latest.equals(through) ? toDate : Interest.of(debt, policy, latest);
        long excess = claimed.amount() - claimed.ended() - toLatest.total();
        if (excess > 0) {
            return new Reckoning(debt, latest, toLatest, claimed.amount(), 0, excess);
        }
        Interest undisputed = debt.disputed() == 0 ? toDate : Interest.ofUndisputed(debt, policy, through);
        long due = Math.max(0, Math.subtractExact(undisputed.total(), claimed.amount()));
        return new Reckoning(debt, through, undisputed, claimed.amount(), due, 0);
    }
}

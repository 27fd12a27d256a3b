package io.duebook.item;

import io.duebook.ledger.Conversion;
import io.duebook.shared.Currency;
import io.duebook.shared.Money;
import java.util.Optional;

/** How far money reaches in a claim that may be of another currency. */
final class CrossCurrency {

    private CrossCurrency() {}

    /**
     * What is settled of a claim: what is wanted of it, cut to what the money pays at the rate; nothing of what is worth
     * nothing in the money's currency.
     *
     * @param wanted in minor units of the claim's currency
     * @param money in minor units of its own
     * @param rate from the claim's currency to the money's; none where they are one
     */
    static long atMost(long wanted, Currency claimed, long money, Optional<Conversion> rate) {
        if (rate.isEmpty()) {
            return Math.min(wanted, money);
        }
        Conversion by = rate.get();
        long share = wanted;
        if (cost(share, claimed, by) > money) {
            // What costs the money and half a unit more is rounded up; the way back is rounded, too.
            share = Math.min(
                    wanted, by.inverse().of(new Money(2 * money + 1, by.to())).amount() / 2 + 1);
            while (share > 0 && cost(share, claimed, by) > money) {
                share--;
            }
        }
        return cost(share, claimed, by) > 0 ? share : 0;
    }

    private static long cost(long amount, Currency claimed, Conversion rate) {
        return rate.of(new Money(amount, claimed)).amount();
    }
}

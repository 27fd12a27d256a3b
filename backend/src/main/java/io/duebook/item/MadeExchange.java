package io.duebook.item;

import io.duebook.ledger.Conversion;
import io.duebook.shared.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.UUID;

/**
 * What an allocation took of money of another currency, as the books hold it.
 *
 * @param id of its movement
 * @param entry the journal entry that made it
 * @param taken in the money's currency, positive
 * @param rate from the claim's currency to the money's
 */
public record MadeExchange(UUID id, UUID entry, Money taken, Conversion rate) {

    /**
     * What a part of the claim gives free of the money, in minor units: in proportion, rounded half up, and all of it
     * with the whole.
     */
    long freedBy(long part, long whole) {
        return part >= whole ? taken.amount() : proportion(taken.amount(), part, whole, RoundingMode.HALF_UP);
    }

    /** The smallest part of the claim, in minor units, that gives so much of the money free. */
    long partThatFrees(long money, long whole) {
        return money >= taken.amount() ? whole : proportion(whole, money, taken.amount(), RoundingMode.CEILING);
    }

    private static long proportion(long amount, long part, long whole, RoundingMode rounding) {
        return BigDecimal.valueOf(amount)
                .multiply(BigDecimal.valueOf(part))
                .divide(BigDecimal.valueOf(whole), 0, rounding)
                .longValueExact();
    }
}

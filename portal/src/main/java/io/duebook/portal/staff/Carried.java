package io.duebook.portal.staff;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * What a claim or money carries in the base currency: a part of it takes its part of that, rounded half up.
 *
 * @param left open or unapplied, in minor units of its own currency
 * @param amount carried, in minor units of the base currency
 */
record Carried(long left, long amount) {

    long partOf(long taken) {
        return left == 0
                ? 0
                : BigDecimal.valueOf(amount)
                        .multiply(BigDecimal.valueOf(taken))
                        .divide(BigDecimal.valueOf(left), 0, RoundingMode.HALF_UP)
                        .longValueExact();
    }
}

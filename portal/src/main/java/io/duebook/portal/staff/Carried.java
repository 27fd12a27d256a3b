package io.duebook.portal.staff;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a claim or money carries in the base currency: a part of it takes its part of that, rounded half up.
 *
 * @param left open or unapplied, in minor units of its own currency
 * @param amount carried, in minor units of the base currency; null where no rate was known
 */
record Carried(long left, @Nullable Long amount) {

    boolean hasRate() {
        return amount != null;
    }

    /** @throws NullPointerException where no rate was known */
    long partOf(long taken) {
        return left == 0
                ? 0
                : BigDecimal.valueOf(Objects.requireNonNull(amount))
                        .multiply(BigDecimal.valueOf(taken))
                        .divide(BigDecimal.valueOf(left), 0, RoundingMode.HALF_UP)
                        .longValueExact();
    }
}

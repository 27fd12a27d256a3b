package io.duebook.invoice;

import io.duebook.item.DiscountOffer;
import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * A discount for whoever pays early.
 *
 * @param percent more than 0, less than 100
 * @param days after the issue date, on the last of which money still earns it; 0 to 999
 */
record EarlyDiscount(BigDecimal percent, int days) {

    /** What is offered from the day of issue. */
    DiscountOffer from(LocalDate issued) {
        return new DiscountOffer(percent, issued.plusDays(days));
    }
}

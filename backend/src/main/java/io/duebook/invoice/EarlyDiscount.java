package io.duebook.invoice;

import io.duebook.item.DiscountOffer;
import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * A discount for whoever pays early.
 *
 * @param percent more than 0, less than 100
 * @param days after the issue date, on the last of which money still earns it, if that is due no earlier; 0 to 999
 */
record EarlyDiscount(BigDecimal percent, int days) {

    /** What is offered from the day of issue, at the longest to the due date: nobody is early after it. */
    DiscountOffer from(LocalDate issued, LocalDate due) {
        LocalDate until = issued.plusDays(days);
        return new DiscountOffer(percent, until.isAfter(due) ? due : until);
    }
}

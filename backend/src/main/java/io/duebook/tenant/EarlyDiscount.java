package io.duebook.tenant;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * A discount for whoever pays early.
 *
 * @param percent more than 0, less than 100
 * @param days after the issue date, on the last of which money still earns it, if that is due no earlier; 0 to 999
 */
public record EarlyDiscount(BigDecimal percent, int days) {

    /** The last day on which it is had, at the latest the due date: nobody is early after it. */
    public LocalDate lastDay(LocalDate issued, LocalDate due) {
        LocalDate until = issued.plusDays(days);
        return until.isAfter(due) ? due : until;
    }
}

package io.duebook.ledger;

import io.duebook.shared.Currency;
import java.time.LocalDate;

/**
 * A rate as it was said: 1 base = rate quote.
 *
 * @param on the day it is of
 */
public record RateView(Currency base, Currency quote, String rate, LocalDate on) {

    public static RateView of(Conversion.Step step) {
        return new RateView(step.base(), step.quote(), Conversion.plain(step.rate()), step.on());
    }
}

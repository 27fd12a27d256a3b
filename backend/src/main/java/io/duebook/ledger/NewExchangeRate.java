package io.duebook.ledger;

import io.duebook.platform.Ids;
import io.duebook.platform.InvalidRequest;
import io.duebook.platform.Refusal.FieldError;
import io.duebook.shared.Currency;
import io.duebook.shared.ExchangeRateId;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * A rate as a client records it: 1 base = rate quote.
 *
 * @param rate a positive decimal with at most six places
 * @param on the day it is of
 */
record NewExchangeRate(
        @NotNull Currency base,
        @NotNull Currency quote,
        @NotNull @Pattern(regexp = DECIMAL) String rate,
        @NotNull LocalDate on) {

    static final String DECIMAL = "\\d{1,12}(\\.\\d{1,6})?";

    /** What the log tells of it. */
    record Recorded(ExchangeRateId id, Currency base, Currency quote, String rate, LocalDate on) {}

    /** One that is about to be recorded. */
    record Identified(ExchangeRateId id, NewExchangeRate rate) {
        Recorded event() {
            return new Recorded(id, rate.base(), rate.quote(), rate.rate(), rate.on());
        }
    }

    Identified identified() {
        return new Identified(new ExchangeRateId(Ids.next()), this);
    }

    BigDecimal number() {
        return new BigDecimal(rate);
    }

    void mustBeARate() {
        mustBeRates(List.of(this), index -> "");
    }

    /** @throws InvalidRequest with all that are none, and those of one pair and day, of which only one could count */
    static void mustBeRates(List<NewExchangeRate> rates) {
        mustBeRates(rates, index -> "/rates/" + index);
    }

    private static void mustBeRates(List<NewExchangeRate> rates, java.util.function.IntFunction<String> place) {
        record Day(CurrencyPair pair, LocalDate on) {}
        var errors = new ArrayList<FieldError>();
        var seen = new HashSet<Day>();
        for (int at = 0; at < rates.size(); at++) {
            NewExchangeRate rate = rates.get(at);
            if (rate.base().equals(rate.quote())) {
                errors.add(new FieldError(
                        place.apply(at) + "/quote", "same_currency", "A rate is between two different currencies."));
            } else if (!seen.add(new Day(CurrencyPair.of(rate.base(), rate.quote()), rate.on()))) {
                errors.add(new FieldError(
                        place.apply(at), "duplicate", "This pair has a rate of this day in the same request."));
            }
            if (rate.number().signum() == 0) {
                errors.add(new FieldError(place.apply(at) + "/rate", "out_of_range", "A rate is more than nothing."));
            }
        }
        if (!errors.isEmpty()) {
            throw new InvalidRequest(errors);
        }
    }
}

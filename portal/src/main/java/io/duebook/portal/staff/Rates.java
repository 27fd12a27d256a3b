package io.duebook.portal.staff;

import io.duebook.portal.api.ApiProblem;
import io.duebook.portal.api.ExchangeRatesApi;
import io.duebook.portal.api.ExchangeRatesApi.Effective;
import java.time.LocalDate;
import java.util.Optional;

/** What one currency was worth in another on a day, as far as anybody said. */
class Rates {

    private static final String UNKNOWN = "currency_mismatch";

    private final ExchangeRatesApi rates;

    Rates(ExchangeRatesApi rates) {
        this.rates = rates;
    }

    /** Empty where nobody said, not even by way of another currency. */
    Optional<Effective> effective(String base, String quote, LocalDate on) {
        try {
            return Optional.of(rates.effective(base, quote, on));
        } catch (ApiProblem problem) {
            if (problem.is(UNKNOWN)) {
                return Optional.empty();
            }
            throw problem;
        }
    }
}

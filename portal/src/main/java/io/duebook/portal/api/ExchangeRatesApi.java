package io.duebook.portal.api;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.PostExchange;

/** What currencies were worth in others, day by day. Rates are recorded, never changed. */
public interface ExchangeRatesApi {

    /** Those of the latest days first, each as it was said. */
    @GetExchange("/v1/exchange_rates")
    Page<Rate> list(
            @RequestParam(required = false) @Nullable String base,
            @RequestParam(required = false) @Nullable String quote,
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam int limit);

    @PostExchange("/v1/exchange_rates")
    Rate record(@RequestHeader("Idempotency-Key") String key, @RequestBody NewRate rate);

    /** All of them, or none. */
    @PostExchange("/v1/exchange_rates/several")
    Recorded recordSeveral(@RequestHeader("Idempotency-Key") String key, @RequestBody NewRates rates);

    /**
     * By the latest rate not after the day, in either direction, else over the tenant's base currency.
     *
     * @throws ApiProblem {@code currency_mismatch} where nobody said
     */
    @GetExchange("/v1/exchange_rates/effective")
    Effective effective(@RequestParam String base, @RequestParam String quote, @RequestParam LocalDate on);

    /**
     * 1 base = rate quote.
     *
     * @param replaced whether a later one was recorded for the same pair and day, which counts instead
     */
    record Rate(
            String id, String base, String quote, String rate, LocalDate on, boolean replaced, Instant recordedAt) {}

    /** @param rate a positive decimal with at most six places */
    record NewRate(String base, String quote, String rate, LocalDate on) {}

    record NewRates(List<NewRate> rates) {}

    record Recorded(List<Rate> data) {}

    /**
     * @param rate what one of the base was worth, to six places
     * @param steps the rates as they were said; amounts are converted by them
     */
    record Effective(String base, String quote, LocalDate on, String rate, List<Step> steps) {}

    /** @param on the day the rate is of */
    record Step(String base, String quote, String rate, LocalDate on) {}
}

package io.duebook.portal.api;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.PostExchange;

/** Months, and whether something may still be booked into them. */
public interface PeriodsApi {

    /** The latest first. */
    @GetExchange("/v1/periods")
    Page<Summary> list(@RequestParam(required = false) @Nullable String cursor, @RequestParam int limit);

    @GetExchange("/v1/periods/{period}")
    Period get(@PathVariable String period);

    @PostExchange("/v1/periods/{period}/close")
    Period close(@PathVariable String period, @RequestHeader("Idempotency-Key") String key);

    @PostExchange("/v1/periods/{period}/lock")
    Period lock(@PathVariable String period, @RequestHeader("Idempotency-Key") String key);

    @PostExchange("/v1/periods/{period}/reopen")
    Period reopen(
            @PathVariable String period,
            @RequestHeader("Idempotency-Key") String key,
            @RequestBody InvoicesApi.Reason reason);

    /** @param state open, closed or locked */
    record Summary(
            YearMonth period,
            String state,
            @Nullable Integer version,
            @Nullable String hash,
            @Nullable Instant closedAt,
            @Nullable String closedBy) {}

    /** @param trialBalance by currency and account */
    record Period(
            YearMonth period,
            String state,
            @Nullable Integer version,
            @Nullable String hash,
            @Nullable Instant closedAt,
            @Nullable String closedBy,
            List<Balance> trialBalance) {

        public boolean isOpen() {
            return state.equals("open");
        }

        public boolean isOver(LocalDate today) {
            return today.isAfter(period.atEndOfMonth());
        }
    }

    /** @param amount in minor units, debit positive */
    record Balance(String currency, String account, long amount) {}
}

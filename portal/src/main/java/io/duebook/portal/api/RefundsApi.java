package io.duebook.portal.api;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.PostExchange;

/** Money and credit given back to customers. */
public interface RefundsApi {

    /** The newest first. */
    @GetExchange("/v1/refunds")
    Page<Refund> list(
            @RequestParam(required = false) @Nullable String customer,
            @RequestParam(required = false) @Nullable String payment,
            @RequestParam(value = "credit_note", required = false) @Nullable String creditNote,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam int limit);

    @PostExchange("/v1/refunds")
    Refund give(@RequestHeader("Idempotency-Key") String key, @RequestBody NewRefund refund);

    /**
     * @param charge interest given back, which was paid out
     * @param amount in minor units of the currency
     * @param state pending, unknown, succeeded or failed
     * @param method processor, or how it was given by hand
     * @param failedOn from when the credit is there again
     */
    record Refund(
            String id,
            @Nullable String charge,
            long amount,
            String currency,
            String state,
            LocalDate refundedOn,
            String method,
            @Nullable Failure failure,
            @Nullable LocalDate failedOn) {}

    record Failure(String code, String message) {}

    /**
     * One of the first three is given: whose money or credit it is.
     *
     * @param refundedOn only for what was given by hand
     * @param items what to take it out of, for the part beyond what is unapplied
     */
    record NewRefund(
            @Nullable String payment,
            @Nullable String creditNote,
            @Nullable String charge,
            long amount,
            @Nullable LocalDate refundedOn,
            String method,
            List<PaymentsApi.Part> items,
            String reason) {}
}

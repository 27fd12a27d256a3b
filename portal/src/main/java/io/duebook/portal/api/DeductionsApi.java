package io.duebook.portal.api;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;

/** What payers withheld, with their reasons. */
public interface DeductionsApi {

    /** Newest first, those taken back included. */
    @GetExchange("/v1/deductions")
    Page<Deduction> list(
            @RequestParam(required = false) @Nullable String customer,
            @RequestParam(required = false) @Nullable String reason,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam int limit);

    /**
     * @param payment with which it was withheld
     * @param allocation with which it is taken back
     * @param invoice the claim: an invoice or a charge
     * @param number of the claim
     * @param amount in minor units of the currency
     * @param reversedOn the day from which it is owed again, if it is
     */
    record Deduction(
            String id,
            InvoicesApi.CustomerName customer,
            String payment,
            String allocation,
            String invoice,
            String number,
            String reason,
            long amount,
            String currency,
            LocalDate deductedOn,
            @Nullable LocalDate reversedOn) {}
}

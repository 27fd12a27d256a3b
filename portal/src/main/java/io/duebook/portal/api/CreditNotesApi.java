package io.duebook.portal.api;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.PostExchange;

/** Credit notes: documents that lower what a customer owes. */
public interface CreditNotesApi {

    @GetExchange("/v1/credit_notes")
    Page<Summary> list(
            @RequestParam(required = false) @Nullable String customer,
            @RequestParam(required = false) @Nullable String invoice,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam int limit);

    @GetExchange("/v1/credit_notes/{id}")
    CreditNote get(@PathVariable String id);

    @PostExchange("/v1/credit_notes")
    CreditNote issue(@RequestHeader("Idempotency-Key") String key, @RequestBody NewCreditNote note);

    @PostExchange("/v1/credit_notes/{id}/void")
    CreditNote voidCreditNote(
            @PathVariable String id,
            @RequestHeader("Idempotency-Key") String key,
            @RequestHeader("If-Match") String version,
            @RequestBody InvoicesApi.Reason reason);

    record Summary(
            String id,
            String number,
            InvoicesApi.CustomerName customer,
            String state,
            LocalDate issueDate,
            String currency,
            long total,
            long unapplied,
            @Nullable String reason) {}

    record CreditNote(
            String id,
            String number,
            InvoicesApi.CustomerName customer,
            String state,
            LocalDate issueDate,
            String currency,
            long net,
            long tax,
            long total,
            long unapplied,
            List<Line> lines,
            List<Tax> taxes,
            List<Claim> claims,
            List<Allocation> allocations,
            @Nullable String reason,
            @Nullable String reference,
            int version) {

        /** What If-Match wants: the strong tag of this version. */
        public String tag() {
            return "\"" + version + "\"";
        }
    }

    /** @param invoice the claim it takes back from, and its number; null where it names none */
    record Line(
            @Nullable String invoice,
            @Nullable String number,
            String description,
            String quantity,
            long unitAmount,
            String taxRate,
            long net) {}

    record Tax(String rate, long net, long tax) {}

    /** What of it belongs to one claim, tax included. */
    record Claim(String invoice, String number, long amount) {}

    /** @param amount in minor units of the claim's currency */
    record Allocation(
            String id,
            String invoice,
            String number,
            long amount,
            String currency,
            LocalDate allocatedOn,
            boolean reversed) {}

    /** @param allocate {@code named} or {@code none} */
    record NewCreditNote(
            String customer,
            @Nullable String number,
            @Nullable LocalDate issueDate,
            String currency,
            List<NewLine> lines,
            String allocate,
            @Nullable String reason) {}

    /** Quantity and rate are decimals as text, the rate in percent; the amount is in minor units, before tax. */
    record NewLine(
            @Nullable String invoice,
            @Nullable Integer invoiceLine,
            String description,
            String quantity,
            long unitAmount,
            String taxRate) {}
}

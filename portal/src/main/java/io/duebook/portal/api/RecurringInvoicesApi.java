package io.duebook.portal.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.duebook.portal.api.InvoicesApi.NewInvoice;
import io.duebook.portal.api.InvoicesApi.NewLine;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.PatchExchange;
import org.springframework.web.service.annotation.PostExchange;

/** Invoices that come again on a schedule. */
public interface RecurringInvoicesApi {

    /** @param state ACTIVE, PAUSED or ENDED */
    @GetExchange("/v1/recurring_invoices")
    Page<RecurringInvoice> list(
            @RequestParam(required = false) @Nullable String customer,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam int limit);

    @GetExchange("/v1/recurring_invoices/{id}")
    RecurringInvoice get(@PathVariable String id);

    @PostExchange("/v1/recurring_invoices")
    RecurringInvoice plan(@RequestHeader("Idempotency-Key") String key, @RequestBody NewRecurringInvoice wanted);

    /** What the next ones are like, and when they end; what came stays. */
    @PatchExchange("/v1/recurring_invoices/{id}")
    RecurringInvoice change(
            @PathVariable String id,
            @RequestHeader("Idempotency-Key") String key,
            @RequestHeader("If-Match") String version,
            @RequestBody Change change);

    @PostExchange("/v1/recurring_invoices/{id}/pause")
    RecurringInvoice pause(@PathVariable String id, @RequestHeader("Idempotency-Key") String key);

    @PostExchange("/v1/recurring_invoices/{id}/resume")
    RecurringInvoice resume(
            @PathVariable String id, @RequestHeader("Idempotency-Key") String key, @RequestBody Resumption resumption);

    @PostExchange("/v1/recurring_invoices/{id}/end")
    RecurringInvoice end(@PathVariable String id, @RequestHeader("Idempotency-Key") String key);

    /**
     * @param state active, paused or ended
     * @param amount of each invoice, tax included, in minor units
     * @param every week, month, quarter or year
     * @param made how many invoices it brought
     * @param nextOn when the next one comes, or would if it were not paused
     * @param trouble the code of what stopped it; it waits until it is resumed
     * @param latest the last twelve it brought, the newest first
     * @param invoice what the next ones are like
     */
    record RecurringInvoice(
            String id,
            InvoicesApi.CustomerName customer,
            String state,
            String currency,
            long amount,
            String every,
            int step,
            LocalDate firstOn,
            @Nullable LocalDate until,
            @Nullable Integer times,
            int made,
            @Nullable LocalDate nextOn,
            @Nullable String trouble,
            List<Made> latest,
            Template invoice,
            int version) {

        /** What If-Match wants: the strong tag of this version. */
        public String tag() {
            return "\"" + version + "\"";
        }

        public boolean isEnded() {
            return state.equals("ended");
        }
    }

    record Made(LocalDate on, String id, @Nullable String number) {}

    /**
     * What each day repeats.
     *
     * @param terms a word, or an object as {@link InvoicesApi.GivenTerms}
     * @param issue whether they are issued, or left as drafts
     */
    record Template(
            @Nullable Object terms,
            List<NewLine> lines,
            @Nullable String reference,
            @Nullable String purchaseOrder,
            @Nullable String contract,
            @Nullable String salesperson,
            boolean issue) {}

    record NewRecurringInvoice(
            NewInvoice invoice,
            String every,
            int step,
            LocalDate firstOn,
            @Nullable LocalDate until,
            @Nullable Integer times) {}

    /** Null is sent too: it takes an end away. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Change(
            NextOnes invoice,
            @Nullable LocalDate until,
            @Nullable Integer times) {}

    /** Null is sent too: it takes a text away. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record NextOnes(
            @Nullable Object terms,
            List<NewLine> lines,
            @Nullable String reference,
            @Nullable String purchaseOrder,
            @Nullable String contract,
            @Nullable String salesperson,
            boolean issue) {}

    /** @param missed skip or issue: what becomes of the days that passed meanwhile */
    record Resumption(String missed) {}
}

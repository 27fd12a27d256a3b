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

/** Money asked for before anything is delivered. */
public interface DepositsApi {

    /** The newest first. */
    @GetExchange("/v1/deposits")
    Page<Deposit> list(
            @RequestParam(required = false) @Nullable String customer,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam int limit);

    @GetExchange("/v1/deposits/{id}")
    Deposit get(@PathVariable String id);

    @PostExchange("/v1/deposits")
    Deposit ask(@RequestHeader("Idempotency-Key") String key, @RequestBody NewDeposit deposit);

    /** What is unapplied of a payment settles nothing by itself from now on. */
    @PostExchange("/v1/deposits/{id}/payments")
    Deposit keep(@PathVariable String id, @RequestHeader("Idempotency-Key") String key, @RequestBody Keeping keeping);

    /** As if it had never been kept. */
    @PostExchange("/v1/deposits/{id}/release")
    Deposit release(
            @PathVariable String id, @RequestHeader("Idempotency-Key") String key, @RequestBody Releasing releasing);

    @PostExchange("/v1/deposits/{id}/void")
    Deposit voidDeposit(
            @PathVariable String id,
            @RequestHeader("Idempotency-Key") String key,
            @RequestHeader("If-Match") String version,
            @RequestBody InvoicesApi.Reason reason);

    /**
     * Amounts are in minor units of the currency.
     *
     * @param state requested, partly_paid, paid, used or void
     * @param received for it, less what went back
     * @param held of that, what no invoice took yet
     * @param used of that, what settled invoices
     * @param payments kept for it
     * @param invoices that name it
     */
    record Deposit(
            String id,
            String number,
            InvoicesApi.CustomerName customer,
            String state,
            String currency,
            long net,
            long tax,
            long total,
            long received,
            long held,
            long used,
            LocalDate issueDate,
            LocalDate dueDate,
            @Nullable String reference,
            List<Line> lines,
            List<Tax> taxes,
            List<Kept> payments,
            List<TakenBy> invoices,
            @Nullable LocalDate voidOn,
            int version) {

        /** What If-Match wants: the strong tag of this version. */
        public String tag() {
            return "\"" + version + "\"";
        }

        public boolean isVoid() {
            return state.equals("void");
        }

        /** Whether there is still something to be paid for it. */
        public boolean isAskedFor() {
            return state.equals("requested") || state.equals("partly_paid");
        }

        /** What is still to be paid, in minor units. */
        public long missing() {
            return isAskedFor() ? Math.max(0, total - received) : 0;
        }
    }

    record Line(String description, String quantity, long unitAmount, String taxRate, long net) {}

    record Tax(String rate, long net, long tax) {}

    /**
     * @param amount of the whole payment
     * @param unapplied what settles nothing of it
     * @param used what settles invoices since it was kept
     */
    record Kept(String payment, long amount, long unapplied, long used, LocalDate receivedOn) {}

    record TakenBy(String invoice, @Nullable String number) {}

    record NewDeposit(
            String customer,
            @Nullable String number,
            @Nullable LocalDate issueDate,
            @Nullable LocalDate dueDate,
            String currency,
            List<InvoicesApi.NewLine> lines,
            @Nullable String reference) {}

    record Keeping(String payment) {}

    record Releasing(String payment, String reason) {}
}

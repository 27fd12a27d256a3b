package io.duebook.portal.api;

import com.fasterxml.jackson.annotation.JsonInclude;
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

/** Invoices. */
public interface InvoicesApi {

    @GetExchange("/v1/invoices")
    Page<Summary> list(
            @RequestParam(required = false) @Nullable String customer,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam int limit);

    /**
     * @param purchaseOrder as are the other texts, the whole word
     * @param taxState NONE, REQUESTED, ISSUED or REVERSED
     */
    @GetExchange("/v1/invoices")
    Page<Summary> find(
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(value = "purchase_order", required = false) @Nullable String purchaseOrder,
            @RequestParam(value = "delivery_note", required = false) @Nullable String deliveryNote,
            @RequestParam(required = false) @Nullable String contract,
            @RequestParam(required = false) @Nullable String salesperson,
            @RequestParam(value = "tax_document", required = false) @Nullable String taxDocument,
            @RequestParam(value = "tax_state", required = false) @Nullable String taxState,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam int limit);

    @GetExchange("/v1/invoices/{id}")
    Invoice get(@PathVariable String id);

    @PostExchange("/v1/invoices")
    Invoice create(@RequestHeader("Idempotency-Key") String key, @RequestBody NewInvoice invoice);

    @PatchExchange("/v1/invoices/{id}")
    Invoice change(@PathVariable String id, @RequestHeader("If-Match") String version, @RequestBody KnownBy references);

    @PostExchange("/v1/invoices/{id}/issue")
    Invoice issue(
            @PathVariable String id,
            @RequestHeader("Idempotency-Key") String key,
            @RequestHeader("If-Match") String version);

    @PostExchange("/v1/invoices/{id}/void")
    Invoice voidInvoice(
            @PathVariable String id,
            @RequestHeader("Idempotency-Key") String key,
            @RequestHeader("If-Match") String version,
            @RequestBody Reason reason);

    /** Takes a part off the books while the claim remains; or asks for a second person's word. */
    @PostExchange("/v1/invoices/{id}/write_off")
    Ended writeOff(
            @PathVariable String id,
            @RequestHeader("Idempotency-Key") String key,
            @RequestHeader("If-Match") String version,
            @RequestBody WriteOff writeOff);

    /** Gives a part up for good; or asks for a second person's word. */
    @PostExchange("/v1/invoices/{id}/waive")
    Ended waive(
            @PathVariable String id,
            @RequestHeader("Idempotency-Key") String key,
            @RequestHeader("If-Match") String version,
            @RequestBody Waiver waiver);

    /** @param amount in minor units; at most what is open */
    record WriteOff(long amount, LocalDate writtenOffOn, String reason) {}

    /** @param amount in minor units; at most what is open or off the books */
    record Waiver(long amount, LocalDate waivedOn, String reason) {}

    /** @param approval what somebody else has to approve first; null: it is done */
    record Ended(@Nullable String approval) {}

    /** @param reason 1 to 500 characters */
    record Reason(String reason) {}

    record CustomerName(String id, String name, @Nullable String externalId) {}

    record Summary(
            String id,
            @Nullable String number,
            CustomerName customer,
            String state,
            List<String> flags,
            List<String> closedBy,
            @Nullable LocalDate issueDate,
            @Nullable LocalDate dueDate,
            String currency,
            long total,
            long open,
            @Nullable Integer daysPastDue,
            int version) {

        /** What If-Match wants: the strong tag of this version. */
        public String tag() {
            return "\"" + version + "\"";
        }
    }

    record Invoice(
            String id,
            @Nullable String number,
            @Nullable String externalId,
            CustomerName customer,
            String state,
            List<String> flags,
            List<String> closedBy,
            @Nullable LocalDate issueDate,
            @Nullable LocalDate dueDate,
            String currency,
            long net,
            long tax,
            long total,
            long open,
            long disputed,
            Settled settled,
            @Nullable Integer daysPastDue,
            @Nullable String terms,
            @Nullable Discount discount,
            List<Instalment> instalments,
            @Nullable String reference,
            @Nullable String purchaseOrder,
            @Nullable String deliveryNote,
            @Nullable String contract,
            @Nullable String salesperson,
            String taxState,
            List<TaxDocument> taxDocuments,
            List<Duplicate> possibleDuplicates,
            List<Line> lines,
            List<Tax> taxes,
            List<Allocation> allocations,
            List<TakenDeposit> deposits,
            List<Passed> transfers,
            int version) {

        /** What If-Match wants: the strong tag of this version. */
        public String tag() {
            return "\"" + version + "\"";
        }
    }

    /**
     * What it offers for being paid early; amounts in minor units.
     *
     * @param until the last day on which money earns it; null in a draft
     * @param obtainable what need not be paid if the rest is paid today
     */
    record Discount(String percent, int days, @Nullable LocalDate until, long amount, long taken, long obtainable) {}

    /**
     * What of it is due on a day, and open of that.
     *
     * @param amount in minor units, as is what is open
     * @param retention whether the customer keeps it back until the warranty is over
     */
    record Instalment(LocalDate dueOn, long amount, long open, boolean retention) {}

    /** A deposit that it takes when it is issued. */
    record TakenDeposit(String id, String number) {}

    /** An invoice over the same, that is not void. */
    record Duplicate(String id, @Nullable String number) {}

    /**
     * @param kind digital_fapiao or other
     * @param number only one that is not issued yet may be without
     * @param state requested, issued or reversed
     */
    record TaxDocument(
            String kind,
            @Nullable String number,
            String state,
            @Nullable LocalDate issuedOn) {}

    /** What an invoice is known by. Null is sent too: it takes a text away. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record KnownBy(
            @Nullable String purchaseOrder,
            @Nullable String deliveryNote,
            @Nullable String contract,
            @Nullable String salesperson,
            List<TaxDocument> taxDocuments) {}

    /**
     * @param writtenOff what is off the books and still claimed
     * @param rounded small differences within the tolerance; below zero where more was paid
     * @param deducted what payers withheld
     * @param netted what was set against what is owed to the customer
     * @param transferred what other customers took over
     */
    record Settled(
            long paid,
            long credited,
            long discounted,
            long writtenOff,
            long waived,
            long recovered,
            long rounded,
            long deducted,
            long netted,
            long transferred) {}

    /**
     * @param line its number, the first being 1
     * @param credited what credit notes took back of it, without tax
     */
    record Line(
            int line, String description, String quantity, long unitAmount, String taxRate, long net, long credited) {}

    /** @param credited what credit notes took back of it, with tax */
    record Tax(String rate, long net, long tax, long credited) {}

    /**
     * What settled it: a payment, a credit note, interest given back, or what passed from another customer.
     *
     * @param number of what settled it; a payment has none
     * @param discount what need not be paid because this was paid early
     */
    record Allocation(
            String id,
            @Nullable String payment,
            @Nullable String creditNote,
            @Nullable String charge,
            @Nullable String transfer,
            @Nullable String number,
            long amount,
            long discount,
            LocalDate allocatedOn,
            boolean reversed) {}

    /** What of it another customer took over. @param reversedOn the day from which it is back */
    record Passed(
            String id,
            CustomerName to,
            long amount,
            LocalDate transferredOn,
            @Nullable LocalDate reversedOn) {}

    /**
     * @param terms a word, or {@link GivenTerms}; with none of them and no due date the usual terms of the customer hold
     * @param instalments instead of terms and a due date: what is due when, together the total
     * @param deposits ids of those that it takes: what is held of them settles it when it is issued
     */
    record NewInvoice(
            String customer,
            @Nullable String number,
            @Nullable LocalDate issueDate,
            @Nullable LocalDate dueDate,
            String currency,
            @Nullable Object terms,
            @Nullable List<NewInstalment> instalments,
            List<NewLine> lines,
            @Nullable String reference,
            @Nullable String purchaseOrder,
            @Nullable String deliveryNote,
            @Nullable String contract,
            @Nullable String salesperson,
            @Nullable List<TaxDocument> taxDocuments,
            @Nullable List<String> deposits,
            boolean issue) {}

    /**
     * @param amount in minor units
     * @param retention whether the customer keeps it back until the warranty is over
     */
    record NewInstalment(LocalDate dueOn, long amount, boolean retention) {}

    /**
     * Terms with a discount for paying early.
     *
     * @param net days after the issue date; this or the next is given, and null is sent too: a change takes the other away
     * @param eom days after the end of the month
     * @param discountDays after the issue date
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record GivenTerms(@Nullable Integer net, @Nullable Integer eom, String discountPercent, int discountDays) {}

    /** Quantity and rate are decimals as text, the rate in percent; the amount is in minor units, before tax. */
    record NewLine(String description, String quantity, long unitAmount, String taxRate) {}
}

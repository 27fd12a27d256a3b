package io.duebook.portal.api;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.PostExchange;

/** Payments, and what they settle. */
public interface PaymentsApi {

    /** @param unapplied whether only those of which something settles nothing yet; the last received first */
    @GetExchange("/v1/payments")
    Page<Payment> list(
            @RequestParam(required = false) @Nullable String customer,
            @RequestParam(value = "received_from", required = false) @Nullable LocalDate receivedFrom,
            @RequestParam(value = "received_to", required = false) @Nullable LocalDate receivedTo,
            @RequestParam boolean unapplied,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam int limit);

    @GetExchange("/v1/payments/{id}")
    Payment get(@PathVariable String id);

    @PostExchange("/v1/payments")
    Payment record(@RequestHeader("Idempotency-Key") String key, @RequestBody NewPayment payment);

    /** What it settled is open again from that day. */
    @PostExchange("/v1/payments/{id}/reverse")
    Payment reverse(
            @PathVariable String id, @RequestHeader("Idempotency-Key") String key, @RequestBody NewReversal reversal);

    /** It settles again what it settled before, as far as that is still claimed. */
    @PostExchange("/v1/payments/{id}/reinstate")
    Payment reinstate(
            @PathVariable String id,
            @RequestHeader("Idempotency-Key") String key,
            @RequestBody Reinstatement reinstatement);

    @PostExchange("/v1/allocations")
    void allocate(@RequestHeader("Idempotency-Key") String key, @RequestBody NewAllocation allocation);

    @PostExchange("/v1/allocations/{id}/reverse")
    void reverseAllocation(
            @PathVariable String id,
            @RequestHeader("Idempotency-Key") String key,
            @RequestBody InvoicesApi.Reason reason);

    record Payment(
            String id,
            InvoicesApi.CustomerName customer,
            @Nullable String payer,
            InvoicesApi.@Nullable CustomerName paidBy,
            Money amount,
            LocalDate receivedOn,
            String method,
            String account,
            @Nullable String reference,
            @Nullable PaymentBill bill,
            String state,
            long unapplied,
            long passedOn,
            List<Allocation> allocations,
            List<Reversal> reversals,
            List<Refund> refunds,
            List<Waiting> waiting,
            Instant createdAt) {

        public boolean isReversed() {
            return state.equals("reversed");
        }

        /** Whether it came through a processor, which can give it back the same way. */
        public boolean cameThroughProcessor() {
            return account.equals("processor");
        }

        /** What of it settles something or nothing yet, and so can be given back; in minor units. */
        public long standing() {
            return unapplied
                    + allocations.stream()
                            .filter(allocation -> !allocation.reversed())
                            .mapToLong(Allocation::taken)
                            .sum();
        }
    }

    /**
     * What was withheld and waits for a second person; it is owed until then. Contacts read none.
     *
     * @param number of the claim
     * @param amount in minor units of the claim's currency
     */
    record Waiting(String approval, String invoice, String number, long amount, String currency) {}

    /** The bill or cheque that it came as. */
    record PaymentBill(String id, String kind, String number, LocalDate maturesOn) {}

    /**
     * A part of it that was given back.
     *
     * @param state pending, unknown, succeeded or failed
     */
    record Refund(String id, long amount, String state, LocalDate refundedOn) {}

    /**
     * That it was taken back.
     *
     * @param kind mistake, return or chargeback
     * @param amount in minor units; less than the payment where a dispute is about a part
     * @param customerFee the id of the fee that it cost the customer
     * @param reclaimed the id of the charge for what had been given back before
     * @param reinstatedOn the day from which it counts again
     */
    record Reversal(
            String kind,
            long amount,
            LocalDate reversedOn,
            @Nullable String customerFee,
            @Nullable String reclaimed,
            @Nullable LocalDate reinstatedOn) {}

    /** Fees are in minor units of the payment's currency: the customer's becomes a claim, the other is the tenant's cost. */
    record NewReversal(
            String kind,
            LocalDate reversedOn,
            @Nullable Long customerFee,
            @Nullable Long processorFee,
            String reason) {}

    record Reinstatement(LocalDate reinstatedOn, String reason) {}

    /**
     * What it settles; amounts in minor units of the claim's currency.
     *
     * @param customer whose claim it is, where it is another customer of the group
     * @param exchange what it took of a payment in another currency
     * @param discount what need not be paid because this was paid early
     * @param rounding what was paid too little, or, below zero, too much, within the tolerance
     * @param deduction what the payer withheld
     */
    record Allocation(
            String id,
            InvoicesApi.@Nullable CustomerName customer,
            String invoice,
            String number,
            long amount,
            String currency,
            @Nullable Exchange exchange,
            long discount,
            long rounding,
            long deduction,
            LocalDate allocatedOn,
            boolean reversed) {

        /** What it took of the payment, in minor units of the payment's currency. */
        public long taken() {
            return exchange == null ? amount : exchange.amount();
        }
    }

    /**
     * @param amount in minor units of the quote
     * @param quote the payment's currency
     */
    record Exchange(long amount, String quote) {}

    /**
     * @param bill that it came as, where that is followed until it is money
     * @param allocate {@code oldest_first}, {@code none}, or a list of {@link Share}
     */
    record NewPayment(
            String customer,
            @Nullable String payer,
            Money amount,
            LocalDate receivedOn,
            String method,
            @Nullable String reference,
            @Nullable NewBill bill,
            Object allocate) {}

    /**
     * @param kind bank_acceptance, commercial_acceptance, promissory_note or cheque
     * @param drawer who wrote it, where it is not the customer
     * @param acceptor who has to pay it
     * @param maturesOn only a cheque may be without: it can be cashed at once
     * @param replaces the id of one that was dishonoured or given back
     */
    record NewBill(
            String kind,
            String number,
            @Nullable String drawer,
            @Nullable String acceptor,
            @Nullable LocalDate issuedOn,
            @Nullable LocalDate maturesOn,
            boolean transferable,
            @Nullable String replaces) {}

    record Part(String invoice, long amount) {}

    /**
     * A part of a claim that is paid, and what the payer withheld of it besides.
     *
     * @param amount in minor units of the claim's currency
     * @param rate the agreed one, where the money is of another currency; null: the recorded one counts
     * @param base of which currency one is worth the rate in the other
     */
    record Share(
            String invoice,
            long amount,
            @Nullable Withheld deduction,
            @Nullable String rate,
            @Nullable String base) {}

    /** @param reason its code: a to z and underscores, as {@code freight} */
    record Withheld(long amount, String reason) {}

    /**
     * One of the first four is given: whose money or credit it is.
     *
     * @param amount in minor units of the claim's currency
     * @param rate the agreed one, where the money is of another currency; null: the recorded one counts
     * @param base of which currency one is worth the rate in the other
     */
    record NewAllocation(
            @Nullable String payment,
            @Nullable String creditNote,
            @Nullable String charge,
            @Nullable String transfer,
            String invoice,
            long amount,
            @Nullable String rate,
            @Nullable String base,
            @Nullable LocalDate allocatedOn) {}
}

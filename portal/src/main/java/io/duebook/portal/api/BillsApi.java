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

/** Bills and cheques, from the day they come to the day they are money. They come by a payment. */
public interface BillsApi {

    /** The first to mature first. */
    @GetExchange("/v1/bills")
    Page<Bill> list(
            @RequestParam(required = false) @Nullable String customer,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(required = false) @Nullable String number,
            @RequestParam(required = false) @Nullable String slip,
            @RequestParam(value = "matures_from", required = false) @Nullable LocalDate maturesFrom,
            @RequestParam(value = "matures_to", required = false) @Nullable LocalDate maturesTo,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam int limit);

    @GetExchange("/v1/bills/{id}")
    Bill get(@PathVariable String id);

    /** Brings all of them to the bank on one slip, or none. */
    @PostExchange("/v1/bills/deposit")
    Several deposit(@RequestHeader("Idempotency-Key") String key, @RequestBody Depositing depositing);

    /** All of them were paid, or none. */
    @PostExchange("/v1/bills/collect")
    Several collect(@RequestHeader("Idempotency-Key") String key, @RequestBody Collecting collecting);

    @PostExchange("/v1/bills/{id}/discount")
    Bill discount(
            @PathVariable String id,
            @RequestHeader("Idempotency-Key") String key,
            @RequestBody Discounting discounting);

    @PostExchange("/v1/bills/{id}/endorse")
    Bill endorse(
            @PathVariable String id, @RequestHeader("Idempotency-Key") String key, @RequestBody Endorsing endorsing);

    /** What it settled is open again from that day. */
    @PostExchange("/v1/bills/{id}/dishonour")
    Bill dishonour(
            @PathVariable String id, @RequestHeader("Idempotency-Key") String key, @RequestBody Dishonour dishonour);

    /** To the customer; what it settled is open again from that day. */
    @PostExchange("/v1/bills/{id}/return")
    Bill giveBack(@PathVariable String id, @RequestHeader("Idempotency-Key") String key, @RequestBody Return giving);

    /** Takes back what was done with it last. */
    @PostExchange("/v1/bills/{id}/undo")
    Bill undo(@PathVariable String id, @RequestHeader("Idempotency-Key") String key, @RequestBody Undoing undoing);

    /**
     * @param payment that it came as
     * @param kind bank_acceptance, commercial_acceptance, promissory_note or cheque; an open list
     * @param amount in minor units of the currency
     * @param state held, deposited, collected, discounted, endorsed, dishonoured or returned; an open list
     * @param drawer who wrote it, where it is not the customer
     * @param acceptor who has to pay it
     * @param daysToMaturity negative after it
     * @param replaces the one in whose place it was given
     * @param sameNumber ids of others of its kind and number that stand
     * @param takenBackOn the day from which it is dishonoured or given back
     */
    record Bill(
            String id,
            String payment,
            InvoicesApi.CustomerName customer,
            String kind,
            String number,
            long amount,
            String currency,
            String state,
            @Nullable String drawer,
            @Nullable String acceptor,
            @Nullable LocalDate issuedOn,
            LocalDate receivedOn,
            LocalDate maturesOn,
            long daysToMaturity,
            boolean transferable,
            @Nullable String slip,
            @Nullable String replaces,
            @Nullable String replacedBy,
            List<String> sameNumber,
            @Nullable LocalDate takenBackOn,
            List<Step> steps) {

        /** Whether it was money from the day it came: a cheque that could be cashed then. */
        public boolean isInBank() {
            return kind.equals("cheque") && !maturesOn.isAfter(receivedOn);
        }
    }

    /**
     * @param kind deposited, collected, discounted or endorsed; an open list
     * @param party the bank that discounted it, or to whom it was endorsed
     * @param cost of having the money early, in minor units
     * @param withRecourse whether it comes back where it is dishonoured
     * @param undoneOn the day from which it was not done
     */
    record Step(
            String kind,
            LocalDate on,
            @Nullable String slip,
            @Nullable String party,
            long cost,
            boolean withRecourse,
            @Nullable LocalDate undoneOn) {}

    record Several(List<Bill> data) {}

    record Depositing(
            List<String> bills,
            LocalDate depositedOn,
            @Nullable String slip) {}

    record Collecting(List<String> bills, LocalDate collectedOn) {}

    /** @param cost what the bank keeps, in minor units */
    record Discounting(
            LocalDate discountedOn, long cost, @Nullable String bank, boolean withRecourse) {}

    record Endorsing(LocalDate endorsedOn, String endorsee, boolean withRecourse) {}

    /** Fees are in minor units: the customer's becomes a claim, the other is the tenant's cost. */
    record Dishonour(
            LocalDate dishonouredOn,
            @Nullable Long customerFee,
            @Nullable Long processorFee,
            String reason) {}

    record Return(LocalDate returnedOn, String reason) {}

    record Undoing(LocalDate undoneOn, String reason) {}
}

package io.duebook.portal.api;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.PostExchange;

/** What passes from one customer to another: credit, or a debt that they take over. */
public interface TransfersApi {

    /** @param customer who gave or got it */
    @GetExchange("/v1/transfers")
    Page<Transfer> list(
            @RequestParam(required = false) @Nullable String customer,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam int limit);

    @GetExchange("/v1/transfers/{id}")
    Transfer get(@PathVariable String id);

    @PostExchange("/v1/transfers")
    Transfer transfer(@RequestHeader("Idempotency-Key") String key, @RequestBody NewTransfer transfer);

    /** From that day it is where it came from. */
    @PostExchange("/v1/transfers/{id}/reverse")
    Transfer reverse(
            @PathVariable String id, @RequestHeader("Idempotency-Key") String key, @RequestBody Undoing undoing);

    /**
     * Amounts are in minor units.
     *
     * @param kind debt or credit
     * @param invoice the claim that passed, of a debt; of credit one of the three below is given
     * @param number of the claim or credit note
     * @param standing what of it has not gone back
     * @param left what of it is open, or settles nothing yet
     * @param withPayment whether it passed with a payment for somebody else's claims, and goes back by itself
     */
    record Transfer(
            String id,
            String kind,
            InvoicesApi.CustomerName from,
            InvoicesApi.CustomerName to,
            @Nullable String invoice,
            @Nullable String number,
            @Nullable String payment,
            @Nullable String creditNote,
            @Nullable String charge,
            String currency,
            long amount,
            long standing,
            long left,
            LocalDate transferredOn,
            boolean withPayment,
            @Nullable String reason,
            @Nullable LocalDate reversedOn) {

        public boolean isDebt() {
            return kind.equals("debt");
        }

        /** What it came from: the claim, or the document of the credit. */
        public @Nullable String source() {
            return invoice != null ? invoice : payment != null ? payment : creditNote != null ? creditNote : charge;
        }
    }

    /**
     * One of the four things that may pass is given.
     *
     * @param amount in minor units
     */
    record NewTransfer(
            String to,
            @Nullable String invoice,
            @Nullable String payment,
            @Nullable String creditNote,
            @Nullable String charge,
            long amount,
            LocalDate transferredOn,
            String reason) {}

    /** @param reversedOn today unless given */
    record Undoing(@Nullable LocalDate reversedOn, String reason) {}
}

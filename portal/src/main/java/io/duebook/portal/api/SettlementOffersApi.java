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

/** Less than the debt, if it is paid by a day. */
public interface SettlementOffersApi {

    /** @param state PROPOSED, ACTIVE, MET, EXPIRED, WITHDRAWN or REJECTED */
    @GetExchange("/v1/settlement_offers")
    Page<Offer> list(
            @RequestParam(required = false) @Nullable String customer,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam int limit);

    @GetExchange("/v1/settlement_offers/{id}")
    Offer get(@PathVariable String id);

    /** Made at once, or asked of a second person. */
    @PostExchange("/v1/settlement_offers")
    Made make(@RequestHeader("Idempotency-Key") String key, @RequestBody NewOffer offer);

    @PostExchange("/v1/settlement_offers/{id}/withdraw")
    Offer withdraw(
            @PathVariable String id,
            @RequestHeader("Idempotency-Key") String key,
            @RequestBody InvoicesApi.Reason reason);

    /**
     * Amounts are in minor units of the currency.
     *
     * @param state proposed, active, met, expired, withdrawn or rejected
     * @param debt what was left of the claims when it was made
     * @param amount to be paid
     * @param paid what counts for it
     * @param waived by it
     * @param expiresOn the last value date of money that counts
     * @param approval what somebody else has to agree to, or had
     */
    record Offer(
            String id,
            InvoicesApi.CustomerName customer,
            String state,
            String currency,
            long debt,
            long amount,
            long paid,
            long waived,
            LocalDate offeredOn,
            LocalDate expiresOn,
            @Nullable LocalDate metOn,
            @Nullable LocalDate withdrawnOn,
            List<Offered> items,
            @Nullable String reason,
            @Nullable String approval) {}

    /**
     * @param claimed what was left of it when the offer was made
     * @param open what is left of it now
     */
    record Offered(String invoice, String number, long claimed, long open, long waived) {}

    /** One of the two is given. */
    record Made(@Nullable String id, @Nullable String approval) {}

    /** @param items ids of overdue claims; null: all that is overdue in the currency */
    record NewOffer(
            String customer,
            String currency,
            @Nullable List<String> items,
            long amount,
            LocalDate expiresOn,
            String reason) {}
}

package io.duebook.portal.api;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.PostExchange;

/** Money that came in and of which nobody knows yet whose it is. */
public interface UnidentifiedReceiptsApi {

    /** The oldest first. */
    @GetExchange("/v1/unidentified_receipts")
    Page<UnidentifiedReceipt> list(
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam int limit);

    @GetExchange("/v1/unidentified_receipts/{id}")
    UnidentifiedReceipt get(@PathVariable String id);

    @PostExchange("/v1/unidentified_receipts")
    UnidentifiedReceipt record(
            @RequestHeader("Idempotency-Key") String key, @RequestBody NewUnidentifiedReceipt receipt);

    /** From then on it is a payment of that customer. */
    @PostExchange("/v1/unidentified_receipts/{id}/claim")
    PaymentsApi.Payment claim(
            @PathVariable String id, @RequestHeader("Idempotency-Key") String key, @RequestBody ReceiptClaim claim);

    @PostExchange("/v1/unidentified_receipts/{id}/return")
    UnidentifiedReceipt giveBack(
            @PathVariable String id,
            @RequestHeader("Idempotency-Key") String key,
            @RequestBody InvoicesApi.Reason reason);

    /**
     * @param state unclaimed, claimed or returned
     * @param amount in minor units of the currency
     * @param payer what the bank says of who sent it
     * @param payment that claims it, while it is claimed
     */
    record UnidentifiedReceipt(
            String id,
            String state,
            long amount,
            String currency,
            LocalDate receivedOn,
            String method,
            @Nullable String payer,
            @Nullable String reference,
            @Nullable String payment,
            @Nullable LocalDate returnedOn,
            long ageDays) {

        public boolean isUnclaimed() {
            return state.equals("unclaimed");
        }
    }

    record NewUnidentifiedReceipt(
            long amount,
            String currency,
            LocalDate receivedOn,
            String method,
            @Nullable String payer,
            @Nullable String reference) {}

    /** @param allocate a word as of a payment, or a list of {@link PaymentsApi.Share} */
    record ReceiptClaim(String customer, Object allocate) {}
}

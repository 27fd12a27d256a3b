package io.duebook.portal.api;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.PostExchange;

/** Paying online. */
public interface CheckoutsApi {

    @PostExchange("/v1/checkouts")
    Checkout open(@RequestHeader("Idempotency-Key") String key, @RequestBody NewCheckout checkout);

    @GetExchange("/v1/checkouts/{id}")
    Checkout get(@PathVariable String id);

    /**
     * @param items ids of claims, or {@code "all"}: everything open, net of unapplied credit
     * @param amount in minor units; null: all that is open of the items
     */
    record NewCheckout(
            String customer,
            String currency,
            Object items,
            @Nullable Long amount,
            String returnUrl) {}

    /**
     * @param state requested, unknown, open, processing, paid, failed or expired
     * @param url the hosted payment page, while it can be paid on
     * @param charge what will be charged; differs from the amount only by the processor's rounding
     * @param payment the receipt, once paid
     */
    record Checkout(
            String id,
            String state,
            @Nullable String url,
            Money amount,
            Money charge,
            List<Applied> allocation,
            @Nullable Failure failure,
            @Nullable String payment) {}

    record Applied(String invoice, String number, long amount) {}

    record Failure(String code, String message) {}
}

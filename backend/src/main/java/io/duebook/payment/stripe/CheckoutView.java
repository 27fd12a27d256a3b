package io.duebook.payment.stripe;

import io.duebook.shared.CheckoutId;
import io.duebook.shared.CustomerId;
import io.duebook.shared.Money;
import io.duebook.shared.PaymentId;
import io.duebook.shared.PublicId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An attempt to pay online, as the API shows it.
 *
 * @param state requested, unknown, open, processing, paid, failed or expired
 * @param url the hosted payment page, while the payer can pay on it
 * @param amount what was asked for
 * @param charge what will be charged; less than the amount only where the processor cannot charge it to the last unit
 * @param allocation how the charge will be applied
 * @param failure why the last try failed; while the state is open, another may be made
 * @param payment the receipt in the books, once paid
 * @param expiresAt when the page closes by itself
 */
record CheckoutView(
        CheckoutId id,
        CustomerId customer,
        String state,
        @Nullable String url,
        Amount amount,
        Amount charge,
        List<Allocated> allocation,
        @Nullable FailureView failure,
        @Nullable PaymentId payment,
        Instant expiresAt) {

    record Amount(long amount, String currency) {
        static Amount of(Money money) {
            return new Amount(money.amount(), money.currency().code());
        }
    }

    /**
     * A share of the charge.
     *
     * @param invoice the claim's id
     * @param amount in minor units of the charge's currency
     * @param discount what need not be paid of it if this is paid in time, likewise
     */
    record Allocated(PublicId invoice, String number, long amount, long discount) {}

    record FailureView(String code, String message) {}

    static CheckoutView of(Attempt attempt) {
        Failure failure = attempt.failure();
        return new CheckoutView(
                attempt.id(),
                attempt.customer(),
                attempt.state().code(),
                attempt.url(),
                Amount.of(attempt.amount()),
                Amount.of(attempt.charge()),
                attempt.shares().stream()
                        .map(share -> new Allocated(share.claim(), share.number(), share.amount(), share.discount()))
                        .toList(),
                failure == null ? null : new FailureView(failure.code(), failure.message()),
                attempt.payment(),
                attempt.expiresAt());
    }
}

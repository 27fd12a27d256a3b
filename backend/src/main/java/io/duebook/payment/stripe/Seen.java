package io.duebook.payment.stripe;

import io.duebook.shared.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What Stripe said about an attempt when it was asked. */
sealed interface Seen {

    /** @param failure of the last card that was tried on the page, if one was declined */
    record Open(
            String session,
            String url,
            @Nullable String paymentIntent,
            @Nullable Failure failure) implements Seen {}

    record Processing(String session, String paymentIntent) implements Seen {}

    /**
     * The money is Stripe's to pay out.
     *
     * @param received what was taken, which is what is booked
     * @param at when, in real time
     * @param method Stripe's word for how: {@code card}, {@code sepa_debit}
     */
    record Paid(String session, String paymentIntent, Money received, Instant at, String method) implements Seen {}

    /** The payer was done, and the money did not come. */
    record Failed(String session, Failure failure) implements Seen {}

    record Expired(String session) implements Seen {}

    /** Stripe made no session and will make none for this request. */
    record Refused(Failure failure) implements Seen {}

    /** Stripe repeats an error under the attempt's key, and will say nothing else; there may be a session all the same. */
    record ErrorKept(Instant since) implements Seen {}

    /** Stripe may have done what it was asked, or not. */
    record NoAnswer() implements Seen {}
}

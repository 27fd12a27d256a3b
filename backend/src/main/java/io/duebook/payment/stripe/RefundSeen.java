package io.duebook.payment.stripe;

import io.duebook.payment.RefundFailure;
import java.time.Instant;

/** What Stripe said about a refund when it was asked. */
sealed interface RefundSeen {

    /** There is one, and the money is on its way. */
    record Pending(String object) implements RefundSeen {}

    record Succeeded(String object) implements RefundSeen {}

    /** The money did not go, or a bank sent it back. */
    record Failed(String object, RefundFailure failure) implements RefundSeen {}

    /** Stripe made no refund and will make none for this request. */
    record Refused(RefundFailure failure) implements RefundSeen {}

    /** Stripe does not speak for the account to us any more: a no only to who never asked before. */
    record Closed(RefundFailure failure) implements RefundSeen {}

    /** Stripe repeats an error under the refund's key, and will say nothing else; there may be a refund all the same. */
    record ErrorKept(Instant since) implements RefundSeen {}

    /** Stripe may have done what it was asked, or not. */
    record NoAnswer() implements RefundSeen {}
}

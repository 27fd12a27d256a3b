package io.duebook.payment.stripe;

import io.duebook.shared.CustomerId;
import io.duebook.shared.RefundId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A refund as Stripe is asked for it.
 *
 * @param account the tenant's account at Stripe, which the money left
 * @param request exactly what Stripe is asked, so that it can be asked again with the same key
 * @param object what Stripe calls it, once we know
 * @param errorKeptSince since when we know that Stripe will answer the request with the same error for ever
 * @param requestedAt in real time
 */
record StripeRefund(
        RefundId id,
        CustomerId customer,
        String account,
        String paymentIntent,
        String request,
        @Nullable String object,
        @Nullable Instant errorKeptSince,
        Instant requestedAt) {

    /** Stripe forgets keys after a day; asked for again later, there might be two refunds. */
    private static final Duration KEY_IS_TRUSTED = Duration.ofHours(20);

    /** After so long without an answer the refund is looked for, too. */
    private static final Duration ASKING_WAS_ENOUGH = Duration.ofMinutes(1);

    /** A refund is in Stripe's lists by then, and its clock differs from ours by less. */
    private static final Duration LISTED_BY = Duration.ofMinutes(1);

    /** A bank may refuse what Stripe has sent; after this long, nobody has heard of one. */
    private static final Duration MAY_COME_BACK = Duration.ofDays(30);

    /** Stored before the first call and the same at every call, so that Stripe gives the money once. */
    String idempotencyKey() {
        return "duebook-refund-" + id.value();
    }

    /** Whether Stripe may be asked for it, again under the same key. */
    boolean mayBeAskedFor(Instant now) {
        return requestedAt.plus(KEY_IS_TRUSTED).isAfter(now);
    }

    /** Whether a refund that we have not heard of is to be looked for. */
    boolean isToBeSearched(Instant now) {
        return !requestedAt.plus(ASKING_WAS_ENOUGH).isAfter(now);
    }

    /** Whether a list of Stripe's of that moment that shows no refund proves that there will never be one. */
    boolean isOverUnlessListed(Instant listedAt) {
        return requestedAt.plus(KEY_IS_TRUSTED).plus(LISTED_BY).isBefore(listedAt)
                || (errorKeptSince != null && errorKeptSince.plus(LISTED_BY).isBefore(listedAt));
    }

    boolean mayComeBack(Instant now) {
        return requestedAt.plus(MAY_COME_BACK).isAfter(now);
    }

    /** When to ask Stripe next, should nothing else make us look: soon at first, then rarely. */
    Duration untilNextLook(Instant now) {
        Duration grown = Duration.between(requestedAt, now).dividedBy(15);
        Duration shortest = Duration.ofSeconds(3);
        Duration longest = Duration.ofMinutes(30);
        return grown.compareTo(shortest) < 0 ? shortest : grown.compareTo(longest) > 0 ? longest : grown;
    }
}

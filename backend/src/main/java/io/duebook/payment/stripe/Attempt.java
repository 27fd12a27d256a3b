package io.duebook.payment.stripe;

import io.duebook.shared.CheckoutId;
import io.duebook.shared.CustomerId;
import io.duebook.shared.Money;
import io.duebook.shared.PaymentId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An attempt to take money through Stripe. While it lives, its items are reserved.
 *
 * @param amount what was asked for
 * @param charge what of it Stripe can take; the shares sum to it
 * @param account the tenant's account at Stripe, to which the money goes
 * @param request exactly what Stripe is asked, so that it can be asked again with the same key
 * @param url where the payer can pay, while that is so
 * @param errorKeptSince since when we know that Stripe will answer the request with the same error for ever
 * @param expiresAt in real time
 * @param requestedAt in real time
 */
record Attempt(
        CheckoutId id,
        CustomerId customer,
        AttemptState state,
        Money amount,
        Money charge,
        List<Share> shares,
        String account,
        String request,
        @Nullable String session,
        @Nullable String url,
        @Nullable String paymentIntent,
        @Nullable PaymentId payment,
        @Nullable Failure failure,
        @Nullable Instant errorKeptSince,
        Instant expiresAt,
        Instant requestedAt) {

    /** Stripe forgets keys after a day; asked for again later, there might be two sessions. */
    private static final Duration KEY_IS_TRUSTED = Duration.ofHours(20);

    /** After so long without an answer the session is looked for, too. */
    private static final Duration ASKING_WAS_ENOUGH = Duration.ofMinutes(1);

    /** A session is in Stripe's lists by then, and its clock differs from ours by less. */
    private static final Duration LISTED_BY = Duration.ofMinutes(1);

    /** Stored before the first call and the same at every call, so that Stripe makes one session for it. */
    String idempotencyKey() {
        return "duebook-checkout-" + id.value();
    }

    /** Whether somebody may still be waiting for Stripe's first answer. */
    boolean isBeingAsked(Instant now) {
        return state == AttemptState.REQUESTED
                && requestedAt.plus(StripeGateway.LONGEST_CREATION).isAfter(now);
    }

    /** Whether Stripe may be asked for the session, again under the same key. */
    boolean mayBeAskedFor(Instant now) {
        return expiresAt.isAfter(now) && requestedAt.plus(KEY_IS_TRUSTED).isAfter(now);
    }

    /** Whether a session that we have not heard of is to be looked for. */
    boolean isToBeSearched(Instant now) {
        return state.isUnanswered() && !requestedAt.plus(ASKING_WAS_ENOUGH).isAfter(now);
    }

    /** Whether a list of Stripe's of that moment that shows no session proves that none will ever be paid on. */
    boolean isOverUnlessListed(Instant listedAt) {
        return expiresAt.plus(LISTED_BY).isBefore(listedAt)
                || (errorKeptSince != null && errorKeptSince.plus(LISTED_BY).isBefore(listedAt));
    }

    boolean asksForTheSame(PlannedCharge planned) {
        return charge.equals(planned.charge())
                && shares.stream()
                        .collect(Collectors.toMap(Share::item, Share::amount))
                        .equals(planned.shares().stream().collect(Collectors.toMap(Share::item, Share::amount)));
    }

    /** How it stands after what Stripe said. The payment is booked by whoever stores it. */
    Attempt after(Seen seen) {
        AttemptState next = state.after(seen);
        return switch (seen) {
            case Seen.Open open ->
                next == AttemptState.OPEN
                        ? with(next, open.session(), open.url(), open.paymentIntent(), open.failure())
                        : this;
            case Seen.Processing processing ->
                next == AttemptState.PROCESSING
                        ? with(next, processing.session(), null, processing.paymentIntent(), null)
                        : this;
            case Seen.Paid paid -> with(next, paid.session(), null, paid.paymentIntent(), null);
            case Seen.Failed failed ->
                next == state ? this : with(next, failed.session(), null, paymentIntent, failed.failure());
            case Seen.Expired expired ->
                next == state ? this : with(next, expired.session(), null, paymentIntent, failure);
            case Seen.Refused refused -> next == state ? this : with(next, session, null, null, refused.failure());
            case Seen.ErrorKept error ->
                with(next, session, url, paymentIntent, failure)
                        .keptSince(errorKeptSince == null ? error.since() : errorKeptSince);
            case Seen.NoAnswer silence -> with(next, session, url, paymentIntent, failure);
        };
    }

    private Attempt with(
            AttemptState next,
            @Nullable String itsSession,
            @Nullable String itsUrl,
            @Nullable String itsPaymentIntent,
            @Nullable Failure itsFailure) {
        return new Attempt(
                id,
                customer,
                next,
                amount,
                charge,
                shares,
                account,
                request,
                itsSession,
                itsUrl,
                itsPaymentIntent,
                payment,
                itsFailure,
                errorKeptSince,
                expiresAt,
                requestedAt);
    }

    private Attempt keptSince(Instant since) {
        return new Attempt(
                id,
                customer,
                state,
                amount,
                charge,
                shares,
                account,
                request,
                session,
                url,
                paymentIntent,
                payment,
                failure,
                since,
                expiresAt,
                requestedAt);
    }

    Attempt booked(PaymentId as) {
        return new Attempt(
                id,
                customer,
                state,
                amount,
                charge,
                shares,
                account,
                request,
                session,
                url,
                paymentIntent,
                as,
                failure,
                errorKeptSince,
                expiresAt,
                requestedAt);
    }

    /** When to ask Stripe next, should nothing else make us look: often while the payer is likely at it, then rarely. */
    Duration untilNextLook(Instant now) {
        Duration age = Duration.between(requestedAt, now);
        Duration longest = state == AttemptState.PROCESSING ? Duration.ofMinutes(30) : Duration.ofMinutes(5);
        Duration shortest = Duration.ofSeconds(3);
        Duration grown = age.dividedBy(15);
        return grown.compareTo(shortest) < 0 ? shortest : grown.compareTo(longest) > 0 ? longest : grown;
    }

    List<UUID> items() {
        return shares.stream().map(Share::item).toList();
    }

    /** What the payer pays for, by its numbers; at most 200 characters. */
    String purpose() {
        String all = shares.stream().map(Share::number).collect(Collectors.joining(", "));
        return all.length() <= 200 ? all : all.substring(0, 199) + "…";
    }
}

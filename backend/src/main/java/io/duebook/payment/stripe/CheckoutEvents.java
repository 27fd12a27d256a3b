package io.duebook.payment.stripe;

import io.duebook.platform.Event;
import io.duebook.shared.CheckoutId;
import io.duebook.shared.CustomerId;
import io.duebook.shared.Money;
import io.duebook.shared.PaymentId;
import org.jspecify.annotations.Nullable;

/** What the log says of attempts. */
final class CheckoutEvents {

    private CheckoutEvents() {}

    static Event reached(Attempt attempt) {
        return Event.of(
                type(attempt.state()),
                attempt.id(),
                attempt.customer(),
                new Told(
                        attempt.id(),
                        attempt.state().code(),
                        attempt.customer(),
                        attempt.charge().amount(),
                        attempt.charge().currency().code(),
                        attempt.payment(),
                        attempt.failure() == null ? null : attempt.failure().code()));
    }

    /** Stripe took something else than was asked for. */
    static Event paidOtherwise(Attempt booked, Money received) {
        return Event.of(
                "checkout.paid_otherwise",
                booked.id(),
                booked.customer(),
                new PaidOtherwise(booked.id(), booked.customer(), booked.payment(), booked.charge(), received));
    }

    private record PaidOtherwise(
            CheckoutId id, CustomerId customer, @Nullable PaymentId payment, Money charge, Money received) {}

    private static String type(AttemptState state) {
        return switch (state) {
            case OPEN -> "checkout.opened";
            case PROCESSING -> "checkout.processing_began";
            case REQUESTED, UNKNOWN, PAID, FAILED, EXPIRED -> "checkout." + state.code();
        };
    }

    private record Told(
            CheckoutId id,
            String state,
            CustomerId customer,
            long charge,
            String currency,
            @Nullable PaymentId payment,
            @Nullable String failure) {}
}

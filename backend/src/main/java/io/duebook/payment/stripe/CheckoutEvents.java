package io.duebook.payment.stripe;

import io.duebook.platform.Event;
import io.duebook.shared.CheckoutId;
import io.duebook.shared.CustomerId;
import io.duebook.shared.PaymentId;
import org.jspecify.annotations.Nullable;

/** What the log says of attempts: {@code checkout.requested}, {@code .open}, {@code .processing}, {@code .paid} … */
final class CheckoutEvents {

    private CheckoutEvents() {}

    static Event reached(Attempt attempt) {
        return Event.of(
                "checkout." + attempt.state().code(),
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

    private record Told(
            CheckoutId id,
            String state,
            CustomerId customer,
            long charge,
            String currency,
            @Nullable PaymentId payment,
            @Nullable String failure) {}
}

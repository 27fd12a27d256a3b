package io.duebook.payment.stripe;

import io.duebook.platform.Refusal;
import java.util.Map;

/** Stripe would not open a payment page for this request; nothing is reserved any more. */
final class RefusedByStripe extends Refusal {

    RefusedByStripe(Failure failure) {
        super(
                Kind.UNPROCESSABLE,
                switch (failure.code()) {
                    case "amount_too_small", "amount_too_large" -> failure.code();
                    default -> "refused_by_stripe";
                },
                Map.of("stripe_code", failure.code()),
                switch (failure.code()) {
                    case "amount_too_small" -> "This is less than Stripe charges at once in this currency; pay more.";
                    case "amount_too_large" -> "This is more than Stripe charges at once in this currency; pay less.";
                    default ->
                        "Stripe would not open a payment page (%s); pay another way, or tell your supplier."
                                .formatted(failure.code());
                });
    }
}

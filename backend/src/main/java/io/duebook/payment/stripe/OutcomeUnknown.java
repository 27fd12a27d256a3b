package io.duebook.payment.stripe;

import io.duebook.platform.Refusal;
import java.util.Map;

/** Stripe has not said what became of an earlier attempt, which might still charge. */
final class OutcomeUnknown extends Refusal {

    OutcomeUnknown(Attempt unknown) {
        super(
                Kind.BUSY,
                "payment_outcome_unknown",
                Map.of("checkout", unknown.id().text()),
                "Stripe has not answered about an earlier attempt at these items; try again in a moment.");
    }
}

package io.duebook.payment.stripe;

import io.duebook.platform.Refusal;
import java.util.Map;

/** This installation has no key for Stripe. */
final class NotConfigured extends Refusal {

    NotConfigured() {
        super(
                Kind.UNAVAILABLE,
                "stripe_not_configured",
                Map.of(),
                "This installation takes no online payments: its operator has set no Stripe key.");
    }
}

package io.duebook.payment.stripe;

import io.duebook.platform.Refusal;
import java.util.Map;

/** The tenant has no Stripe account that money could go to. */
final class NotLinked extends Refusal {

    NotLinked() {
        super(
                Kind.CONFLICT,
                "stripe_not_linked",
                Map.of(),
                "Online payment is not set up: ask the operator to link the tenant's Stripe account.");
    }
}

package io.duebook.payment.stripe;

import io.duebook.platform.Refusal;
import java.util.Map;

/** An event that was not signed by Stripe, was changed on its way, or is too old to be believed. */
final class ForgedEvent extends Refusal {

    ForgedEvent() {
        super(
                Kind.BAD_REQUEST,
                "signature_invalid",
                Map.of(),
                "The event is not signed with a secret of this endpoint; check the signing secret.");
    }
}

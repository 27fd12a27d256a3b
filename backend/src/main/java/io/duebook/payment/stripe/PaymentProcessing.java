package io.duebook.payment.stripe;

import io.duebook.platform.Refusal;
import java.util.Map;

/** Money for some of the items is on its way: they cannot be paid a second time. */
final class PaymentProcessing extends Refusal {

    PaymentProcessing(Attempt processing) {
        super(
                Kind.CONFLICT,
                "payment_processing",
                Map.of("checkout", processing.id().text()),
                "A payment of these items is being processed; wait for its outcome.");
    }
}

package io.duebook.payment.stripe;

import io.duebook.platform.Refusal;
import java.util.Map;

/** An earlier attempt at some of the items turned out to be paid; its money was booked just now. */
final class AlreadyPaid extends Refusal {

    AlreadyPaid(Attempt paid) {
        super(
                Kind.CONFLICT,
                "already_paid",
                Map.of("checkout", paid.id().text()),
                "These items were paid a moment ago; look at the statement before paying again.");
    }
}

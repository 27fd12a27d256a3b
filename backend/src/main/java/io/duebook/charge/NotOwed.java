package io.duebook.charge;

import io.duebook.platform.Refusal;
import java.util.Map;

/** Something only a charge that the customer owes can have done to it. */
final class NotOwed extends Refusal {

    NotOwed(ChargeKind kind) {
        super(
                Kind.CONFLICT,
                "not_issued",
                Map.of("kind", kind.code()),
                "Nobody owes this: it is void, or interest given back; only what is owed can be written off or waived.");
    }
}

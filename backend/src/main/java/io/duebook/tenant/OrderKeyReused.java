package io.duebook.tenant;

import io.duebook.platform.Refusal;
import java.util.Map;

/** An operator's key that stands for another tenant already. */
final class OrderKeyReused extends Refusal {

    OrderKeyReused() {
        super(
                Kind.UNPROCESSABLE,
                "idempotency_key_reused",
                Map.of(),
                "This Idempotency-Key was used for another request; use a new one.");
    }
}

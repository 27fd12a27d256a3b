package io.duebook.customer;

import io.duebook.platform.Refusal;
import java.util.Map;

/** Another customer has this external id already. */
final class ExternalIdTaken extends Refusal {

    ExternalIdTaken() {
        super(
                Kind.CONFLICT,
                "external_id_taken",
                Map.of(),
                "Another customer has this external_id; find it with GET /v1/customers?external_id=, or use PUT.");
    }
}

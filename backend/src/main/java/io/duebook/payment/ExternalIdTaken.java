package io.duebook.payment;

import io.duebook.platform.Refusal;
import java.util.Map;

/** Another payment has this external id. */
final class ExternalIdTaken extends Refusal {
    ExternalIdTaken() {
        super(Kind.CONFLICT, "external_id_taken", Map.of(), "Another payment has this external_id; look it up by it.");
    }
}

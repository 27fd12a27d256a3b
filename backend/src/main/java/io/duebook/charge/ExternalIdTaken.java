package io.duebook.charge;

import io.duebook.platform.Refusal;
import java.util.Map;

/** The tenant's own id belongs to another charge. */
final class ExternalIdTaken extends Refusal {
    ExternalIdTaken() {
        super(Kind.CONFLICT, "external_id_taken", Map.of(), "Another charge has this external_id; look it up by it.");
    }
}

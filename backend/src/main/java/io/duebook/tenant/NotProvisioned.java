package io.duebook.tenant;

import io.duebook.platform.Refusal;
import java.util.Map;

/** A token for a tenant that has no books here (yet). */
final class NotProvisioned extends Refusal {

    NotProvisioned() {
        super(
                Kind.FORBIDDEN,
                "tenant_not_provisioned",
                Map.of(),
                "The token's tenant has no books here; ask the operator whether it was set up.");
    }
}

package io.duebook.platform;

import java.util.Map;

/** As many commands and questions of this tenant are at work as may be, and none of them ended in time. */
final class TenantAtItsLimit extends Refusal {

    TenantAtItsLimit() {
        super(
                Kind.TOO_MANY_REQUESTS,
                "tenant_at_its_limit",
                Map.of(),
                "Too many requests of yours are at work already; wait as long as Retry-After says.");
    }
}

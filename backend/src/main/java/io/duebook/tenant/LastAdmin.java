package io.duebook.tenant;

import io.duebook.platform.Refusal;
import java.util.Map;

/** Without this member nobody could invite members or change policies any more. */
final class LastAdmin extends Refusal {

    LastAdmin() {
        super(
                Kind.CONFLICT,
                "last_admin",
                Map.of(),
                "This is the tenant's last admin; make somebody else admin first.");
    }
}

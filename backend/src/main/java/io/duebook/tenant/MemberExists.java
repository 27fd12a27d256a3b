package io.duebook.tenant;

import io.duebook.platform.Refusal;
import java.util.Map;

/** Somebody with this address is a member already. */
final class MemberExists extends Refusal {

    MemberExists() {
        super(
                Kind.CONFLICT,
                "member_exists",
                Map.of(),
                "Somebody with this address is a member already; change the roles, or send the invitation again.");
    }
}

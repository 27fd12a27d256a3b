package io.duebook.tenant;

import io.duebook.platform.Version;
import io.duebook.shared.MemberId;
import java.time.Instant;

/** A person of the tenant's staff. The address is fixed: who is to use another one is invited anew. */
record Member(
        MemberId id, String email, MemberDetails details, MembershipState state, Version version, Instant createdAt) {

    Member edited(MemberDetails edited) {
        return new Member(id, email, edited, state, version.next(), createdAt);
    }

    Member in(MembershipState reached) {
        return new Member(id, email, details, reached, version, createdAt);
    }

    boolean isRevoked() {
        return state == MembershipState.REVOKED;
    }

    Membership membership() {
        return new Membership(
                id,
                email,
                details.name(),
                details.rolesInOrder().stream().map(Role::word).toList(),
                null,
                null,
                details.language(),
                isRevoked());
    }
}

package io.duebook.tenant;

import io.duebook.shared.MemberId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A member as the API shows it. */
record MemberView(
        MemberId id,
        String email,
        @Nullable String name,
        String language,
        List<Role> roles,
        MembershipState state,
        int version,
        Instant createdAt) {

    static MemberView of(Member member) {
        return new MemberView(
                member.id(),
                member.email(),
                member.details().name(),
                member.details().language(),
                List.copyOf(member.details().rolesInOrder()),
                member.state(),
                member.version().number(),
                member.createdAt());
    }
}

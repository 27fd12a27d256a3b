package io.duebook.tenant;

import io.duebook.platform.JobHandler;
import io.duebook.shared.MemberId;
import io.duebook.shared.TenantId;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Has identity mail an invitation once more, for it alone may write the link. */
@Component
class MemberInvitation implements JobHandler {

    static final String KIND = "member_invitation";

    private final Members members;
    private final Identity identity;

    MemberInvitation(Members members, Identity identity) {
        this.members = members;
        this.identity = identity;
    }

    @Override
    public String kind() {
        return KIND;
    }

    /** Identity may not have heard of the member yet, so it is told first. */
    @Override
    public Mono<Outcome> run(TenantId tenant, UUID subject) {
        MemberId id = new MemberId(subject);
        return identity.unlessRefused(members.tell(id).then(identity.inviteAgain(id)))
                .thenReturn(JobHandler.done());
    }
}

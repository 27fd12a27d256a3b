package io.duebook.customer;

import io.duebook.platform.JobHandler;
import io.duebook.shared.ContactId;
import io.duebook.shared.TenantId;
import io.duebook.tenant.Identity;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Has identity mail an invitation once more, for it alone may write the link. */
@Component
class ContactInvitation implements JobHandler {

    static final String KIND = "contact_invitation";

    private final Contacts contacts;
    private final Identity identity;

    ContactInvitation(Contacts contacts, Identity identity) {
        this.contacts = contacts;
        this.identity = identity;
    }

    @Override
    public String kind() {
        return KIND;
    }

    /** Identity may not have heard of the contact yet, so it is told first. */
    @Override
    public Mono<Outcome> run(TenantId tenant, UUID subject) {
        ContactId id = new ContactId(subject);
        return identity.unlessRefused(contacts.tell(id).then(identity.inviteAgain(id)))
                .thenReturn(JobHandler.done());
    }
}

package io.duebook.customer;

import io.duebook.platform.Version;
import io.duebook.shared.ContactId;
import io.duebook.shared.CustomerId;
import io.duebook.tenant.Membership;
import io.duebook.tenant.MembershipState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A person at a customer. Address and customer are fixed: who is to have others is invited anew. */
public record Contact(
        ContactId id,
        CustomerId customer,
        String email,
        @Nullable String name,
        String language,
        MembershipState state,
        Version version,
        Instant createdAt) {

    ContactDetails details() {
        return new ContactDetails(name, language);
    }

    Contact edited(ContactDetails edited) {
        return new Contact(id, customer, email, edited.name(), edited.language(), state, version.next(), createdAt);
    }

    Contact in(MembershipState reached) {
        return new Contact(id, customer, email, name, language, reached, version, createdAt);
    }

    boolean isRevoked() {
        return state == MembershipState.REVOKED;
    }

    Membership membership(String customerName) {
        return new Membership(id, email, name, List.of(), customer, customerName, language, isRevoked());
    }
}

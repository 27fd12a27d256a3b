package io.duebook.customer;

import io.duebook.shared.ContactId;
import io.duebook.shared.CustomerId;
import io.duebook.tenant.MembershipState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A contact as the API shows it. */
record ContactView(
        ContactId id,
        CustomerId customer,
        String email,
        @Nullable String name,
        String language,
        MembershipState state,
        int version,
        Instant createdAt) {

    static ContactView of(Contact contact) {
        return new ContactView(
                contact.id(),
                contact.customer(),
                contact.email(),
                contact.name(),
                contact.language(),
                contact.state(),
                contact.version().number(),
                contact.createdAt());
    }
}

package io.duebook.tenant;

import io.duebook.shared.CustomerId;
import io.duebook.shared.PublicId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What identity is to know of a member or contact, as stored here.
 *
 * @param id the member's or contact's own
 * @param roles of a member; empty for a contact
 * @param customer of a contact; null for a member
 */
public record Membership(
        PublicId id,
        String email,
        @Nullable String name,
        List<String> roles,
        @Nullable CustomerId customer,
        @Nullable String customerName,
        String language,
        boolean isRevoked) {

    String kind() {
        return customer == null ? "member" : "contact";
    }
}

package io.duebook.customer;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.duebook.shared.CustomerId;
import io.duebook.tenant.TenantView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who is calling, and for whom.
 *
 * @param name of the person, or what people call the program
 * @param customer the one a contact acts for
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record MeView(
        Kind kind,
        @Nullable String name,
        @Nullable String email,
        List<String> roles,
        List<String> scopes,
        @Nullable String membershipId,
        @Nullable OwnCustomer customer,
        TenantView tenant) {

    enum Kind {
        @JsonProperty("member")
        MEMBER,
        @JsonProperty("contact")
        CONTACT,
        @JsonProperty("program")
        PROGRAM
    }

    record OwnCustomer(CustomerId id, String name) {}
}

package io.duebook.identity;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What binds a person to a tenant: as one of its members, or as a contact of one of its customers. Only an active one
 * signs in.
 */
record Membership(
        String id,
        String tenantId,
        String tenantName,
        UUID personId,
        Kind kind,
        Set<Role> roles,
        @Nullable String customerId,
        @Nullable String customerName,
        State state) {

    enum Kind {
        MEMBER,
        CONTACT
    }

    enum State {
        INVITED,
        ACTIVE,
        REVOKED
    }

    private static final Set<String> CONTACT_SCOPES = Set.of(
            "me:read",
            "tenant:read",
            "customers:read",
            "invoices:read",
            "credit_notes:read",
            "payments:read",
            "charges:read",
            "settlement_offers:read",
            "deposits:read",
            "statements:read",
            "attachments:read",
            "cases:read",
            "cases:write",
            "statement_replies:read",
            "statement_replies:write",
            "checkouts:read",
            "checkouts:write");

    // They say who somebody is and allow nothing.
    private static final Set<String> SIGN_IN_SCOPES = Set.of("openid", "profile", "email");

    boolean isActive() {
        return state == State.ACTIVE;
    }

    // Public, as templates call it.
    public boolean isContact() {
        return kind == Kind.CONTACT;
    }

    /** Of what was asked for, what this membership may have now. */
    Set<String> narrow(Set<String> asked) {
        Set<String> narrowed = new LinkedHashSet<>();
        for (String scope : asked) {
            if (SIGN_IN_SCOPES.contains(scope) || allows(scope)) {
                narrowed.add(scope);
            }
        }
        return narrowed;
    }

    private boolean allows(String scope) {
        return switch (kind) {
            case CONTACT -> CONTACT_SCOPES.contains(scope);
            case MEMBER -> roles.stream().anyMatch(role -> role.allows(scope));
        };
    }

    /** Roles as tokens name them; a contact has the one role {@code contact}. */
    public List<String> roleNames() {
        List<String> names = new ArrayList<>();
        switch (kind) {
            case CONTACT -> names.add("contact");
            case MEMBER -> roles.forEach(role -> names.add(role.apiName()));
        }
        return names;
    }
}

package io.duebook.identity;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What a member may do for the tenant. Several roles add up. */
enum Role {
    ADMIN(scope -> true),
    ACCOUNTANT(
            scope -> !Set.of("members:write", "clients:write", "policies:write").contains(scope) && !isOfAll(scope)),
    COLLECTOR(scope -> reads(scope)
            || Set.of("contacts:write", "cases:write", "statement_replies:write")
                    .contains(scope)),
    CREDIT_MANAGER(scope -> reads(scope) || scope.equals("customers:write")),
    SALES(scope -> Set.of(
                    "me:read",
                    "tenant:read",
                    "customers:read",
                    "invoices:read",
                    "credit_notes:read",
                    "deposits:read",
                    "charges:read",
                    "statements:read",
                    "reports:read")
            .contains(scope)),
    AUDITOR(Role::reads);

    private final Predicate<String> allows;

    Role(Predicate<String> allows) {
        this.allows = allows;
    }

    /** The role of that name as the API writes it, such as {@code credit_manager}. */
    static Optional<Role> named(String name) {
        return Stream.of(values()).filter(role -> role.apiName().equals(name)).findFirst();
    }

    boolean allows(String scope) {
        return allows.test(scope);
    }

    String apiName() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static boolean reads(String scope) {
        return scope.endsWith(":read") && !isOfAll(scope);
    }

    /** To take everything away or in at once, people's data included, is for those who run the tenant. */
    private static boolean isOfAll(String scope) {
        return scope.startsWith("exports:") || scope.startsWith("restores:");
    }
}

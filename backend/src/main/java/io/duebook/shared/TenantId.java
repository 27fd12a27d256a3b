package io.duebook.shared;

import java.util.UUID;

/** The id of a tenant: a company that runs its receivables here. */
public record TenantId(UUID value) implements PublicId {

    public static final String PREFIX = "ten_";

    @Override
    public String prefix() {
        return PREFIX;
    }

    @Override
    public String toString() {
        return text();
    }
}

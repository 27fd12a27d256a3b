package io.duebook.shared;

import java.util.UUID;

/** The id of a person of a tenant's staff. */
public record MemberId(UUID value) implements PublicId {

    public static final String PREFIX = "mem_";

    @Override
    public String prefix() {
        return PREFIX;
    }

    @Override
    public String toString() {
        return text();
    }
}

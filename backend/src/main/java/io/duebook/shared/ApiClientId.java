package io.duebook.shared;

import java.util.UUID;

/** The id of a program of a tenant that calls the API. */
public record ApiClientId(UUID value) implements PublicId {

    public static final String PREFIX = "cli_";

    @Override
    public String prefix() {
        return PREFIX;
    }

    @Override
    public String toString() {
        return text();
    }
}

package io.duebook.shared;

import java.util.UUID;

/** The id of a person at a customer. */
public record ContactId(UUID value) implements PublicId {

    public static final String PREFIX = "con_";

    @Override
    public String prefix() {
        return PREFIX;
    }

    @Override
    public String toString() {
        return text();
    }
}

package io.duebook.shared;

import java.util.UUID;

/** The id of an event of the log. */
public record EventId(UUID value) implements PublicId {

    public static final String PREFIX = "evt_";

    @Override
    public String prefix() {
        return PREFIX;
    }

    @Override
    public String toString() {
        return text();
    }
}

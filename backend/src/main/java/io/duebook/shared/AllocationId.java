package io.duebook.shared;

import java.util.UUID;

/** The id of an allocation: part of a credit that settles part of an open item. */
public record AllocationId(UUID value) implements PublicId {

    public static final String PREFIX = "alc_";

    @Override
    public String prefix() {
        return PREFIX;
    }

    @Override
    public String toString() {
        return text();
    }
}

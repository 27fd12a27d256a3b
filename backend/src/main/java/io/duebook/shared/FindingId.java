package io.duebook.shared;

import java.util.UUID;

/** The id of something the standing auditor found wrong. */
public record FindingId(UUID value) implements PublicId {

    public static final String PREFIX = "fnd_";

    @Override
    public String prefix() {
        return PREFIX;
    }

    @Override
    public String toString() {
        return text();
    }
}

package io.duebook.shared;

import java.util.UUID;

/** The id of a case: what a customer objects to or asks. */
public record CaseId(UUID value) implements PublicId {

    public static final String PREFIX = "cas_";

    @Override
    public String prefix() {
        return PREFIX;
    }

    @Override
    public String toString() {
        return text();
    }
}

package io.duebook.shared;

import java.util.UUID;

/** The id of a command that waits for, or got, a second person's word. */
public record ApprovalId(UUID value) implements PublicId {

    public static final String PREFIX = "apr_";

    @Override
    public String prefix() {
        return PREFIX;
    }

    @Override
    public String toString() {
        return text();
    }
}

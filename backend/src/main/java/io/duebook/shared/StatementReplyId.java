package io.duebook.shared;

import java.util.UUID;

/** The id of what a customer said to a statement. */
public record StatementReplyId(UUID value) implements PublicId {

    public static final String PREFIX = "rpl_";

    @Override
    public String prefix() {
        return PREFIX;
    }

    @Override
    public String toString() {
        return text();
    }
}

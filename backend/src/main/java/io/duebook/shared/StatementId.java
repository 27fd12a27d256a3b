package io.duebook.shared;

import java.util.UUID;

/** The id of a frozen statement of account. */
public record StatementId(UUID value) implements PublicId {

    public static final String PREFIX = "stm_";

    @Override
    public String prefix() {
        return PREFIX;
    }

    @Override
    public String toString() {
        return text();
    }
}

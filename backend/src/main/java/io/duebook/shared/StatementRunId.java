package io.duebook.shared;

import java.util.UUID;

/** The id of a run that sends statements to many customers. */
public record StatementRunId(UUID value) implements PublicId {

    public static final String PREFIX = "run_";

    @Override
    public String prefix() {
        return PREFIX;
    }

    @Override
    public String toString() {
        return text();
    }
}

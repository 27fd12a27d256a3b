package io.duebook.shared;

import java.util.UUID;

/** The id of a deposit: money asked for before anything is delivered. */
public record DepositId(UUID value) implements PublicId {

    public static final String PREFIX = "dep_";

    @Override
    public String prefix() {
        return PREFIX;
    }

    @Override
    public String toString() {
        return text();
    }
}

package io.duebook.shared;

import java.util.UUID;

/** The id of a restore. */
public record RestoreId(UUID value) implements PublicId {

    public static final String PREFIX = "res_";

    @Override
    public String prefix() {
        return PREFIX;
    }

    @Override
    public String toString() {
        return text();
    }
}

package io.duebook.shared;

import java.util.UUID;

/** The id of an export. */
public record ExportId(UUID value) implements PublicId {

    public static final String PREFIX = "exp_";

    @Override
    public String prefix() {
        return PREFIX;
    }

    @Override
    public String toString() {
        return text();
    }
}

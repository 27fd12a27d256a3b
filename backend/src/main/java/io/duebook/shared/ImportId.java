package io.duebook.shared;

import java.util.UUID;

/** The id of an import. */
public record ImportId(UUID value) implements PublicId {

    public static final String PREFIX = "imp_";

    @Override
    public String prefix() {
        return PREFIX;
    }

    @Override
    public String toString() {
        return text();
    }
}

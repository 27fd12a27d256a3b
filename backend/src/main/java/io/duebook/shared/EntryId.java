package io.duebook.shared;

import java.util.UUID;

/** The id of a journal entry. */
public record EntryId(UUID value) implements PublicId {

    public static final String PREFIX = "jrn_";

    @Override
    public String prefix() {
        return PREFIX;
    }

    @Override
    public String toString() {
        return text();
    }
}

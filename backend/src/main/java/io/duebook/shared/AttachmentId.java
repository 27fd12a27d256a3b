package io.duebook.shared;

import java.util.UUID;

/** The id of a file that belongs to a document. */
public record AttachmentId(UUID value) implements PublicId {

    public static final String PREFIX = "att_";

    @Override
    public String prefix() {
        return PREFIX;
    }

    @Override
    public String toString() {
        return text();
    }
}

package io.duebook.shared;

import java.util.UUID;

/** The id of a mail to a customer. */
public record MessageId(UUID value) implements PublicId {

    public static final String PREFIX = "msg_";

    @Override
    public String prefix() {
        return PREFIX;
    }

    @Override
    public String toString() {
        return text();
    }
}

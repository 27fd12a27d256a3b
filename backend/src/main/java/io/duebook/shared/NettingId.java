package io.duebook.shared;

import java.util.UUID;

/** The id of a netting: what a customer owes, set against what is owed to them. */
public record NettingId(UUID value) implements PublicId {

    public static final String PREFIX = "net_";

    @Override
    public String prefix() {
        return PREFIX;
    }

    @Override
    public String toString() {
        return text();
    }
}

package io.duebook.shared;

import java.util.UUID;

/** The id of a fee or an interest claim. */
public record ChargeId(UUID value) implements PublicId {

    public static final String PREFIX = "chg_";

    @Override
    public String prefix() {
        return PREFIX;
    }

    @Override
    public String toString() {
        return text();
    }
}

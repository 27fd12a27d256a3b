package io.duebook.shared;

import java.util.UUID;

/** The id of a refund: money given back to a customer. */
public record RefundId(UUID value) implements PublicId {

    public static final String PREFIX = "ref_";

    @Override
    public String prefix() {
        return PREFIX;
    }

    @Override
    public String toString() {
        return text();
    }
}

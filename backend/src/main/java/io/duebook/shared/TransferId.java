package io.duebook.shared;

import java.util.UUID;

/** The id of a transfer: credit or a debt that passed from one customer to another; also of what the other has of it. */
public record TransferId(UUID value) implements PublicId {

    public static final String PREFIX = "trf_";

    @Override
    public String prefix() {
        return PREFIX;
    }

    @Override
    public String toString() {
        return text();
    }
}

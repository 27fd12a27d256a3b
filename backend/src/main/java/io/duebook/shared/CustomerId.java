package io.duebook.shared;

import java.util.UUID;

/** The id of a customer: who owes the tenant money. */
public record CustomerId(UUID value) implements PublicId {

    public static final String PREFIX = "cus_";

    @Override
    public String prefix() {
        return PREFIX;
    }

    @Override
    public String toString() {
        return text();
    }
}

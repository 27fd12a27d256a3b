package io.duebook.shared;

import java.util.UUID;

/** The id of an invoice. */
public record InvoiceId(UUID value) implements PublicId {

    public static final String PREFIX = "inv_";

    @Override
    public String prefix() {
        return PREFIX;
    }

    @Override
    public String toString() {
        return text();
    }
}

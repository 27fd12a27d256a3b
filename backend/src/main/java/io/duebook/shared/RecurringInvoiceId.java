package io.duebook.shared;

import java.util.UUID;

/** The id of a recurring invoice. */
public record RecurringInvoiceId(UUID value) implements PublicId {

    public static final String PREFIX = "rec_";

    @Override
    public String prefix() {
        return PREFIX;
    }

    @Override
    public String toString() {
        return text();
    }
}

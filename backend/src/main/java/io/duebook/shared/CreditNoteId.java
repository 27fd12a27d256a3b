package io.duebook.shared;

import java.util.UUID;

/** The id of a credit note: a document that lowers what a customer owes. */
public record CreditNoteId(UUID value) implements PublicId {

    public static final String PREFIX = "crn_";

    @Override
    public String prefix() {
        return PREFIX;
    }

    @Override
    public String toString() {
        return text();
    }
}

package io.duebook.shared;

import java.util.UUID;

/** The id of money of an unknown payer. */
public record UnidentifiedReceiptId(UUID value) implements PublicId {

    public static final String PREFIX = "unr_";

    @Override
    public String prefix() {
        return PREFIX;
    }

    @Override
    public String toString() {
        return text();
    }
}

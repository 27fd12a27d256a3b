package io.duebook.shared;

import java.util.UUID;

/** The id of a bill or cheque: a promise of money on a day to come. */
public record BillId(UUID value) implements PublicId {

    public static final String PREFIX = "bil_";

    @Override
    public String prefix() {
        return PREFIX;
    }

    @Override
    public String toString() {
        return text();
    }
}

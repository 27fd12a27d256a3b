package io.duebook.shared;

import java.util.UUID;

/** The id of a deduction: what a payer withheld. */
public record DeductionId(UUID value) implements PublicId {

    public static final String PREFIX = "ded_";

    @Override
    public String prefix() {
        return PREFIX;
    }

    @Override
    public String toString() {
        return text();
    }
}

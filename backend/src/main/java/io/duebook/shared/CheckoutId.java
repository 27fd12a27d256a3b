package io.duebook.shared;

import java.util.UUID;

/** The id of an attempt to take a payment through the processor. */
public record CheckoutId(UUID value) implements PublicId {

    public static final String PREFIX = "chk_";

    @Override
    public String prefix() {
        return PREFIX;
    }

    @Override
    public String toString() {
        return text();
    }
}

package io.duebook.shared;

import java.util.UUID;

/** The id of a payment: money received from a customer. */
public record PaymentId(UUID value) implements PublicId {

    public static final String PREFIX = "pay_";

    @Override
    public String prefix() {
        return PREFIX;
    }

    @Override
    public String toString() {
        return text();
    }
}

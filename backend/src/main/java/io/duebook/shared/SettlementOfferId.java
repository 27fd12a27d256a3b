package io.duebook.shared;

import java.util.UUID;

/** The id of a settlement offer: less than the debt, if it is paid by a day. */
public record SettlementOfferId(UUID value) implements PublicId {

    public static final String PREFIX = "off_";

    @Override
    public String prefix() {
        return PREFIX;
    }

    @Override
    public String toString() {
        return text();
    }
}

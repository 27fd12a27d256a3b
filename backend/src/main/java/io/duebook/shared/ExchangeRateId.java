package io.duebook.shared;

import java.util.UUID;

/** The id of a recorded exchange rate. */
public record ExchangeRateId(UUID value) implements PublicId {

    public static final String PREFIX = "xrt_";

    @Override
    public String prefix() {
        return PREFIX;
    }

    @Override
    public String toString() {
        return text();
    }
}

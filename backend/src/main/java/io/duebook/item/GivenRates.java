package io.duebook.item;

import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * The rates that somebody gave by hand for claims of another currency than the money's.
 *
 * @param asked by claim
 * @param on the money's value date
 */
public record GivenRates(Map<UUID, AskedRate> asked, LocalDate on) {

    public GivenRates {
        asked = Map.copyOf(asked);
    }

    boolean isGivenFor(UUID claim) {
        return asked.containsKey(claim);
    }

    /** Where the request says the rate of a claim. */
    String pointer(UUID claim) {
        return Objects.requireNonNull(asked.get(claim)).pointer() + "/rate";
    }
}

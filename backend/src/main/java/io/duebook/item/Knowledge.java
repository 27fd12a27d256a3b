package io.duebook.item;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What the books knew of a customer when they were read: what had been recorded until a moment. A command that was under
 * way then may come in later with an earlier moment, so what was recorded shortly before is named one by one: whatever of
 * that time is not among it was not known.
 *
 * @param at the moment
 * @param lately movements that were known, of those recorded within {@link #UNSETTLED} before it
 */
public record Knowledge(Instant at, List<UUID> lately) {

    /** No command takes longer, not even a large import. */
    static final Duration UNSETTLED = Duration.ofMinutes(30);

    public Knowledge {
        lately = List.copyOf(lately);
    }

    Instant settled() {
        return at.minus(UNSETTLED);
    }

    UUID[] late() {
        return lately.toArray(UUID[]::new);
    }
}

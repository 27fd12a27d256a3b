package io.duebook.platform;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asked for what will be known at a moment to come; an answer to that could not stay the same. */
public final class KnownAtInFuture extends Refusal {

    private KnownAtInFuture() {
        super(
                Kind.UNPROCESSABLE,
                "known_at_in_future",
                Map.of(),
                "known_at must not lie in the future; leave it out to ask for what is known now.",
                List.of(new FieldError("/known_at", "known_at_in_future", "lies in the future")));
    }

    /**
     * The moment that was asked for, or now.
     *
     * @throws KnownAtInFuture for a moment that has not come
     */
    public static Instant orNow(@Nullable Instant knownAt, Instant now) {
        if (knownAt != null && knownAt.isAfter(now)) {
            throw new KnownAtInFuture();
        }
        return knownAt == null ? now : knownAt;
    }
}

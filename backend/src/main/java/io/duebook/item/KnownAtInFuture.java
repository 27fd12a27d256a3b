package io.duebook.item;

import io.duebook.platform.Refusal;
import java.util.List;
import java.util.Map;

/** Asked for what will be known at a moment to come; an answer to that could not stay the same. */
final class KnownAtInFuture extends Refusal {

    KnownAtInFuture() {
        super(
                Kind.UNPROCESSABLE,
                "known_at_in_future",
                Map.of(),
                "known_at must not lie in the future; leave it out to ask for what is known now.",
                List.of(new FieldError("/known_at", "known_at_in_future", "lies in the future")));
    }
}

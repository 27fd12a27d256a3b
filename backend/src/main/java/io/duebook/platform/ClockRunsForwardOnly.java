package io.duebook.platform;

import java.time.Instant;
import java.util.Map;

/** The business clock was asked to go back, which would unsettle what was already recorded. */
final class ClockRunsForwardOnly extends Refusal {

    ClockRunsForwardOnly(Instant now) {
        super(
                Kind.UNPROCESSABLE,
                "clock_runs_forward_only",
                Map.of("now", now.toString()),
                "The business clock stands at %s; give a later moment.".formatted(now));
    }
}

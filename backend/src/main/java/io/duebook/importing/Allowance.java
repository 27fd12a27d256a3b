package io.duebook.importing;

import java.time.Duration;

/**
 * How long a commit or undo may take, and so the moment it is recorded at: the moment by which it ends. Whoever asks
 * for an older knowledge then never sees it come (docs/decisions/0025).
 */
record Allowance(Duration estimate) {

    /** Shorter than the 30 seconds after which what was known is final. */
    private static final Duration BEYOND_ESTIMATE = Duration.ofSeconds(25);

    private static final Duration START = Duration.ofSeconds(5);
    private static final Duration EACH = Duration.ofMillis(1);

    /** @param tries including this one; each is allowed twice the time of the one before */
    static Allowance of(int documents, int tries, Duration most) {
        Duration asked = START.plus(EACH.multipliedBy(documents)).multipliedBy(1L << Math.clamp(tries - 1, 0, 10));
        return new Allowance(asked.compareTo(most) < 0 ? asked : most);
    }

    /** The database ends it then; a later end would change what was final. */
    Duration limit() {
        return estimate.plus(BEYOND_ESTIMATE);
    }
}

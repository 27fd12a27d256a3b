package io.duebook.audit;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;

/** What the auditor says of a tenant's books. Whatever it did not get to see, it does not call clean. */
enum AuditVerdict {
    /** Everything was looked at, and nothing is wrong. */
    CLEAN,

    /** Something is wrong, and still is. */
    FINDINGS,

    /** Nothing is known to be wrong, and not everything was looked at in time. */
    INCOMPLETE;

    /** Changes are looked at every minute. */
    private static final Duration LONGEST_BEHIND = Duration.ofMinutes(10);

    /** A whole round goes every night. */
    private static final Duration LONGEST_ROUND = Duration.ofHours(48);

    @JsonValue
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @param findings how many stand */
    static AuditVerdict of(AuditState state, long findings, Instant now) {
        if (findings > 0) {
            return FINDINGS;
        }
        return state.failed() == null
                        && state.verifiedAt() != null
                        && state.verifiedAt().plus(LONGEST_BEHIND).isAfter(now)
                        && state.full() != null
                        && Objects.requireNonNull(state.full())
                                .ended()
                                .plus(LONGEST_ROUND)
                                .isAfter(now)
                ? CLEAN
                : INCOMPLETE;
    }
}

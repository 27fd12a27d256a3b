package io.duebook.bench;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Of which day an aging is asked, and what was known by then.
 *
 * @param name how the results are called
 * @param knownAt null: all that is known
 */
record AsOf(String name, LocalDate day, @Nullable Instant knownAt) {

    /** Half of what is seeded was there by then. */
    private static final int DAYS_AGO = 60;

    /** Today's figures, from what is open as it stands. */
    static AsOf today() {
        return new AsOf("aging", LocalDate.now(Calls.ZONE), null);
    }

    static AsOf past() {
        return new AsOf("past aging", LocalDate.now(Calls.ZONE).minusDays(DAYS_AGO), null);
    }

    /** Of today, by what was known of it then. */
    static AsOf known() {
        LocalDate today = LocalDate.now(Calls.ZONE);
        return new AsOf(
                "known aging",
                today,
                today.minusDays(DAYS_AGO).atStartOfDay(Calls.ZONE).toInstant());
    }

    boolean isToday() {
        return knownAt == null && day.equals(LocalDate.now(Calls.ZONE));
    }

    String path() {
        if (isToday()) {
            return "/v1/reports/aging";
        }
        return knownAt == null ? "/v1/reports/aging?as_of=" + day : "/v1/reports/aging?known_at=" + knownAt;
    }
}

package io.duebook.portal.staff;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a report of ages is asked for.
 *
 * @param knownAt null: all that is known now
 * @param date accounting or value: by which of their dates movements count
 */
record AgingQuestion(LocalDate asOf, @Nullable Instant knownAt, String date) {

    /**
     * @param knownOn as it was known when this day ended; null, or a day that has not ended: as it is known now
     * @param zone in which the day ends
     */
    static AgingQuestion of(LocalDate asOf, @Nullable LocalDate knownOn, String date, LocalDate today, String zone) {
        return new AgingQuestion(
                asOf, knownOn == null || !knownOn.isBefore(today) ? null : end(knownOn, ZoneId.of(zone)), date);
    }

    /** The last moment that the database can write. */
    private static Instant end(LocalDate day, ZoneId zone) {
        return day.plusDays(1).atStartOfDay(zone).toInstant().minus(1, ChronoUnit.MICROS);
    }
}

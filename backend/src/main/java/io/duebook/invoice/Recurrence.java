package io.duebook.invoice;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
import java.time.Period;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * On which days something comes again. Each day is counted from the first one, so that months and years keep the first
 * one's day, cut to the month's last: 31 January, 28 February, 31 March.
 *
 * @param step every how many weeks, months, quarters or years; 1 to 100
 * @param until the last day on which it may come; null: no end by date
 */
record Recurrence(
        Every every, int step, LocalDate first, @Nullable LocalDate until) {

    enum Every {
        @JsonProperty("week")
        WEEK(Period.ofWeeks(1)),
        @JsonProperty("month")
        MONTH(Period.ofMonths(1)),
        @JsonProperty("quarter")
        QUARTER(Period.ofMonths(3)),
        @JsonProperty("year")
        YEAR(Period.ofYears(1));

        private final Period period;

        Every(Period period) {
            this.period = period;
        }

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Every of(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT));
        }
    }

    /** @param occurrence counted from zero */
    LocalDate day(int occurrence) {
        return first.plus(every.period.multipliedBy(Math.multiplyExact(step, occurrence)));
    }

    /** The last day of what a day stands for: the day before the next one. */
    LocalDate lastDay(int occurrence) {
        return day(occurrence + 1).minusDays(1);
    }

    boolean isOver(int occurrence) {
        return until != null && day(occurrence).isAfter(until);
    }

    /** The first occurrence from one on that is not before a day. */
    int notBefore(LocalDate day, int from) {
        int occurrence = from;
        while (day(occurrence).isBefore(day)) {
            occurrence++;
        }
        return occurrence;
    }
}

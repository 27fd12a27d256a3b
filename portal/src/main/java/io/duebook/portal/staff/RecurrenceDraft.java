package io.duebook.portal.staff;

import java.time.LocalDate;
import java.time.Period;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * On which days an invoice would come again, counted as the books count: each from the first day, so that months and
 * years keep its day, cut to the month's last.
 *
 * @param every week, month, quarter or year
 * @param step every how many of them, 1 to 100
 * @param until the last day on which one may come; null: no end by date
 * @param times how many come at most; null: no end by number
 */
record RecurrenceDraft(
        String every,
        int step,
        LocalDate first,
        @Nullable LocalDate until,
        @Nullable Integer times) {

    static final List<String> RHYTHMS = List.of("week", "month", "quarter", "year");
    private static final Pattern PLACE = Pattern.compile("\\{([a-z_]+)}");

    /** A day to come, and which one in the row it is, the first being 1. */
    record Coming(int occurrence, int count, LocalDate day) {}

    /** The first days to come of a schedule that has brought nothing yet. */
    List<Coming> fromTheStart(int most) {
        return coming(0, 1, most);
    }

    /**
     * The next days of one that is under way.
     *
     * @param made how many it brought
     */
    List<Coming> from(LocalDate next, int made, int most) {
        int occurrence = 0;
        while (day(occurrence).isBefore(next)) {
            occurrence++;
        }
        return coming(occurrence, made + 1, most);
    }

    private List<Coming> coming(int occurrence, int count, int most) {
        return IntStream.range(0, most)
                .mapToObj(at -> new Coming(occurrence + at, count + at, day(occurrence + at)))
                .takeWhile(next ->
                        (until == null || !next.day().isAfter(until)) && (times == null || next.count() <= times))
                .toList();
    }

    private LocalDate day(int occurrence) {
        int steps = Math.multiplyExact(step, occurrence);
        return first.plus(
                switch (every) {
                    case "week" -> Period.ofWeeks(steps);
                    case "quarter" -> Period.ofMonths(Math.multiplyExact(3, steps));
                    case "year" -> Period.ofYears(steps);
                    default -> Period.ofMonths(steps);
                });
    }

    /** A text as one of them says it: {@code Rent {month}} becomes {@code Rent 2026-12}. */
    String worded(String text, Coming one) {
        Map<String, String> words = Map.of(
                "date", one.day().toString(),
                "from", one.day().toString(),
                "to", day(one.occurrence() + 1).minusDays(1).toString(),
                "month", YearMonth.from(one.day()).toString(),
                "year", Integer.toString(one.day().getYear()),
                "count", Integer.toString(one.count()));
        return PLACE.matcher(text)
                .replaceAll(place -> words.getOrDefault(place.group(1), "\\{" + place.group(1) + "}"));
    }
}

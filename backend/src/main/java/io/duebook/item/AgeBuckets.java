package io.duebook.item;

import io.duebook.platform.MalformedRequest;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How the age of claims is divided (账龄): up to so many months since the business date, that day of the month included,
 * then stretches without a gap, then all that is older.
 *
 * @param lastMonths the last month of each but the oldest; rises
 */
public record AgeBuckets(List<Integer> lastMonths) {

    // As notes to Chinese financial statements divide receivables: within one year, 1–2, 2–3, 3–4, 4–5, over five
    // years.
    private static final AgeBuckets USUAL = new AgeBuckets(List.of(12, 24, 36, 48, 60));
    private static final int MOST = 24;
    private static final String SHAPE = "[1-9]\\d{0,2}(,[1-9]\\d{0,2}){0," + (MOST - 1) + "}";

    public AgeBuckets {
        lastMonths = List.copyOf(lastMonths);
    }

    /**
     * By years up to five, or a tenant's own from the last month of each: {@code 6,12,24}.
     *
     * @throws MalformedRequest unless these are rising whole numbers from 1 to 999
     */
    public static AgeBuckets of(@Nullable String asked) {
        if (asked == null) {
            return USUAL;
        }
        if (!asked.matches(SHAPE)) {
            throw unreadable();
        }
        List<Integer> months =
                Arrays.stream(asked.split(",")).map(Integer::valueOf).toList();
        boolean rising = IntStream.range(1, months.size()).allMatch(at -> months.get(at) > months.get(at - 1));
        if (!rising) {
            throw unreadable();
        }
        return new AgeBuckets(months);
    }

    /** How many buckets there are: one more than bounds. */
    public int count() {
        return lastMonths.size() + 1;
    }

    /** As the API calls it: {@code within_12}, {@code 12_24}, {@code over_60}. */
    public String name(int bucket) {
        if (bucket == 0) {
            return "within_" + lastMonths.getFirst();
        }
        return bucket == lastMonths.size()
                ? "over_" + lastMonths.getLast()
                : fromMonths(bucket) + "_" + toMonths(bucket);
    }

    /** A claim of a bucket is older than this; 0 in the youngest. */
    public int fromMonths(int bucket) {
        return bucket == 0 ? 0 : lastMonths.get(bucket - 1);
    }

    /** A claim of a bucket is at most this old; null where it has no end. */
    public @Nullable Integer toMonths(int bucket) {
        return bucket == lastMonths.size() ? null : lastMonths.get(bucket);
    }

    /** How old in days a claim is on a day, at least, from the second bucket on; for the database's {@code width_bucket}. */
    Integer[] thresholds(LocalDate day) {
        return lastMonths.stream()
                .map(months -> Math.toIntExact(ChronoUnit.DAYS.between(lastOlderThan(months, day), day)))
                .toArray(Integer[]::new);
    }

    /**
     * The last business date that lies more than so many months back: that many months after it, the day has passed. Months
     * end on the day they began, or on their last where they have no such day; 29 February 2024 is a year old until the
     * end of 28 February 2025.
     */
    private static LocalDate lastOlderThan(int months, LocalDate day) {
        LocalDate last = day.minusDays(1).minusMonths(months);
        while (last.plusDays(1).plusMonths(months).isBefore(day)) {
            last = last.plusDays(1);
        }
        return last;
    }

    private static MalformedRequest unreadable() {
        return new MalformedRequest(
                "invalid_parameter",
                "",
                "months takes the last month of each bucket, rising, as 12,24,36: whole numbers from 1 to 999, at most "
                        + MOST + ".");
    }
}

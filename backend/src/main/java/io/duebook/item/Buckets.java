package io.duebook.item;

import io.duebook.platform.MalformedRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How days past due are divided: what is not due, then stretches of days without a gap, then all that is older.
 *
 * @param lastDays the last day of each but the oldest; begins with 0, rises
 */
public record Buckets(List<Integer> lastDays) {

    private static final Buckets USUAL = new Buckets(List.of(0, 30, 60, 90));
    private static final int MOST = 24;
    private static final String SHAPE = "\\d{1,4}(,\\d{1,4}){0," + (MOST - 1) + "}";

    public Buckets {
        lastDays = List.copyOf(lastDays);
    }

    /**
     * The usual five, or a tenant's own from the last day of each: {@code 0,15,45}. What is not due is always a bucket
     * of its own, whether 0 is named or not.
     *
     * @throws MalformedRequest unless these are rising whole numbers from 0 to 9999
     */
    public static Buckets of(@Nullable String asked) {
        if (asked == null) {
            return USUAL;
        }
        if (!asked.matches(SHAPE)) {
            throw unreadable();
        }
        var days = new ArrayList<>(
                Arrays.stream(asked.split(",")).map(Integer::valueOf).toList());
        if (days.getFirst() != 0) {
            days.addFirst(0);
        }
        boolean rising = IntStream.range(1, days.size()).allMatch(at -> days.get(at) > days.get(at - 1));
        if (!rising) {
            throw unreadable();
        }
        return new Buckets(days);
    }

    /** Not due, 1–30, 31–60, 61–90, over 90. */
    public static Buckets usual() {
        return USUAL;
    }

    /** How many buckets there are: one more than bounds. */
    public int count() {
        return lastDays.size() + 1;
    }

    /** Which bucket a number of days past due falls into, from 0. */
    public int of(long daysPastDue) {
        return (int) lastDays.stream().filter(last -> daysPastDue > last).count();
    }

    /** As the API calls it: {@code not_due}, {@code 1_30}, {@code over_90}. */
    public String name(int bucket) {
        if (bucket == 0) {
            return "not_due";
        }
        return bucket == lastDays.size() ? "over_" + lastDays.getLast() : fromDays(bucket) + "_" + toDays(bucket);
    }

    /** The first day of a bucket; null where it has no beginning. */
    public @Nullable Integer fromDays(int bucket) {
        return bucket == 0 ? null : Integer.valueOf(lastDays.get(bucket - 1) + 1);
    }

    /** The last day of a bucket; null where it has no end. */
    public @Nullable Integer toDays(int bucket) {
        return bucket == lastDays.size() ? null : lastDays.get(bucket);
    }

    /** The first day of every bucket but the first, for the database's {@code width_bucket}. */
    Integer[] thresholds() {
        return lastDays.stream().map(last -> last + 1).toArray(Integer[]::new);
    }

    private static MalformedRequest unreadable() {
        return new MalformedRequest(
                "invalid_parameter",
                "",
                "buckets takes the last day of each bucket, rising, as 0,30,60,90: whole numbers to 9999, at most "
                        + MOST + ".");
    }
}

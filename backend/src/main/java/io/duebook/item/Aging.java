package io.duebook.item;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.duebook.shared.Currency;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Open amounts of one currency by days past due. The buckets add up to what is open; credit is in none of them and
 * stands beside.
 */
public record Aging(Currency currency, List<Bucket> buckets, long open, long unapplied) {

    /**
     * Claims of one stretch of days past due.
     *
     * @param bucket its name: {@code not_due}, {@code 1_30}, {@code over_90}
     * @param fromDays first day past due; null: no beginning
     * @param toDays last day past due; null: no end
     * @param count how many claims
     * @param amount open of them, in minor units
     */
    public record Bucket(
            String bucket,
            @Nullable Integer fromDays,
            @Nullable Integer toDays,
            long count,
            long amount) {}

    /** One claim, or several of one bucket already counted. */
    record Part(int bucket, long count, long amount) {}

    static Aging of(Figures figures, Buckets buckets) {
        return of(figures.currency(), buckets, figures.claims(), figures.unapplied());
    }

    private static Aging of(Currency currency, Buckets buckets, List<Part> parts, long unapplied) {
        var all = IntStream.range(0, buckets.count())
                .mapToObj(at -> bucket(
                        buckets,
                        at,
                        parts.stream().filter(part -> part.bucket() == at).toList()))
                .toList();
        return new Aging(currency, all, sum(all.stream().map(Bucket::amount).toList()), unapplied);
    }

    /** The aging of claims at hand, all of one currency. */
    public static Aging ofItems(Currency currency, Buckets buckets, List<ItemAsOf> items, long unapplied, AsOf asOf) {
        return of(
                currency,
                buckets,
                items.stream()
                        .map(item -> new Part(buckets.of(item.daysPastDue(asOf.day())), 1, item.open()))
                        .toList(),
                unapplied);
    }

    @JsonProperty
    public long balance() {
        return Math.subtractExact(open, unapplied);
    }

    private static Bucket bucket(Buckets buckets, int at, List<Part> parts) {
        return new Bucket(
                buckets.name(at),
                buckets.fromDays(at),
                buckets.toDays(at),
                parts.stream().mapToLong(Part::count).sum(),
                sum(parts.stream().map(Part::amount).toList()));
    }

    private static long sum(List<Long> amounts) {
        return amounts.stream().reduce(0L, Math::addExact);
    }
}

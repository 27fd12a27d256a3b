package io.duebook.item;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.duebook.shared.Currency;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Open amounts of one currency by the time since their business date (账龄). The buckets add up to what is open; credit is
 * in none of them and stands beside.
 */
public record Ages(Currency currency, List<Stretch> buckets, long open, long unapplied) {

    /**
     * Claims of one stretch of time.
     *
     * @param bucket its name: {@code within_12}, {@code 12_24}, {@code over_60}
     * @param fromMonths they are older than this; 0 in the youngest
     * @param toMonths they are at most this old; null: no end
     * @param count how many claims
     * @param amount open of them, in minor units
     */
    public record Stretch(
            String bucket, int fromMonths, @Nullable Integer toMonths, long count, long amount) {}

    static Ages of(Figures figures, AgeBuckets buckets) {
        var all = IntStream.range(0, buckets.count())
                .mapToObj(at -> stretch(buckets, at, figures))
                .toList();
        return new Ages(
                figures.currency(),
                all,
                all.stream().map(Stretch::amount).reduce(0L, Math::addExact),
                figures.unapplied());
    }

    private static Stretch stretch(AgeBuckets buckets, int at, Figures figures) {
        return new Stretch(
                buckets.name(at), buckets.fromMonths(at), buckets.toMonths(at), figures.count(at), figures.amount(at));
    }

    @JsonProperty
    public long balance() {
        return Math.subtractExact(open, unapplied);
    }
}

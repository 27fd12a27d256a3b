package io.duebook.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.duebook.platform.MalformedRequest;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgeBucketsTest {

    @ParameterizedTest
    @CsvSource({
        "2026-11-23, 2026-11-23, within_12",
        "2025-11-23, 2026-11-23, within_12",
        "2025-11-22, 2026-11-23, 12_24",
        "2024-11-23, 2026-11-23, 12_24",
        "2024-11-22, 2026-11-23, 24_36",
        "2021-11-23, 2026-11-23, 48_60",
        "2021-11-22, 2026-11-23, over_60",
        "1999-01-01, 2026-11-23, over_60",
        "2027-01-01, 2026-11-23, within_12",
        // A year after 29 February is 28 February.
        "2024-02-29, 2025-02-28, within_12",
        "2024-02-29, 2025-03-01, 12_24",
        "2024-02-28, 2025-02-28, within_12",
        "2024-02-28, 2025-03-01, 12_24",
        "2027-02-28, 2028-02-28, within_12",
        "2027-02-28, 2028-02-29, 12_24"
    })
    void aClaimIsAsOldAsTheMonthsThatHavePassed(LocalDate issued, LocalDate day, String bucket) {
        var usual = AgeBuckets.of(null);

        assertThat(usual.name(bucketOf(usual, issued, day))).isEqualTo(bucket);
    }

    /** The definition itself, on every day of four years. */
    @Test
    void isOlderOnceSoManyMonthsHavePassedWhateverTheDays() {
        var own = AgeBuckets.of("1,6,12");
        LocalDate day = LocalDate.of(2024, 3, 31);
        for (int after = 0; after < 4 * 366; after++, day = day.plusDays(1)) {
            for (LocalDate issued = day.minusDays(400); !issued.isAfter(day); issued = issued.plusDays(1)) {
                LocalDate business = issued;
                LocalDate asOf = day;
                int passed = (int) own.lastMonths().stream()
                        .filter(months -> business.plusMonths(months).isBefore(asOf))
                        .count();
                assertThat(bucketOf(own, issued, day)).as(issued + " on " + day).isEqualTo(passed);
            }
        }
    }

    @Test
    void leavesNoGapBetweenBuckets() {
        var own = AgeBuckets.of("6,12");

        assertThat(IntStream.range(0, own.count()).mapToObj(own::name)).containsExactly("within_6", "6_12", "over_12");
        assertThat(own.fromMonths(0)).isZero();
        assertThat(own.toMonths(1)).isEqualTo(12);
        assertThat(own.toMonths(2)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0,12", "12,12", "24,12", "a", "-1", "1.5", "1000", "12,,24", "12 ,24"})
    void refusesBoundsThatDoNotRise(String asked) {
        assertThatThrownBy(() -> AgeBuckets.of(asked)).isInstanceOf(MalformedRequest.class);
    }

    /** As the database's width_bucket counts. */
    private static int bucketOf(AgeBuckets buckets, LocalDate issued, LocalDate day) {
        long age = ChronoUnit.DAYS.between(issued, day);
        return (int) Arrays.stream(buckets.thresholds(day))
                .filter(threshold -> age >= threshold)
                .count();
    }
}

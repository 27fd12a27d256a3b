package io.duebook.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.duebook.platform.MalformedRequest;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BucketsTest {

    @ParameterizedTest
    @CsvSource({
        "-400, not_due",
        "0, not_due",
        "1, 1_30",
        "30, 1_30",
        "31, 31_60",
        "60, 31_60",
        "61, 61_90",
        "90, 61_90",
        "91, over_90",
        "5000, over_90"
    })
    void overdueBeginsTheDayAfterTheDueDate(long daysPastDue, String bucket) {
        var usual = Buckets.usual();

        assertThat(usual.name(usual.of(daysPastDue))).isEqualTo(bucket);
    }

    @Test
    void leavesNoGapBetweenBuckets() {
        var own = Buckets.of("15,45");

        assertThat(IntStream.range(0, own.count()).mapToObj(own::name))
                .containsExactly("not_due", "1_15", "16_45", "over_45");
        assertThat(own.fromDays(0)).isNull();
        assertThat(own.toDays(0)).isZero();
        assertThat(own.fromDays(2)).isEqualTo(16);
        assertThat(own.toDays(3)).isNull();
    }

    @Test
    void takesZeroAsNamedOrUnderstood() {
        assertThat(Buckets.of("0,15,45")).isEqualTo(Buckets.of("15,45"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "30,30", "60,30", "a", "-5,0", "0,,5", "1.5", "10000", "0 ,5"})
    void refusesBoundsThatDoNotRise(String asked) {
        assertThatThrownBy(() -> Buckets.of(asked)).isInstanceOf(MalformedRequest.class);
    }
}

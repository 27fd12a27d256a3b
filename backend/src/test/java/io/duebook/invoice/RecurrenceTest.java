package io.duebook.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.invoice.Recurrence.Every;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RecurrenceTest {

    private static final long SEED = 20261122;

    @Test
    void theLastOfTheMonthStaysTheLast() {
        var monthly = new Recurrence(Every.MONTH, 1, LocalDate.of(2027, 12, 31), null);
        assertThat(days(monthly, 5))
                .containsExactly("2027-12-31", "2028-01-31", "2028-02-29", "2028-03-31", "2028-04-30");
        assertThat(monthly.lastDay(1)).isEqualTo("2028-02-28");
    }

    @Test
    void aLeapDayComesBackInLeapYears() {
        var yearly = new Recurrence(Every.YEAR, 2, LocalDate.of(2028, 2, 29), null);
        assertThat(days(yearly, 3)).containsExactly("2028-02-29", "2030-02-28", "2032-02-29");
    }

    @Test
    void theLastDayIsStillOne() {
        var quarterly = new Recurrence(Every.QUARTER, 1, LocalDate.of(2026, 1, 15), LocalDate.of(2026, 7, 15));
        assertThat(IntStream.range(0, 4).mapToObj(quarterly::isOver)).containsExactly(false, false, false, true);
    }

    /** Days rise, each stretch ends the day before the next begins, and no day is drawn from the one before it. */
    @ParameterizedTest
    @EnumSource
    void daysRiseAndLeaveNothingOut(Every every) {
        var random = new Random(SEED);
        for (int run = 0; run < 200; run++) {
            LocalDate first = LocalDate.of(2024, 1, 1).plusDays(random.nextInt(1500));
            var recurrence = new Recurrence(every, 1 + random.nextInt(12), first, null);
            for (int at = 0; at < 30; at++) {
                assertThat(recurrence.day(at + 1))
                        .isAfter(recurrence.day(at))
                        .isEqualTo(recurrence.lastDay(at).plusDays(1));
                assertThat(recurrence.day(at).getDayOfMonth())
                        .as("%s from %s", every, first)
                        .isEqualTo(
                                every == Every.WEEK
                                        ? recurrence.day(at).getDayOfMonth()
                                        : Math.min(
                                                first.getDayOfMonth(),
                                                recurrence.day(at).lengthOfMonth()));
                LocalDate some = first.plusDays(random.nextInt(2000));
                int from = recurrence.notBefore(some, 0);
                assertThat(recurrence.day(from)).isAfterOrEqualTo(some);
                assertThat(from == 0 || recurrence.day(from - 1).isBefore(some)).isTrue();
            }
        }
    }

    private static List<String> days(Recurrence recurrence, int count) {
        return IntStream.range(0, count)
                .mapToObj(at -> recurrence.day(at).toString())
                .toList();
    }
}

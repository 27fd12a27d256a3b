package io.duebook.item;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AllocationDateTest {

    private static final LocalDate START = LocalDate.of(2026, 1, 1);

    @Test
    void nothingIsTakenBeforeItIsThere() {
        var history = List.of(change(10, 100));

        assertThat(freeFrom(history, 100, 0)).isEqualTo(START.plusDays(10));
        assertThat(freeFrom(history, 100, 20)).isEqualTo(START.plusDays(20));
    }

    @Test
    void whatWasTakenAndGivenBackIsFreeFromTheDayItWasGivenBack() {
        var history = List.of(change(0, 100), change(30, -100), change(60, 100));

        assertThat(freeFrom(history, 1, 5)).isEqualTo(START.plusDays(60));
    }

    @Test
    void aPartThatWasNeverTakenIsFreeAtOnce() {
        var history = List.of(change(0, 100), change(30, -60), change(60, 60));

        assertThat(freeFrom(history, 40, 5)).isEqualTo(START.plusDays(5));
        assertThat(freeFrom(history, 41, 5)).isEqualTo(START.plusDays(60));
    }

    @Test
    void noDayIsEverNegativeAfterwardsAndNoEarlierDayWouldDo() {
        Random random = new Random(42);
        for (int round = 0; round < 2_000; round++) {
            List<Change> history = randomHistory(random);
            long end = history.stream().mapToLong(Change::delta).sum();
            if (end == 0) {
                continue;
            }
            long amount = 1 + random.nextLong(end);
            int notBefore = random.nextInt(40);

            LocalDate found = freeFrom(history, amount, notBefore);

            assertThat(fits(history, amount, found)).isTrue();
            assertThat(found.isAfter(START.plusDays(notBefore)) && fits(history, amount, found.minusDays(1)))
                    .isFalse();
        }
    }

    private static boolean fits(List<Change> history, long amount, LocalDate from) {
        for (LocalDate day = from; day.isBefore(START.plusDays(60)); day = day.plusDays(1)) {
            LocalDate end = day;
            long level = history.stream()
                    .filter(change -> !change.accountingOn().isAfter(end))
                    .mapToLong(Change::delta)
                    .sum();
            if (level < amount) {
                return false;
            }
        }
        return true;
    }

    /** A claim, taken and given back on random days, never negative on any. */
    private static List<Change> randomHistory(Random random) {
        var history = new ArrayList<Change>(List.of(change(random.nextInt(10), 100)));
        for (int at = 0; at < random.nextInt(5); at++) {
            int taken = 10 + random.nextInt(20);
            long part = 1 + random.nextInt(20);
            history.add(change(taken, -part));
            if (random.nextBoolean()) {
                history.add(change(taken + random.nextInt(25), part));
            }
        }
        return history;
    }

    private static LocalDate freeFrom(List<Change> history, long amount, int notBefore) {
        return AllocationDate.freeFrom(history, Change::accountingOn, amount, START.plusDays(notBefore));
    }

    private static Change change(int day, long delta) {
        return new Change(START.plusDays(day), START.plusDays(day), Change.BY_THIS_COMMAND, delta);
    }
}

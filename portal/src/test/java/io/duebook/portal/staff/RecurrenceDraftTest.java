package io.duebook.portal.staff;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.portal.staff.RecurrenceDraft.Coming;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecurrenceDraftTest {

    private static final LocalDate LAST_OF_JANUARY = LocalDate.of(2027, 1, 31);

    @Test
    void keepsTheFirstDayOfTheMonthWhereTheMonthHasIt() {
        assertThat(days(new RecurrenceDraft("month", 1, LAST_OF_JANUARY, null, null).fromTheStart(3)))
                .containsExactly(LAST_OF_JANUARY, LocalDate.of(2027, 2, 28), LocalDate.of(2027, 3, 31));
        assertThat(days(new RecurrenceDraft("quarter", 2, LAST_OF_JANUARY, null, null).fromTheStart(2)))
                .containsExactly(LAST_OF_JANUARY, LocalDate.of(2027, 7, 31));
    }

    @Test
    void endsByDayOrByNumber() {
        assertThat(new RecurrenceDraft("week", 1, LAST_OF_JANUARY, LAST_OF_JANUARY.plusDays(14), null).fromTheStart(9))
                .hasSize(3);
        assertThat(new RecurrenceDraft("year", 1, LAST_OF_JANUARY, null, 2).fromTheStart(9))
                .hasSize(2);
    }

    @Test
    void goesOnFromTheNextDayAndCountsWhatCame() {
        var schedule = new RecurrenceDraft("month", 1, LAST_OF_JANUARY, null, 4);
        List<Coming> coming = schedule.from(LocalDate.of(2027, 4, 30), 2, 9);
        assertThat(days(coming)).containsExactly(LocalDate.of(2027, 4, 30), LocalDate.of(2027, 5, 31));
        assertThat(schedule.worded("No. {count}, {from} – {to}, {nothing}", coming.getFirst()))
                .isEqualTo("No. 3, 2027-04-30 – 2027-05-30, {nothing}");
    }

    @Test
    void knowsWhenEachIsDue() {
        // 2 April 2026 is a Thursday; ten days later it is Sunday.
        LocalDate issued = LocalDate.of(2026, 4, 2);
        assertThat(new DueDay("net_10", "none").of(issued)).isEqualTo("2026-04-12");
        assertThat(new DueDay("net_10", "following").of(issued)).isEqualTo("2026-04-13");
        assertThat(new DueDay("net_10", "preceding").of(issued)).isEqualTo("2026-04-10");
        assertThat(new DueDay("net_0", "preceding").of(LocalDate.of(2026, 4, 4)))
                .isEqualTo("2026-04-06");
        assertThat(new DueDay("eom_15", "none").of(issued)).isEqualTo("2026-05-15");
    }

    private static List<LocalDate> days(List<Coming> coming) {
        return coming.stream().map(Coming::day).toList();
    }
}

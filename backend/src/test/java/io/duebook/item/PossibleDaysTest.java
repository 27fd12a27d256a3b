package io.duebook.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.duebook.platform.Refusal;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PossibleDaysTest {

    private static final LocalDate TODAY = LocalDate.parse("2026-03-10");
    private static final LocalDate BEFORE = TODAY.minusDays(5);
    private static final LocalDate AHEAD = TODAY.plusDays(5);

    @Test
    void bearsTodayUnlessADayIsAskedFor() {
        assertThat(choose(BEFORE, null)).isEqualTo(TODAY);
        assertThat(choose(BEFORE, BEFORE)).isEqualTo(BEFORE);
        assertThat(choose(BEFORE, TODAY.minusDays(1))).isEqualTo(TODAY.minusDays(1));
        assertThat(choose(BEFORE, TODAY)).isEqualTo(TODAY);
    }

    @Test
    void bearsADayAheadOnlyWhereTheBooksAllowNoneBefore() {
        assertThat(choose(AHEAD, null)).isEqualTo(AHEAD);
        assertThat(choose(AHEAD, AHEAD)).isEqualTo(AHEAD);
        refuses(AHEAD, TODAY, "too_early on " + AHEAD);
        refuses(AHEAD, AHEAD.plusDays(1), "not_yet on " + AHEAD);
    }

    @Test
    void refusesADayBeforeTheBooksAllowItAndOneThatHasNotCome() {
        refuses(BEFORE, BEFORE.minusDays(1), "too_early on " + BEFORE);
        refuses(BEFORE, TODAY.plusDays(1), "not_yet on " + TODAY);
    }

    @Test
    void takesWhatHasHappenedOnTheNearestDayThatTheBooksAllow() {
        assertThat(PossibleDays.from(BEFORE, TODAY).nearest(TODAY.minusDays(1))).isEqualTo(TODAY.minusDays(1));
        assertThat(PossibleDays.from(BEFORE, TODAY).nearest(BEFORE.minusDays(1)))
                .isEqualTo(BEFORE);
        assertThat(PossibleDays.from(BEFORE, TODAY).nearest(AHEAD)).isEqualTo(TODAY);
        assertThat(PossibleDays.from(AHEAD, TODAY).nearest(TODAY)).isEqualTo(AHEAD);
    }

    private static LocalDate choose(LocalDate earliest, @Nullable LocalDate asked) {
        return PossibleDays.from(earliest, TODAY)
                .choose(asked, day -> new Refused("too_early", day), day -> new Refused("not_yet", day));
    }

    private static void refuses(LocalDate earliest, LocalDate asked, String why) {
        assertThatThrownBy(() -> choose(earliest, asked))
                .isInstanceOf(Refused.class)
                .hasMessage(why);
    }

    private static final class Refused extends Refusal {
        Refused(String code, LocalDate day) {
            super(Kind.UNPROCESSABLE, code, Map.of(), code + " on " + day);
        }
    }
}

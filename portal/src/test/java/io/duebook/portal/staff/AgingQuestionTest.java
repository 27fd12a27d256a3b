package io.duebook.portal.staff;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AgingQuestionTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

    @Test
    void asksForAllThatIsKnownUnlessADayThatHasEndedIsGiven() {
        assertThat(knownAt(null)).isNull();
        assertThat(knownAt(TODAY)).isNull();
        assertThat(knownAt(TODAY.plusDays(1))).isNull();
    }

    @Test
    void aDayEndsWhereTheTenantIs() {
        assertThat(knownAt(TODAY.minusDays(1))).isEqualTo(Instant.parse("2026-11-21T22:59:59.999999Z"));
        // The night in which the clocks go back.
        assertThat(knownAt(LocalDate.of(2026, 10, 25))).isEqualTo(Instant.parse("2026-10-25T22:59:59.999999Z"));
        assertThat(knownAt(LocalDate.of(2026, 10, 24))).isEqualTo(Instant.parse("2026-10-24T21:59:59.999999Z"));
    }

    private static @Nullable Instant knownAt(@Nullable LocalDate knownOn) {
        return AgingQuestion.of(TODAY, knownOn, "accounting", TODAY, "Europe/Berlin")
                .knownAt();
    }
}

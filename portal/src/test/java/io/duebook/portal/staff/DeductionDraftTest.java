package io.duebook.portal.staff;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.portal.api.PaymentsApi.Withheld;
import org.junit.jupiter.api.Test;

class DeductionDraftTest {

    @Test
    void isAtMostWhatThePartLeavesOpen() {
        assertThat(new DeductionDraft("6", "freight").asked("EUR", 600)).isEqualTo(new Withheld(600, "freight"));
        assertThat(new DeductionDraft("6.01", "freight").minor("EUR", 600)).isEmpty();
        assertThat(new DeductionDraft("0", "freight").minor("EUR", 600)).isEmpty();
    }

    @Test
    void hasAReason() {
        assertThat(new DeductionDraft("6", null).isReasonRight()).isFalse();
        assertThat(new DeductionDraft("6", "Freight").isReasonRight()).isFalse();
    }

    @Test
    void makesACodeOfWhatSomebodyTypes() {
        assertThat(DeductionDraft.code("  Wrong colour! ")).contains("wrong_colour");
        assertThat(DeductionDraft.code("运费")).isEmpty();
        assertThat(DeductionDraft.code("x".repeat(41))).isEmpty();
    }
}

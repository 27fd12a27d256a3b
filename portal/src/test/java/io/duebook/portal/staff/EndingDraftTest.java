package io.duebook.portal.staff;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.portal.staff.EndingDraft.Way;
import org.junit.jupiter.api.Test;

class EndingDraftTest {

    @Test
    void whatIsWrittenOffIsOpenNoLongerAndStillClaimed() {
        var part = new EndingDraft(Way.WRITE_OFF, 10_000, 500, "40.00", "EUR");
        assertThat(part.staysOpen()).isEqualTo(6_000);
        assertThat(part.offTheBooks()).isEqualTo(4_500);
    }

    @Test
    void aWaiverEndsWhatIsOpenAndThenWhatIsOffTheBooks() {
        var part = new EndingDraft(Way.WAIVER, 10_000, 500, "40.00", "EUR");
        assertThat(part.staysOpen()).isEqualTo(6_000);
        assertThat(part.offTheBooks()).isEqualTo(500);

        var more = new EndingDraft(Way.WAIVER, 10_000, 500, "103.00", "EUR");
        assertThat(more.staysOpen()).isZero();
        assertThat(more.offTheBooks()).isEqualTo(200);
    }

    @Test
    void isAtMostWhatThereIs() {
        assertThat(new EndingDraft(Way.WRITE_OFF, 10_000, 500, "100.00", "EUR").amount())
                .contains(10_000L);
        assertThat(new EndingDraft(Way.WRITE_OFF, 10_000, 500, "100.01", "EUR").amount())
                .isEmpty();
        assertThat(new EndingDraft(Way.WAIVER, 10_000, 500, "105.00", "EUR").amount())
                .contains(10_500L);
        assertThat(new EndingDraft(Way.WAIVER, 0, 500, "0", "EUR").amount()).isEmpty();
        assertThat(new EndingDraft(Way.WAIVER, 0, 500, "1.001", "EUR").amount()).isEmpty();
    }

    @Test
    void nothingChangesWhileNoAmountIsTyped() {
        var nothing = new EndingDraft(Way.WRITE_OFF, 10_000, 500, "", "EUR");
        assertThat(nothing.staysOpen()).isEqualTo(10_000);
        assertThat(nothing.offTheBooks()).isEqualTo(500);
    }
}

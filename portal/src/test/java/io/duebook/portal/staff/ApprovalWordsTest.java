package io.duebook.portal.staff;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.portal.api.ApprovalsApi.Approval;
import io.duebook.portal.api.ApprovalsApi.Deduction;
import io.duebook.portal.words.Translations;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The money of what was withheld is booked, whatever becomes of the approval. */
class ApprovalWordsTest {

    private final Translations translations = new Translations();

    private static Approval approval(String kind, Map<String, Object> command, String reason) {
        return new Approval(
                "apr_1",
                kind,
                "alc_1",
                "cus_1",
                command,
                null,
                "pending",
                reason,
                "somebody",
                Instant.EPOCH,
                null,
                null,
                null);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "approval.says.own",
                "approval.says.others",
                "approval.says.pending",
                "approval.says.rejected",
                "approval.decline.text",
                "approval.withdraw.text"
            })
    void nobodyIsToldThatNothingIsBookedOfWhatWasWithheld(String key) {
        Approval deduction = approval("deduction", Map.of(), "freight");
        Approval writeOff = approval("write_off", Map.of(), "insolvent");

        assertThat(said(key, deduction)).doesNotContainIgnoringCase("nothing is booked", "nothing was booked");
        assertThat(said(key, writeOff)).containsIgnoringCase("nothing");
    }

    private String said(String key, Approval approval) {
        return translations.word(ApprovalWords.key(translations, key, approval, Locale.ENGLISH), Locale.ENGLISH);
    }

    @Test
    void reasonsOfWhatWasWithheldAreWords() {
        Approval deduction = approval("deduction", Map.of(), "freight, returned_goods, rain");

        assertThat(ApprovalWords.reason(translations, deduction, Locale.SIMPLIFIED_CHINESE))
                .isEqualTo("%s, %s, rain"
                        .formatted(
                                translations.word("deduction_reason.freight", Locale.SIMPLIFIED_CHINESE),
                                translations.word("deduction_reason.returned_goods", Locale.SIMPLIFIED_CHINESE)));
        assertThat(ApprovalWords.reason(
                        translations, approval("write_off", Map.of(), "freight"), Locale.SIMPLIFIED_CHINESE))
                .as("somebody's own words")
                .isEqualTo("freight");
    }

    @Test
    void theMoneyAndEachPartAreFound() {
        Approval deduction = approval(
                "deduction",
                Map.of("payment", "pay_1", "deductions", List.of(Map.of("amount", 600, "reason", "freight"))),
                "freight");

        assertThat(deduction.payment()).contains("pay_1");
        assertThat(deduction.deductions()).containsExactly(new Deduction(600, "freight"));
        assertThat(approval("write_off", Map.of("on", "2026-01-01"), "x").deductions())
                .isEmpty();
    }
}

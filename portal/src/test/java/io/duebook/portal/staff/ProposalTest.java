package io.duebook.portal.staff;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.portal.api.InvoicesApi.GivenTerms;
import io.duebook.portal.api.PaymentsApi.Part;
import io.duebook.portal.staff.Proposal.Way;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProposalTest {

    private static final Choice OLD = new Choice("inv_1", "R-1001", 5_000, 40L);
    private static final Choice MIDDLE = new Choice("inv_2", "R-1002", 7_000, 10L);
    private static final Choice NEW = new Choice("inv_3", "R-1003", 9_000, -5L);

    private static Proposal of(long amount, String text) {
        return new Proposal(amount, text, List.of(OLD, MIDDLE, NEW));
    }

    @Test
    void takesTheClaimsThatTheTextNamesAndNoOthers() {
        assertThat(of(30_000, "Invoices r-1003 and R-1001, thank you").parts(Way.BY_REFERENCE))
                .containsExactly(new Part("inv_1", 5_000), new Part("inv_3", 9_000));
        assertThat(of(6_000, "R-1003/R-1001").parts(Way.BY_REFERENCE))
                .containsExactly(new Part("inv_1", 5_000), new Part("inv_3", 1_000));
    }

    @ParameterizedTest
    @CsvSource({"R-10012", "XR-1001", "2026-R-1001", "R-1001-2", "R 1001"})
    void isNotMisledByAPartOfAnotherNumber(String text) {
        assertThat(of(5_000, text).isNamed(OLD)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"付R-1001货款", "(R-1001)", "R-1001.", "re:R-1001", "R-1000/R-1001/R-1002", "R-1001"})
    void findsANumberAmongWords(String text) {
        assertThat(of(5_000, text).isNamed(OLD)).isTrue();
    }

    @Test
    void takesTheOldestClaimOfExactlyTheAmount() {
        assertThat(of(7_000, "").parts(Way.EXACT_AMOUNT)).containsExactly(new Part("inv_2", 7_000));
        assertThat(of(7_001, "").parts(Way.EXACT_AMOUNT)).isEmpty();
    }

    @Test
    void goesFromTheOldestOnUntilNothingIsLeft() {
        assertThat(of(12_001, "").parts(Way.OLDEST_FIRST))
                .containsExactly(new Part("inv_1", 5_000), new Part("inv_2", 7_000), new Part("inv_3", 1));
    }

    @Test
    void offersOnlyWhatLeadsToAnything() {
        assertThat(of(100, "no number").ways()).containsExactly(Way.OLDEST_FIRST);
        assertThat(of(9_000, "R-1002").ways()).containsExactly(Way.BY_REFERENCE, Way.EXACT_AMOUNT, Way.OLDEST_FIRST);
        assertThat(of(0, "R-1002").ways()).isEmpty();
    }

    @Test
    void givesBackWhatIsUnappliedFirst() {
        assertThat(new RefundDraft(3_000, 10_000, "50.00", "EUR").fromUnapplied())
                .isEqualTo(3_000);
        assertThat(new RefundDraft(3_000, 10_000, "50.00", "EUR").fromClaims()).isEqualTo(2_000);
        assertThat(new RefundDraft(3_000, 10_000, "20.00", "EUR").fromClaims()).isZero();
        assertThat(new RefundDraft(3_000, 10_000, "3000", "JPY").fromUnapplied())
                .isEqualTo(3_000);
    }

    @Test
    void neverGivesBackMoreThanThereIs() {
        assertThat(new RefundDraft(3_000, 10_000, "130.01", "EUR").amount()).isEmpty();
        assertThat(new RefundDraft(3_000, 10_000, "130.00", "EUR").amount()).contains(13_000L);
        assertThat(new RefundDraft(3_000, 10_000, "0", "EUR").amount()).isEmpty();
        assertThat(new RefundDraft(0, 0, "", "EUR").fromClaims()).isZero();
    }

    @Test
    void aDiscountHasBothPartsAndEndsBeforeTheMoneyIsDue() {
        assertThat(new DiscountDraft("net_30", "", "").asked()).isEmpty();
        assertThat(new DiscountDraft("net_30", "2.5", "10").asked()).contains(new GivenTerms(30, null, "2.5", 10));
        assertThat(new DiscountDraft("eom_15", "2", "10").asked()).contains(new GivenTerms(null, 15, "2", 10));
        assertThat(new DiscountDraft("net_30", "2,5", "10").isPercentRight())
                .as("neither 25 nor guessed at")
                .isFalse();
        assertThat(new DiscountDraft("net_30", "2", "").areDaysRight()).isFalse();
        assertThat(new DiscountDraft("net_30", "", "10").isPercentRight()).isFalse();
        assertThat(new DiscountDraft("net_30", "2", "31").areDaysRight()).isFalse();
        assertThat(new DiscountDraft("net_30", "0", "10").isPercentRight()).isFalse();
        assertThat(new DiscountDraft("net_30", "100", "10").isPercentRight()).isFalse();
    }
}

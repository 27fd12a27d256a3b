package io.duebook.portal.staff;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.portal.api.InvoicesApi.GivenTerms;
import io.duebook.portal.api.InvoicesApi.NewInstalment;
import io.duebook.portal.staff.InstalmentsDraft.TypedPart;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;

class InstalmentsDraftTest {

    private static final LocalDate DAY = LocalDate.of(2026, 3, 1);

    @Test
    void theOnlyEmptyAmountTakesTheRest() {
        InstalmentsDraft draft = draft(10_001, part(0, "60"), part(30, ""));
        assertThat(draft.restGoesTo()).contains(1);
        assertThat(draft.left()).isZero();
        assertThat(draft.asked())
                .containsExactly(
                        new NewInstalment(DAY, 6_000, false), new NewInstalment(DAY.plusDays(30), 4_001, false));
        assertThat(draft(10_000, part(0, ""), part(30, "")).isComplete()).isFalse();
    }

    @Test
    void theAmountsAreTheTotal() {
        assertThat(draft(10_000, part(0, "60"), part(30, "30")).left()).isEqualTo(1_000);
        assertThat(draft(10_000, part(0, "60"), part(30, "50")).left()).isEqualTo(-1_000);
        assertThat(draft(10_000, part(0, "100"), part(30, "")).isComplete()).isFalse();
        assertThat(draft(10_000, part(0, "60"), part(30, "40")).isComplete()).isTrue();
    }

    @Test
    void theDaysRiseFromTheIssueDate() {
        assertThat(draft(10_000, part(30, "60"), part(30, "40")).isComplete()).isFalse();
        assertThat(draft(10_000, part(-1, "60"), part(30, "40")).isComplete()).isFalse();
    }

    @Test
    void sharesOutEveryCent() {
        assertThat(draft(10_000, part(0, ""), part(1, ""), part(2, "")).evenly())
                .containsExactly(3_334L, 3_333L, 3_333L);
    }

    @Test
    void readsTermsAsTheyWereGiven() {
        assertThat(DiscountDraft.of("net_14")).isEqualTo(new DiscountDraft("net_14", "", ""));
        var given = new LinkedHashMap<String, Object>();
        given.put("net", null);
        given.put("eom", 15);
        given.put("discount_percent", "2.5");
        given.put("discount_days", 10);
        DiscountDraft agreed = DiscountDraft.of(given);
        assertThat(agreed.asked()).contains(new GivenTerms(null, 15, "2.5", 10));
        assertThat(agreed.amount(10_020)).isEqualTo(251);
        assertThat(agreed.until(DAY, DAY.plusDays(5))).isEqualTo(DAY.plusDays(5));
    }

    private static TypedPart part(int days, String amount) {
        return new TypedPart(DAY.plusDays(days), amount, false);
    }

    private static InstalmentsDraft draft(long total, TypedPart... parts) {
        return new InstalmentsDraft("EUR", total, DAY, List.of(parts));
    }
}

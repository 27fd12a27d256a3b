package io.duebook.portal.staff;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.portal.api.CreditNotesApi.NewLine;
import io.duebook.portal.api.InvoicesApi;
import io.duebook.portal.api.InvoicesApi.Invoice;
import io.duebook.portal.api.InvoicesApi.Line;
import io.duebook.portal.api.InvoicesApi.Tax;
import io.duebook.portal.staff.CreditDraft.CreditedLine;
import io.duebook.portal.staff.InvoiceDraft.TypedLine;
import java.util.List;
import org.junit.jupiter.api.Test;

class CreditDraftTest {

    @Test
    void suggestsWhatIsNotCreditedYet() {
        assertThat(CreditDraft.suggested(invoice(50_000)))
                .containsExactly(
                        new CreditedLine(1, new TypedLine("Chairs", "4", "50.00", "19")),
                        new CreditedLine(2, new TypedLine("Table", "1", "300.00", "19")));
    }

    @Test
    void whatItSettlesIsOpenNoLongerAndTheRestIsCredit() {
        CreditDraft draft = draft(50_000, new TypedLine("Chairs", "4", "50.00", "19"));
        assertThat(draft.totals().total()).isEqualTo(23_800);
        assertThat(draft.staysOpen()).isEqualTo(26_200);
        assertThat(draft.becomesCredit()).isZero();

        CreditDraft paid = draft(10_000, new TypedLine("Chairs", "4", "50.00", "19"));
        assertThat(paid.staysOpen()).isZero();
        assertThat(paid.becomesCredit()).isEqualTo(13_800);
    }

    @Test
    void tellsOfEachRateWhatIsLeftWhereMoreIsAsked() {
        // 600.00 × 1.19 = 714.00 were charged, 119.00 of it is credited.
        assertThat(draft(0, new TypedLine("x", "1", "500.00", "19")).exceeded()).isEmpty();
        assertThat(draft(0, new TypedLine("x", "1", "500.01", "19")).exceeded()).containsEntry("19", 59_500L);
        assertThat(draft(0, new TypedLine("x", "1", "0.01", "7")).exceeded()).containsEntry("7", 0L);
    }

    @Test
    void sendsEachLineAgainstTheOneItTakesBackFrom() {
        assertThat(draft(0, new TypedLine("Chairs", "2", "50.00", "19")).asked())
                .containsExactly(new NewLine("inv_1", 1, "Chairs", "2", 5_000, "19"));
        assertThat(draft(0, new TypedLine("", "1", "", "19")).asksNothing()).isTrue();
    }

    private static CreditDraft draft(long open, TypedLine line) {
        return new CreditDraft(invoice(open), List.of(new CreditedLine(1, line)));
    }

    private static Invoice invoice(long open) {
        return new Invoice(
                "inv_1",
                "A-1",
                null,
                new InvoicesApi.CustomerName("cus_1", "Acme", null),
                "open",
                List.of(),
                List.of(),
                null,
                null,
                "EUR",
                60_000,
                11_400,
                71_400,
                open,
                0,
                new InvoicesApi.Settled(0, 11_900, 0, 0, 0, 0, 0, 0, 0, 0),
                null,
                null,
                null,
                List.of(),
                null,
                null,
                null,
                null,
                null,
                "none",
                List.of(),
                List.of(),
                List.of(
                        new Line(1, "Chairs", "4.000000", 5_000, "19.000000", 20_000, 0),
                        new Line(2, "Table", "1", 40_000, "19", 40_000, 10_000),
                        new Line(3, "Discount", "1", -1_000, "0", -1_000, 0)),
                List.of(new Tax("19", 60_000, 11_400, 11_900)),
                List.of(),
                List.of(),
                List.of(),
                1);
    }
}

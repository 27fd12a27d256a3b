package io.duebook.portal.staff;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.portal.staff.InvoiceDraft.Totals;
import io.duebook.portal.staff.InvoiceDraft.TypedLine;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FormsTest {

    @Test
    void countsTaxOncePerRateAndRoundsAHalfUp() {
        Totals totals = new InvoiceDraft(
                        "EUR", List.of(line("3", "0.35", "19"), line("1", "0.35", "19.0"), line("1.5", "0.01", "7")))
                .totals();
        assertThat(totals.net()).isEqualTo(142);
        assertThat(totals.taxes()).hasSize(2);
        assertThat(totals.total()).isEqualTo(142 + 27);
    }

    @Test
    void countsYenAndDinars() {
        assertThat(new InvoiceDraft("JPY", List.of(line("3", "333", "10")))
                        .totals()
                        .total())
                .isEqualTo(1_099);
        assertThat(new InvoiceDraft("KWD", List.of(line("2", "1.255", "")))
                        .totals()
                        .total())
                .isEqualTo(2_510);
    }

    @Test
    void leavesOutWhatCannotBeCountedYet() {
        var draft =
                new InvoiceDraft("EUR", List.of(line("x", "1", "19"), line("1", "1.005", "19"), line("1", "2", "101")));
        assertThat(draft.totals().total()).isZero();
        assertThat(draft.lines()).noneMatch(draft::isComplete);
    }

    @Test
    void sendsOnlyLinesThatWereFilledIn() {
        var draft = new InvoiceDraft("EUR", List.of(line("2", "10", "19"), new TypedLine("", "1", "", "19")));
        assertThat(draft.asked()).hasSize(1);
        assertThat(draft.asked().getFirst().unitAmount()).isEqualTo(1_000);
    }

    private static TypedLine line(String quantity, String unitAmount, String rate) {
        return new TypedLine("Something", quantity, unitAmount, rate);
    }

    @Test
    void guessesTheColumnsOfAnUsualFile() {
        assertThat(ImportMapping.guess(List.of(
                        "customerID", "invoiceNumber", "InvoiceDate", "DueDate", "InvoiceAmount", "SettledDate")))
                .containsEntry("customer.external_id", "customerID")
                .containsEntry("invoice.number", "invoiceNumber")
                .containsEntry("invoice.issue_date", "InvoiceDate")
                .containsEntry("invoice.due_date", "DueDate")
                .containsEntry("invoice.total", "InvoiceAmount")
                .containsEntry("payment.received_on", "SettledDate");
    }

    @Test
    void namesTheCurrencyOnlyWhereNoColumnDoes() {
        assertThat(ImportMapping.spec("utf-8", ",", ".", "yyyy-MM-dd", "USD", Map.of("invoice.currency", "cur")))
                .doesNotContainKey("currency");
        assertThat(ImportMapping.spec("utf-8", ",", ".", "yyyy-MM-dd", "USD", Map.of()))
                .containsEntry("currency", "USD");
    }

    @Test
    void readsTheFirstLinesInTheChosenEncoding() throws IOException {
        byte[] file = "客户编号;金额\r\n\"A;1\";12\r\n".getBytes(Charset.forName("GB18030"));
        CsvHead head = CsvHead.read(new ByteArrayInputStream(file), "gb18030", ";");
        assertThat(head.headings()).containsExactly("客户编号", "金额");
        assertThat(head.rows()).containsExactly(List.of("A;1", "12"));
    }

    @Test
    void survivesFilesThatAreNone() throws IOException {
        assertThat(CsvHead.read(new ByteArrayInputStream(new byte[0]), "utf-8", ",")
                        .headings())
                .isEmpty();
        assertThat(CsvHead.delimiterOf("a;b;c,d")).isEqualTo(";");
        assertThat(CsvHead.read(
                                new ByteArrayInputStream("\ufeffa,b\n1,2".getBytes(StandardCharsets.UTF_8)),
                                "utf-8",
                                ",")
                        .headings())
                .containsExactly("a", "b");
    }
}

package io.duebook.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.document.Addressees;
import io.duebook.document.Language;
import io.duebook.document.PrintedPaper;
import io.duebook.scenario.Api;
import io.duebook.scenario.BackendTest;
import io.duebook.scenario.TestTenant;
import io.duebook.scenario.TestTenants;
import io.duebook.shared.Currency;
import io.duebook.shared.Money;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@BackendTest
class InvoicePaperTest {

    @Autowired
    private TestTenants tenants;

    private TestTenant tenant;
    private Api erp;
    private String customer;

    @BeforeEach
    void aCustomer() {
        tenant = tenants.create();
        erp = tenant.program();
        customer = customer("Sample Works 样品工厂");
    }

    @ParameterizedTest
    @EnumSource
    void saysWhatItChargesForAndWhatIsToBePaid(Language language) {
        String invoice = invoice(Map.of(
                "number",
                "R-17",
                "purchase_order",
                "PO-4711",
                "delivery_note",
                "LS-9",
                "lines",
                List.of(line("Bolts 螺栓", "1.5", 33_300, "19"), line("Books", "1000", 1_000, "7"))));

        PrintedPaper printed = print(invoice, language).left("invoice-" + language.tag());

        // 499.50 and 10,000.00; 19 % of 499.50 is 94.91, 7 % of 10,000.00 is 700.00
        assertThat(printed.text())
                .containsSubsequence(
                        language == Language.ENGLISH
                                ? List.of(
                                        "Invoice R-17",
                                        "Issued on 1 March 2026",
                                        "Sample Works 样品工厂",
                                        "12 Harbour Street",
                                        "20457 Hamburg",
                                        "Purchase order",
                                        "PO-4711",
                                        "DE123456789",
                                        "To pay",
                                        "EUR 11,294.41",
                                        "by 31 March 2026",
                                        "Bolts 螺栓 1.5 333.00 19 499.50",
                                        "Books 1,000 10.00 7 10,000.00",
                                        "Net 10,499.50",
                                        "Tax 7% on 10,000.00 700.00",
                                        "Tax 19% on 499.50 94.91",
                                        "Total 11,294.41",
                                        "Quote R-17")
                                : List.of(
                                        "账单 R-17",
                                        "开单日期：2026年3月1日",
                                        "采购订单号",
                                        "应付金额",
                                        "EUR 11,294.41",
                                        "不含税金额",
                                        "税率 19%，计税金额 499.50 94.91",
                                        "总额 11,294.41",
                                        "付款时请注明 R-17"));
        assertThat(printed.language()).isEqualTo(language.tag());
        assertThat(printed.title()).contains("R-17");
        assertThat(printed.isTagged()).isTrue();
        assertThat(printed.tags()).contains("H1", "H2", "Table", "TH", "TD");
        assertThat(printed.isWithinMargins()).isTrue();
        assertThat(printed.bytes())
                .hasSizeLessThan(100_000)
                .isEqualTo(print(invoice, language).bytes());
    }

    @ParameterizedTest
    @CsvSource({"EUR, 2", "JPY, 0", "KWD, 3"})
    void hasTheVeryFiguresOfTheAnswerInTheDigitsOfItsCurrency(String code, int digits) {
        String invoice = invoice(Map.of(
                "currency",
                code,
                "lines",
                List.of(
                        line("One", "3", 1_234_567, "19"),
                        line("Two", "2.5", 99, "0"),
                        line("Back", "-1", 500, "19"))));
        tenantPays(10_000, code);
        JsonNode answer = erp.get(invoice).expect(200);
        Currency currency = Currency.of(code);

        PrintedPaper printed = print(invoice, Language.ENGLISH).left("invoice-" + code);

        assertThat(currency.digits()).isEqualTo(digits);
        assertThat(printed.text())
                .contains("To pay\n"
                        + Language.ENGLISH.amount(new Money(answer.path("open").asLong(), currency)))
                .contains("Net " + figure(answer.path("net"), currency))
                .contains("Total " + figure(answer.path("total"), currency));
        assertThat(answer.path("open").asLong()).isLessThan(answer.path("total").asLong());
        answer.path("lines").forEach(line -> assertThat(printed.text())
                .contains(figure(line.path("unit_amount"), currency), figure(line.path("net"), currency)));
        answer.path("taxes").forEach(tax -> assertThat(printed.text())
                .contains("Tax " + tax.path("rate").asString() + "% on " + figure(tax.path("net"), currency) + " "
                        + figure(tax.path("tax"), currency)));
    }

    @Test
    void asksForWhatIsLeftOfIt() {
        String invoice = invoice(Map.of());
        tenantPays(4_000, "EUR");

        assertThat(print(invoice, Language.ENGLISH).text())
                .containsSubsequence(
                        "To pay", "EUR 79.00", "Settled", "EUR 40.00", "Less what is settled -40.00", "To pay 79.00");

        tenantPays(7_900, "EUR");
        assertThat(print(invoice, Language.ENGLISH).text())
                .contains("Nothing is left to pay")
                .doesNotContain("How to pay");
    }

    @Test
    void stillAsksForWhatWasWrittenOff() {
        String invoice = invoice(Map.of());
        erp.with("If-Match", "\"1\"")
                .post(invoice + "/write_off", Map.of("amount", 11_900, "reason", "Insolvency opened"))
                .expect(200);

        assertThat(print(invoice, Language.ENGLISH).text())
                .contains("To pay\nEUR 119.00")
                .doesNotContain("Settled");
    }

    @ParameterizedTest
    @EnumSource
    void offersTheDiscountAndSaysWhatIsDueWhen(Language language) {
        String discounted = invoice(Map.of(
                "issue_date",
                        erp.get("/v1/tenant").expect(200).path("business_date").asString(),
                "terms", Map.of("net", 30, "discount_percent", "2", "discount_days", 10)));
        String inParts = invoice(Map.of(
                "instalments",
                List.of(
                        Map.of("due_on", "2026-03-31", "amount", 10_000),
                        Map.of("due_on", "2027-03-31", "amount", 1_900, "retention", true))));

        assertThat(print(discounted, language)
                        .left("discount-" + language.tag())
                        .text())
                .contains("EUR 116.62", "EUR 2.38");
        assertThat(print(inParts, language)
                        .left("instalments-" + language.tag())
                        .text())
                .containsSubsequence(
                        language == Language.ENGLISH
                                ? List.of("first part by 31 March 2026", "What is due when", "Retention money", "19.00")
                                : List.of("首期 2026年3月31日 到期", "分期到期情况", "质保金", "19.00"));
    }

    @Test
    void saysThatADraftOrAVoidOneIsNotOwed() {
        String draft = invoice(Map.of("issue", false));
        assertThat(print(draft, Language.ENGLISH).text())
                .contains("This is a draft")
                .doesNotContain("To pay");

        String issued = invoice(Map.of());
        erp.with("If-Match", "\"1\"")
                .post(issued + "/void", Map.of("reason", "Wrong customer"))
                .expect(200);
        assertThat(print(issued, Language.ENGLISH).text())
                .contains("This invoice is void")
                .doesNotContain("To pay");
    }

    @Test
    void carriesFiveHundredLinesAndTheLongestNames() {
        customer = customer(Addressees.LONG_NAME);
        String invoice = invoice(Map.of(
                "lines",
                IntStream.rangeClosed(1, 500)
                        .mapToObj(number -> line(
                                "Part %03d %s".formatted(number, number == 7 ? "x".repeat(480) : ""),
                                "1",
                                999_999_999L,
                                "19"))
                        .toList()));

        PrintedPaper printed = print(invoice, Language.ENGLISH).left("invoice-500");

        assertThat(printed.pages()).hasSizeBetween(10, 25);
        assertThat(printed.pages().subList(0, printed.pages().size() - 1))
                .allSatisfy(page -> assertThat(page).contains("Unit price"));
        assertThat(printed.text()).contains("Part 500", "<script>alert('x')</script>");
        assertThat(printed.isWithinMargins()).isTrue();
        assertThat(printed.bytes()).hasSizeLessThan(800_000);
    }

    @ParameterizedTest
    @EnumSource
    void aCreditNoteSaysWhatItTakesBackAndWhatIsLeftOfIt(Language language) {
        String invoice = invoice(Map.of("number", "R-18"));
        String note = erp.made(
                "/v1/credit_notes",
                Map.of(
                        "customer", customer,
                        "number", "GS-1",
                        "issue_date", "2026-03-02",
                        "currency", "EUR",
                        "reason", "Damaged 破损",
                        "lines",
                                List.of(Map.of(
                                        "invoice",
                                        invoice.substring(invoice.lastIndexOf('/') + 1),
                                        "invoice_line",
                                        1,
                                        "description",
                                        "Two of them",
                                        "quantity",
                                        "2",
                                        "unit_amount",
                                        1_000,
                                        "tax_rate",
                                        "19"))));
        JsonNode answer = erp.get("/v1/credit_notes/" + note).expect(200);
        assertThat(answer.path("total").asLong()).isEqualTo(2_380);

        PrintedPaper printed = print("/v1/credit_notes/" + note, language).left("credit-note-" + language.tag());

        assertThat(printed.text())
                .containsSubsequence(
                        language == Language.ENGLISH
                                ? List.of(
                                        "Credit note GS-1",
                                        "Damaged 破损",
                                        "Credited",
                                        "EUR 23.80",
                                        "Two of them",
                                        "on R-18, line 1",
                                        "Net 20.00",
                                        "Tax 19% on 20.00 3.80",
                                        "Credited 23.80",
                                        "What it takes back",
                                        "R-18 20.00 3.80 23.80")
                                : List.of(
                                        "贷项通知单 GS-1",
                                        "冲减金额",
                                        "EUR 23.80",
                                        "冲减 R-18 第 1 行",
                                        "冲减的账单",
                                        "R-18 20.00 3.80 23.80"));
        assertThat(printed.isWithinMargins()).isTrue();
        assertThat(printed.bytes())
                .isEqualTo(print("/v1/credit_notes/" + note, language).bytes());
    }

    @Test
    void areForTheirOwnCustomersContactsOnly() {
        String invoice = invoice(Map.of());
        String stranger = customer("Stranger");

        assertThat(PrintedPaper.read(tenant.contact(customer), invoice).text()).contains("EUR 119.00");
        for (Api other : List.of(tenant.contact(stranger), tenants.create().program())) {
            assertThat(onPaper(other).get(invoice).refused(404)).isEqualTo("not_found");
        }
        assertThat(onPaper(erp).get(invoice + "?language=fr").refused(400)).isEqualTo("invalid_parameter");
        assertThat(erp.with("Accept", "*/*").get(invoice).header("Content-Type"))
                .startsWith("application/json");
        assertThat(onPaper(erp).get(invoice).header("Content-Disposition")).contains("invoice-INV-000001.pdf");
    }

    @Test
    void hasTheSameWordsInBothLanguages() {
        Set<String> english =
                new TreeSet<>(Language.ENGLISH.words(InvoicePaper.WORDS).keySet());

        assertThat(new TreeSet<>(Language.CHINESE.words(InvoicePaper.WORDS).keySet()))
                .isEqualTo(english);
    }

    private static String figure(JsonNode minor, Currency currency) {
        return Language.ENGLISH.figure(new Money(minor.asLong(), currency));
    }

    private PrintedPaper print(String path, Language language) {
        return PrintedPaper.read(erp, path + "?language=" + language.tag());
    }

    private static Api onPaper(Api asker) {
        return asker.with("Accept", "application/pdf");
    }

    private String customer(String name) {
        return erp.made(
                "/v1/customers",
                Map.of(
                        "name",
                        name,
                        "tax_id",
                        "DE123456789",
                        "address",
                        Map.of(
                                "line1", "12 Harbour Street",
                                "postal_code", "20457",
                                "city", "Hamburg",
                                "country", "DE")));
    }

    private void tenantPays(long amount, String currency) {
        erp.post(
                        "/v1/payments",
                        Map.of(
                                "customer", customer,
                                "amount", Map.of("amount", amount, "currency", currency),
                                "received_on", "2026-03-05",
                                "method", "bank_transfer",
                                "allocate", "oldest_first"))
                .expect(201);
    }

    /** Its path. */
    private String invoice(Map<String, Object> special) {
        var request = new HashMap<String, Object>(Map.of(
                "customer",
                customer,
                "issue_date",
                "2026-03-01",
                "currency",
                "EUR",
                "lines",
                List.of(line("Work", "1", 10_000, "19")),
                "issue",
                true));
        if (!special.containsKey("instalments")) {
            request.put("terms", "net_30");
        }
        request.putAll(special);
        return "/v1/invoices/" + erp.made("/v1/invoices", request);
    }

    private static Map<String, Object> line(String description, String quantity, long unitAmount, String taxRate) {
        return Map.of("description", description, "quantity", quantity, "unit_amount", unitAmount, "tax_rate", taxRate);
    }
}

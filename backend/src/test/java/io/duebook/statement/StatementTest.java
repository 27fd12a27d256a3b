package io.duebook.statement;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.document.PrintedPaper;
import io.duebook.scenario.Api;
import io.duebook.scenario.BackendTest;
import io.duebook.scenario.HandWrittenBooks;
import io.duebook.scenario.TestTenant;
import io.duebook.scenario.TestTenants;
import io.duebook.shared.CustomerId;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@BackendTest
class StatementTest {

    @Autowired
    private TestTenants tenants;

    private TestTenant tenant;
    private HandWrittenBooks books;
    private CustomerId customer;
    private String path;

    @BeforeEach
    void writeTheBooks() {
        tenant = tenants.create();
        books = new HandWrittenBooks(tenant);
        customer = books.customer("=HYPERLINK(\"evil\")");
        path = "/v1/customers/" + customer.text() + "/statement";
        var first = books.invoice(customer, 10_000, "EUR", "2026-01-10", "2026-02-09", "2026-01-10T09:00:00Z");
        var second = books.invoice(customer, 5_000, "EUR", "2026-02-01", "2026-03-03", "2026-02-01T09:00:00Z");
        var payment = books.payment(customer, 12_000, "EUR", "2026-02-15", "2026-02-16T09:00:00Z");
        books.allocate(customer, payment, first, 10_000, "EUR", "2026-02-15", "2026-02-16T09:00:00Z");
        var mistake = books.invoice(customer, 3_000, "EUR", "2026-02-20", "2026-04-19", "2026-02-20T09:00:00Z");
        books.takeBack(customer, "void", mistake, 3_000, "EUR", "2026-02-25", "2026-02-25T09:00:00Z");
        books.allocate(customer, payment, second, 2_000, "EUR", "2026-03-02", "2026-03-02T09:00:00Z");
        books.invoice(customer, 1_500, "KWD", "2026-02-10", "2026-02-10", "2026-02-10T09:00:00Z");
    }

    @AfterEach
    void close() {
        books.close();
    }

    @Test
    void listsWhatIsOpenOfEachClaim() {
        JsonNode answer = get("?as_of=2026-03-04").expect(200);

        assertThat(answer.path("kind").asString()).isEqualTo("open_item");
        assertThat(answer.path("computed").asBoolean()).isTrue();
        JsonNode euros = answer.path("currencies").path(0);
        assertThat(euros.path("lines")).hasSize(1);
        JsonNode line = euros.path("lines").path(0);
        assertThat(line.path("id").asString()).startsWith("inv_");
        assertThat(line.path("original").asLong()).isEqualTo(5_000);
        assertThat(line.path("settled").asLong()).isEqualTo(2_000);
        assertThat(line.path("open").asLong()).isEqualTo(3_000);
        assertThat(line.path("days_past_due").asLong()).isEqualTo(1);
        assertThat(euros.path("aging").path(1).path("amount").asLong()).isEqualTo(3_000);
        assertThat(euros.path("balance").asLong()).isEqualTo(3_000);
    }

    @Test
    void countsDaysFromTheDueDate() {
        assertThat(line("2026-03-02").path("days_past_due").asLong()).isEqualTo(-1);
        assertThat(line("2026-03-03").path("days_past_due").asLong()).isZero();
        assertThat(line("2026-03-04").path("days_past_due").asLong()).isEqualTo(1);
    }

    @Test
    void showsEveryMovementOfTheBalanceAndNoAllocation() {
        JsonNode euros = get("?kind=activity&from=2026-02-01&to=2026-03-31")
                .expect(200)
                .path("currencies")
                .path(0);

        assertThat(euros.path("opening").asLong()).isEqualTo(10_000);
        assertThat(euros.path("adjustments")).isEmpty();
        assertThat(euros.path("lines"))
                .extracting(line -> line.path("on").asString() + " "
                        + line.path("kind").asString() + " "
                        + line.path("amount").asLong() + " "
                        + line.path("running").asLong())
                .containsExactly(
                        "2026-02-01 invoice 5000 15000",
                        "2026-02-15 payment -12000 3000",
                        "2026-02-20 invoice 3000 6000",
                        "2026-02-25 reversal -3000 3000");
        assertThat(euros.path("lines").path(1).path("id").asString()).startsWith("pay_");
        assertThat(euros.path("closing").asLong()).isEqualTo(3_000);
        assertThat(euros.path("balance").asLong()).isEqualTo(3_000);
    }

    @Test
    void onePeriodOpensWithTheClosingOfTheOneBefore() {
        long closing = 0;
        for (LocalDate month = LocalDate.parse("2025-12-01");
                month.isBefore(LocalDate.parse("2026-06-01"));
                month = month.plusMonths(1)) {
            LocalDate last = month.plusMonths(1).minusDays(1);
            JsonNode statement =
                    get("?kind=activity&from=" + month + "&to=" + last).expect(200);
            JsonNode euros = statement.path("currencies").path(0);
            if (euros.path("currency").asString().equals("EUR")) {
                assertThat(euros.path("opening").asLong()).isEqualTo(closing);
                closing = euros.path("closing").asLong();
            }
            assertThat(closing).isEqualTo(balanceIn("EUR", last.toString()));
        }
    }

    @Test
    void comesAsATableThatNoSpreadsheetExecutes() {
        var answer =
                tenant.program().with("Accept", "text/csv").get(path + "?kind=activity&from=2026-02-01&to=2026-02-28");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith("text/csv");
        assertThat(answer.text().lines().toList())
                .startsWith("\ufeffcurrency,on,kind,id,number,amount,balance", "EUR,2026-02-01,opening,,,,100.00")
                .contains("EUR,2026-02-28,closing,,,,30.00", "KWD,2026-02-28,closing,,,,1.500");
    }

    @Test
    void comesOnPaperWithTheVeryFiguresOfTheStatement() {
        PrintedPaper printed = print(tenant.program(), "?as_of=2026-03-04");

        assertThat(printed.language()).isEqualTo("en");
        assertThat(printed.text())
                .containsSubsequence(
                        "Open items at the end of 4 March 2026",
                        "=HYPERLINK(\"evil\")",
                        "EUR 30.00",
                        "1 day overdue",
                        "50.00 20.00 30.00",
                        "KWD 1.500");
    }

    @Test
    void comesOnPaperWithEachMovement() {
        PrintedPaper printed = print(tenant.program(), "?kind=activity&from=2026-02-01&to=2026-02-28");

        assertThat(printed.text())
                .containsSubsequence(
                        "Movements from 1 February 2026 to 28 February 2026",
                        "Opening balance 100.00",
                        "Payment",
                        "-120.00 30.00",
                        "Closing balance 30.00");
    }

    @Test
    void speaksTheLanguageThatIsAskedForOrElseTheCustomers() {
        String other = tenant.program().made("/v1/customers", Map.of("name", "上海样品贸易有限公司", "language", "zh-CN"));
        String theirs = "/v1/customers/" + other + "/statement";

        assertThat(PrintedPaper.read(tenant.program(), theirs).language()).isEqualTo("zh-CN");
        assertThat(PrintedPaper.read(tenant.program(), theirs).text()).contains("客户对账单", "上海样品贸易有限公司");
        assertThat(PrintedPaper.read(tenant.program(), theirs + "?language=en").language())
                .isEqualTo("en");
        assertThat(print(tenant.program(), "?language=zh-CN").language()).isEqualTo("zh-CN");
        assertThat(onPaper(tenant.program()).get(path + "?language=fr").refused(400))
                .isEqualTo("invalid_parameter");
    }

    @Test
    void isPrintedForTheCustomersOwnContactsOnly() {
        CustomerId other = books.customer("Other");

        assertThat(print(tenant.contact(customer.text()), "?as_of=2026-03-04").text())
                .contains("EUR 30.00");
        assertThat(onPaper(tenant.contact(other.text())).get(path).refused(404)).isEqualTo("not_found");
        assertThat(onPaper(tenants.create().program()).get(path).refused(404)).isEqualTo("not_found");
    }

    @Test
    void isJsonForWhoeverTakesAnything() {
        assertThat(tenant.program().with("Accept", "*/*").get(path).header("Content-Type"))
                .isEqualTo("application/json");
    }

    @Test
    void refusesWhatBelongsToTheOtherKind() {
        assertThat(get("?kind=activity&as_of=2026-02-01").refused(400)).isEqualTo("invalid_parameter");
        assertThat(get("?from=2026-02-01").refused(400)).isEqualTo("invalid_parameter");
        assertThat(get("?kind=letter").refused(400)).isEqualTo("invalid_parameter");
        assertThat(get("?kind=activity&from=2026-03-01&to=2026-02-01").refused(422))
                .isEqualTo("invalid_period");
    }

    @Test
    void isReadByTheCustomersContacts() {
        var contact = tenant.contact(customer.text());

        assertThat(contact.get(path + "?as_of=2026-03-04")
                        .expect(200)
                        .path("currencies")
                        .path(0)
                        .path("balance")
                        .asLong())
                .isEqualTo(3_000);
    }

    private PrintedPaper print(Api asker, String query) {
        return PrintedPaper.read(asker, path + query);
    }

    private static Api onPaper(Api asker) {
        return asker.with("Accept", "application/pdf");
    }

    private JsonNode line(String asOf) {
        return get("?as_of=" + asOf)
                .expect(200)
                .path("currencies")
                .path(0)
                .path("lines")
                .path(0);
    }

    private long balanceIn(String currency, String asOf) {
        return tenant.program()
                .get("/v1/customers/" + customer.text() + "/balance?as_of=" + asOf)
                .expect(200)
                .path("balances")
                .valueStream()
                .filter(one -> one.path("currency").asString().equals(currency))
                .mapToLong(one -> one.path("balance").asLong())
                .sum();
    }

    private Api.Answer get(String query) {
        return tenant.program().get(path + query);
    }
}

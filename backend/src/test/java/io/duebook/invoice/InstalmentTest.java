package io.duebook.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.scenario.Api;
import io.duebook.scenario.BackendTest;
import io.duebook.scenario.Body;
import io.duebook.scenario.Books;
import io.duebook.scenario.TestTenant;
import io.duebook.scenario.TestTenants;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Invoices that are due in parts: 100.00 of the first of January, 60.00 on its last day and 40.00 in February. */
@BackendTest
class InstalmentTest {

    @Autowired
    private TestTenants tenants;

    private TestTenant tenant;
    private Api accountant;
    private String customer;

    @BeforeEach
    void aCustomer() {
        tenant = tenants.create();
        accountant = tenant.program();
        customer = tenant.customer("Acme").path("id").asString();
    }

    @AfterEach
    void theBooksBalance() {
        Books.mustBalance(tenant.id());
    }

    @Test
    void eachPartIsOverdueAfterItsOwnDay() {
        String invoice = inParts();

        assertThat(aging("2026-01-31")).isEqualTo(Map.of("not_due", 10_000L));
        assertThat(aging("2026-02-15")).isEqualTo(Map.of("not_due", 4_000L, "1_30", 6_000L));
        assertThat(aging("2026-04-15")).isEqualTo(Map.of("31_60", 4_000L, "61_90", 6_000L));
        assertThat(lines("2026-02-15"))
                .containsExactly("2026-01-31 6000 of 6000, 15 days", "2026-02-28 4000 of 4000, -13 days");

        tenant.payment(customer, 7_000, "2026-02-10", "oldest_first");

        assertThat(aging("2026-02-09")).isEqualTo(Map.of("not_due", 4_000L, "1_30", 6_000L));
        assertThat(aging("2026-02-15")).isEqualTo(Map.of("not_due", 3_000L));
        assertThat(lines("2026-02-15")).containsExactly("2026-02-28 3000 of 4000, -13 days");
        JsonNode seen = read(invoice);
        assertThat(seen.path("due_date").asString()).isEqualTo("2026-01-31");
        assertThat(seen.path("instalments").values().stream()
                        .map(part -> part.path("due_on").asString() + " "
                                + part.path("amount").asLong() + " "
                                + part.path("open").asLong()))
                .containsExactly("2026-01-31 6000 0", "2026-02-28 4000 3000");
        assertThat(seen.path("flags").values().stream().map(JsonNode::asString)).contains("overdue");
        JsonNode arrears =
                accountant.get("/v1/customers/" + customer + "/balance").expect(200);
        assertThat(arrears.at("/balances/0/open").asLong()).isEqualTo(3_000);
    }

    @Test
    void whoPaysTheOldestPaysTheOldestDayOfAllInvoices() {
        String invoice = inParts();
        String other = tenant.invoice(customer, 5_000, "2026-01-05", "2026-02-10")
                .path("id")
                .asString();

        JsonNode payment = tenant.payment(customer, 8_000, "2026-02-20", "oldest_first");

        assertThat(payment.path("allocations").values().stream()
                        .map(part -> part.path("amount").asLong()))
                .containsExactlyInAnyOrder(6_000L, 2_000L);
        assertThat(read(invoice).path("open").asLong()).isEqualTo(4_000);
        assertThat(read(other).path("open").asLong()).isEqualTo(3_000);
    }

    @Test
    void interestRunsOnEachPartFromTheDayAfterIt() {
        accountant
                .patch(
                        "/v1/policies",
                        "\"1\"",
                        "{\"interest\":{\"rates\":[{\"from\":\"2025-01-01\",\"percent\":\"36.5\"}]}}")
                .expect(200);
        inParts();

        // 0.1 % a day: 60.00 for 59 days of February and March, 40.00 for the 31 of March.
        JsonNode claim = accountant
                .post("/v1/interest_claims", Map.of("customer", customer, "through", "2026-03-31"))
                .expect(201);

        assertThat(claim.at("/data/0/amount").asLong()).isEqualTo(354 + 124);
    }

    @Test
    void aDraftKeepsThemAndIsIssuedWithThem() {
        String draft = accountant
                .post("/v1/invoices", request(Map.of("issue", false)))
                .expect(201)
                .path("id")
                .asString();
        assertThat(read(draft).at("/instalments/1/open").asLong()).isEqualTo(4_000);

        accountant
                .with("If-Match", "\"1\"")
                .post("/v1/invoices/" + draft + "/issue", "")
                .expect(200);

        assertThat(aging("2026-02-15")).isEqualTo(Map.of("not_due", 4_000L, "1_30", 6_000L));
        accountant
                .with("If-Match", "\"2\"")
                .post("/v1/invoices/" + draft + "/void", Map.of("reason", "a mistake"))
                .expect(200);
        assertThat(read(draft).at("/instalments/1/open").asLong()).isZero();
    }

    @Test
    void anInvoiceThatSaysNothingHasTheUsualTerms() {
        Api writer = tenant.program();
        String own = tenant.customer("Own terms").path("id").asString();
        assertThat(writer.post("/v1/invoices", unsaid(customer)).refused(422)).isEqualTo("invalid_request");
        writer.patch("/v1/policies", "\"1\"", Map.of("terms", "net_14")).expect(200);
        writer.patch("/v1/customers/" + own, "\"1\"", Map.of("terms", "eom_5")).expect(200);

        assertThat(due(unsaid(customer))).isEqualTo("2026-01-15");
        assertThat(due(unsaid(own))).isEqualTo("2026-02-05");
        assertThat(due(with(unsaid(own), Map.of("terms", "net_3")))).isEqualTo("2026-01-04");
        assertThat(due(with(unsaid(own), Map.of("due_date", "2026-01-07")))).isEqualTo("2026-01-07");

        var plan = Map.of("invoice", template(own), "every", "month", "first_on", "2099-01-31", "times", 1);
        String recurring = writer.post("/v1/recurring_invoices", plan)
                .expect(201)
                .path("id")
                .asString();
        writer.patch("/v1/customers/" + own, "\"2\"", "{\"terms\":null}").expect(200);
        assertThat(due(unsaid(own))).isEqualTo("2026-01-15");
        writer.patch("/v1/recurring_invoices/" + recurring, "\"1\"", Map.of("times", 2))
                .expect(200);
        writer.patch("/v1/policies", "\"2\"", "{\"terms\":null}").expect(200);
        assertThat(writer.post("/v1/invoices", unsaid(own)).refused(422)).isEqualTo("invalid_request");
        assertThat(writer.patch("/v1/customers/" + own, "\"3\"", Map.of("terms", "soon"))
                        .refused(422))
                .isEqualTo("invalid_request");
        assertThat(writer.post("/v1/customers", Map.of("name", "A", "terms", Map.of("days", 3)))
                        .status())
                .isEqualTo(400);
    }

    private static Map<String, Object> template(String customer) {
        var template = new HashMap<>(unsaid(customer));
        template.remove("issue_date");
        return template;
    }

    private static Map<String, Object> with(Map<String, Object> request, Map<String, Object> more) {
        var all = new HashMap<>(request);
        all.putAll(more);
        return all;
    }

    private String due(Map<String, Object> request) {
        return accountant
                .post("/v1/invoices", request)
                .expect(201)
                .path("due_date")
                .asString();
    }

    private static Map<String, Object> unsaid(String customer) {
        return Body.invoice(customer, 10_000).without("due_date");
    }

    @Test
    void percentagesHandOutEveryMinorUnit() {
        JsonNode made = accountant
                .post(
                        "/v1/invoices",
                        request(Map.of(
                                "currency",
                                "BHD",
                                "instalments",
                                Api.JSON.readTree("""
                                        [{"due_on":"2026-01-31","percent":"16.67"},{"due_on":"2026-02-28","percent":"16.67"},
                                         {"due_on":"2026-03-31","percent":"66.66","retention":true}]"""),
                                "lines",
                                List.of(Map.of(
                                        "description",
                                        "Work",
                                        "quantity",
                                        "1",
                                        "unit_amount",
                                        1_001,
                                        "tax_rate",
                                        "0")))))
                .expect(201);

        assertThat(made.path("instalments").values().stream()
                        .map(part -> part.path("amount").asLong() + " "
                                + part.path("retention").asBoolean()))
                .containsExactly("167 false", "167 false", "667 true");
        JsonNode held = accountant
                .get("/v1/reports/retention?customer=" + customer + "&as_of=2026-01-01&limit=1")
                .expect(200);
        assertThat(held.at("/data/0/open").asLong()).isEqualTo(667);
        assertThat(accountant
                        .get("/v1/reports/retention?as_of=2025-12-31")
                        .expect(200)
                        .path("data"))
                .isEmpty();
        assertThat(tenants.create()
                        .program()
                        .get("/v1/reports/retention?as_of=2026-01-01")
                        .expect(200)
                        .path("data"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            [{"due_on":"2026-01-31","amount":6000},{"due_on":"2026-02-28","amount":3999}] | /instalments
            [{"due_on":"2026-01-31","amount":6000},{"due_on":"2026-01-31","amount":4000}] | /instalments/1/due_on
            [{"due_on":"2025-12-31","amount":10000}]                                      | /due_date
            [{"due_on":"2026-01-31","amount":0}]                                          | /instalments/0/amount
            []                                                                            | /instalments
            [{"due_on":"2026-01-31"}]                                                     | /instalments/0/amount
            [{"due_on":"2026-01-31","amount":10000,"percent":"100"}]                      | /instalments/0/amount
            [{"due_on":"2026-01-31","percent":"60"},{"due_on":"2026-02-28","amount":4000}] | /instalments/1/amount
            [{"due_on":"2026-01-31","percent":"60"},{"due_on":"2026-02-28","percent":"39"}] | /instalments
            [{"due_on":"2026-01-31","percent":"100"},{"due_on":"2026-02-28","percent":"0"}] | /instalments/1/percent
            [{"due_on":"2026-01-31","percent":"0"},{"due_on":"2026-02-28","percent":"33.333"},{"due_on":"2026-03-31","percent":"66.667"}] | /instalments/0/percent
            """)
    void instalmentsThatDoNotAddUpAreRefused(String instalments, String pointer) {
        var answer = accountant.post("/v1/invoices", request(Map.of("instalments", Api.JSON.readTree(instalments))));

        assertThat(answer.refused(422)).isEqualTo("invalid_request");
        assertThat(answer.json().at("/errors/0/pointer").asString()).isEqualTo(pointer);
    }

    @ParameterizedTest
    @CsvSource({
        // Saturday the tenth of January 2026, Sunday the eleventh
        "none,      2026-01-03, net_7, 2026-01-10",
        "following, 2026-01-03, net_7, 2026-01-12",
        "preceding, 2026-01-03, net_7, 2026-01-09",
        "following, 2026-01-04, net_7, 2026-01-12",
        "preceding, 2026-01-04, net_7, 2026-01-09",
        "following, 2026-01-05, net_7, 2026-01-12",
        "preceding, 2026-01-10, net_0, 2026-01-12",
        "following, 2024-02-01, eom_2, 2024-03-04"
    })
    void dueDatesThatFollowFromTermsMoveOffWeekends(String policy, String issued, String terms, String due) {
        accountant
                .patch("/v1/policies", "\"1\"", Map.of("weekend_shift", policy))
                .expect(200);
        var request = new HashMap<>(request(Map.of("issue_date", issued, "terms", terms)));
        request.remove("instalments");

        assertThat(accountant
                        .post("/v1/invoices", request)
                        .expect(201)
                        .path("due_date")
                        .asString())
                .isEqualTo(due);
        assertThat(tenant.invoice(customer, 100, "2026-01-01", "2026-01-10")
                        .path("due_date")
                        .asString())
                .as("a day that was agreed stays")
                .isEqualTo("2026-01-10");
    }

    private String inParts() {
        return accountant
                .post("/v1/invoices", request(Map.of()))
                .expect(201)
                .path("id")
                .asString();
    }

    private Map<String, Object> request(Map<String, Object> more) {
        var request = new HashMap<String, Object>(Body.invoice(customer, 10_000)
                .without("due_date")
                .with(
                        "instalments",
                        List.of(
                                Map.of("due_on", "2026-01-31", "amount", 6_000),
                                Map.of("due_on", "2026-02-28", "amount", 4_000))));
        request.putAll(more);
        return request;
    }

    private JsonNode read(String invoice) {
        return accountant.get("/v1/invoices/" + invoice).expect(200);
    }

    /** What is in which bucket; of the statement's aging, which is the report's. */
    private Map<String, Long> aging(String day) {
        Map<String, Long> report = buckets(
                accountant.get("/v1/reports/aging?as_of=" + day).expect(200).at("/currencies/0/buckets"));
        assertThat(buckets(statement(day).path("aging"))).isEqualTo(report);
        return report;
    }

    private static Map<String, Long> buckets(JsonNode buckets) {
        var amounts = new HashMap<String, Long>();
        buckets.forEach(bucket -> {
            if (bucket.path("amount").asLong() != 0) {
                amounts.put(
                        bucket.path("bucket").asString(), bucket.path("amount").asLong());
            }
        });
        return amounts;
    }

    private List<String> lines(String day) {
        return statement(day).path("lines").values().stream()
                .map(line -> line.path("due_date").asString() + " "
                        + line.path("open").asLong() + " of "
                        + line.path("original").asLong() + ", "
                        + line.path("days_past_due").asLong() + " days")
                .toList();
    }

    private JsonNode statement(String day) {
        return accountant
                .get("/v1/customers/" + customer + "/statement?kind=open_item&as_of=" + day)
                .expect(200)
                .at("/currencies/0");
    }
}

package io.duebook.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.scenario.BackendTest;
import io.duebook.scenario.Body;
import io.duebook.scenario.TestTenant;
import io.duebook.scenario.TestTenants;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Every list as a file: the same rows and filters, and nobody else's. */
@BackendTest
class ListFilesTest {

    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    @Autowired
    private TestTenants tenants;

    @Test
    void everyListComesAsATableAndAsAWorkbook() throws IOException {
        TestTenant tenant = tenants.create();
        TestTenant other = tenants.create();
        String customer = tenant.customer("=Keller").path("id").asString();
        tenant.invoice(customer, 10_000, "2026-01-10", "2026-02-09");
        JsonNode second = tenant.invoice(customer, 5_050, "2026-01-11", "2026-02-10");
        JsonNode payment = tenant.payment(customer, 12_000, "2026-01-20", "oldest_first");
        credit(tenant, customer);
        withholdNetAndRepeat(tenant, tenant.customer("Müller").path("id").asString());
        tenant.program()
                .post("/v1/fees", Map.of("customer", customer, "kind", "late_fee", "amount", 500, "currency", "EUR"))
                .expect(201);

        tenant.program()
                .post("/v1/exchange_rates", Map.of("base", "EUR", "quote", "USD", "rate", "1.08", "on", "2026-01-02"))
                .expect(201);

        tenant.program()
                .post("/v1/statements", Map.of("customer", customer, "kind", "open_item"))
                .expect(201);

        for (String list : List.of(
                "/v1/customers",
                "/v1/invoices",
                "/v1/payments",
                "/v1/credit_notes",
                "/v1/refunds",
                "/v1/unidentified_receipts",
                "/v1/bills",
                "/v1/charges",
                "/v1/approvals",
                "/v1/settlement_offers",
                "/v1/deductions",
                "/v1/nettings",
                "/v1/statements",
                "/v1/recurring_invoices",
                "/v1/deposits",
                "/v1/journal",
                "/v1/exchange_rates",
                "/v1/reports/exchange_differences",
                "/v1/reports/aging",
                "/v1/reports/age",
                "/v1/reports/customers",
                "/v1/reports/retention",
                "/v1/customers/" + customer + "/statement?kind=open_item",
                "/v1/customers/" + customer + "/statement?kind=activity&from=2026-01-01")) {
            List<String> lines = csv(tenant, list);
            assertThat(workbook(tenant, list)).as(list).hasSameSizeAs(lines);
            assertThat(lines.getFirst()).as(list).startsWith("\ufeff");
            if (!list.contains("approvals")
                    && !list.contains("unidentified")
                    && !list.contains("bills")
                    && !list.contains("retention")
                    && !list.contains("deposits")
                    && !list.contains("differences")
                    && !list.contains("offers")) {
                assertThat(lines).as(list).hasSizeGreaterThan(1);
            }
            if (!list.contains("/statement?")) {
                assertThat(csv(other, list)).as(list).hasSize(1);
            }
        }
        assertThat(csv(tenant, "/v1/invoices?state=open&customer=" + customer))
                .hasSize(2)
                .element(1)
                .asString()
                .contains(second.path("number").asString(), "'=Keller", "2026-02-10", "EUR,50.50,30.50");
        assertThat(csv(tenant, "/v1/nettings"))
                .as("a row for each claim, newest netting first")
                .satisfiesExactly(
                        heading -> assertThat(heading).endsWith("invoice,number,reversed,currency,amount"),
                        row -> assertThat(row).contains("Their invoice 4711").endsWith("false,USD,1.00"),
                        row -> assertThat(row).endsWith("false,USD,2.00"));
        assertThat(csv(tenant, "/v1/deductions?reason=freight").getLast()).endsWith("freight,2026-01-20,,USD,0.50");
        assertThat(csv(tenant, "/v1/deductions?reason=damage")).hasSize(1);
        assertThat(csv(tenant, "/v1/recurring_invoices?state=ACTIVE").getLast())
                .contains("active,month,1,2099-01-31")
                .endsWith("USD,10.00");
        assertThat(csv(tenant, "/v1/payments").toString())
                .contains(payment.path("id").asString());
        assertThat(csv(tenant, "/v1/reports/customers?q=Keller").getLast()).endsWith("EUR,35.50,30.50,4.00,31.50");
    }

    /** A receipt with a deduction, a netting of two claims, a schedule; in dollars, so that they stay out of the sums in euros. */
    private static void withholdNetAndRepeat(TestTenant tenant, String customer) {
        String first = inDollars(tenant, customer);
        String second = inDollars(tenant, customer);
        tenant.program()
                .post(
                        "/v1/payments",
                        Body.payment(customer, 300, "USD")
                                .with("received_on", "2026-01-20")
                                .with("method", "cash")
                                .with(
                                        "allocate",
                                        List.of(Map.of(
                                                "invoice",
                                                first,
                                                "amount",
                                                300,
                                                "deduction",
                                                Map.of("amount", 50, "reason", "freight")))))
                .expect(201);
        tenant.program()
                .post(
                        "/v1/nettings",
                        Map.of(
                                "customer",
                                customer,
                                "currency",
                                "USD",
                                "netted_on",
                                "2026-01-21",
                                "items",
                                List.of(
                                        Map.of("invoice", first, "amount", 100),
                                        Map.of("invoice", second, "amount", 200)),
                                "reason",
                                "Their invoice 4711"))
                .expect(201);
        tenant.program()
                .post(
                        "/v1/recurring_invoices",
                        Map.of(
                                "invoice",
                                Map.of(
                                        "customer",
                                        customer,
                                        "currency",
                                        "USD",
                                        "terms",
                                        "net_30",
                                        "lines",
                                        List.of(Map.of(
                                                "description", "Rent {month}",
                                                "quantity", "1",
                                                "unit_amount", 1000,
                                                "tax_rate", "0"))),
                                "every",
                                "month",
                                "first_on",
                                "2099-01-31"))
                .expect(201);
    }

    private static String inDollars(TestTenant tenant, String customer) {
        return tenant.program()
                .made(
                        "/v1/invoices",
                        Body.invoice(customer, 1000)
                                .with("issue_date", "2026-01-10")
                                .with("due_date", "2026-02-09")
                                .with("currency", "USD"));
    }

    /** A receipt of 10, of which 7 is given back, and a credit note of 1 that settles nothing. */
    private static void credit(TestTenant tenant, String customer) {
        String spare =
                tenant.payment(customer, 1_000, "2026-01-21", "none").path("id").asString();
        tenant.program()
                .post(
                        "/v1/refunds",
                        Map.of("payment", spare, "amount", 700, "method", "cash", "reason", "Asked for it"))
                .expect(201);
        tenant.program()
                .post(
                        "/v1/credit_notes",
                        Map.of(
                                "customer",
                                customer,
                                "currency",
                                "EUR",
                                "allocate",
                                "none",
                                "lines",
                                List.of(Map.of(
                                        "description", "Goodwill",
                                        "quantity", "1",
                                        "unit_amount", 100,
                                        "tax_rate", "0"))))
                .expect(201);
    }

    @Test
    void whatIsRefusedIsRefusedBeforeTheFileBegins() {
        TestTenant tenant = tenants.create();
        var asked = tenant.program().with("Accept", XLSX);

        assertThat(asked.get("/v1/invoices?limit=3").refused(400)).isEqualTo("unknown_parameter");
        assertThat(asked.get("/v1/invoices?customer=cus_00000000000000000000000000")
                        .status())
                .isEqualTo(422);
        assertThat(asked.get("/v1/reports/aging?group_by=none").refused(400)).isEqualTo("invalid_parameter");
    }

    @Test
    void aContactGetsTheirOwnRowsOnly() throws IOException {
        TestTenant tenant = tenants.create();
        String own = tenant.customer("Own").path("id").asString();
        String others = tenant.customer("Others").path("id").asString();
        tenant.invoice(own, 10_000, "2026-01-10", "2026-02-09");
        tenant.invoice(others, 5_000, "2026-01-10", "2026-02-09");

        var file = tenant.contact(own).with("Accept", "text/csv").get("/v1/invoices");

        assertThat(file.text()).contains(own).doesNotContain(others);
    }

    private static List<String> csv(TestTenant tenant, String path) {
        var answer = tenant.program().with("Accept", "text/csv").get(path);
        assertThat(answer.status()).as(path + answer.text()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith("text/csv");
        assertThat(answer.header("Content-Disposition")).contains("attachment").contains(".csv");
        return answer.text().lines().toList();
    }

    private static List<Row> workbook(TestTenant tenant, String path) throws IOException {
        var answer = tenant.program().with("Accept", XLSX).file(path);
        assertThat(answer.headers().firstValue("Content-Type")).contains(XLSX);
        try (var book = new ReadableWorkbook(new ByteArrayInputStream(answer.body()))) {
            return book.getFirstSheet().read();
        }
    }
}

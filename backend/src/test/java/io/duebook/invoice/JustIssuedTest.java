package io.duebook.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.scenario.Api;
import io.duebook.scenario.BackendTest;
import io.duebook.scenario.TestTenant;
import io.duebook.scenario.TestTenants;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** The answer to issuing is not read from the database: it must say what reading says a moment later. */
@BackendTest
class JustIssuedTest {

    private static final long SEED = 171;
    private static final int INVOICES = 120;

    @Autowired
    private TestTenants tenants;

    private final Random random = new Random(SEED);

    @Test
    void itIsAnsweredAsItIsReadAMomentLater() {
        TestTenant tenant = tenants.create();
        Api erp = tenant.program();
        erp.patch("/v1/policies", "\"1\"", Map.of("weekend_shift", "following", "terms", "net_30"))
                .expect(200);
        List<String> customers = List.of(
                tenant.customer("Acme").path("id").asString(),
                erp.post(
                                "/v1/customers",
                                Map.of("name", "Größe 大小 GmbH & \"Söhne\"", "external_id", "K-7", "terms", "eom_15"))
                        .expect(201)
                        .path("id")
                        .asString());

        for (int at = 0; at < INVOICES; at++) {
            Map<String, Object> asked = invoice(customers.get(random.nextInt(2)), at);
            JsonNode answered = erp.post("/v1/invoices", asked).expect(201);
            JsonNode read =
                    erp.get("/v1/invoices/" + answered.path("id").asString()).expect(200);
            assertThat(answered).as("%s", asked).isEqualTo(read);
        }
    }

    @Test
    void whatIsSettledInTheSameMomentIsAnsweredAsSettled() {
        TestTenant tenant = tenants.create();
        Api erp = tenant.program();
        erp.patch("/v1/policies", "\"1\"", Map.of("apply_credits", true)).expect(200);
        String customer = tenant.customer("Acme").path("id").asString();
        tenant.payment(customer, 2_000, "2026-01-05", "none");

        JsonNode answered = erp.post(
                        "/v1/invoices",
                        Map.of(
                                "customer",
                                customer,
                                "currency",
                                "EUR",
                                "terms",
                                "net_30",
                                "lines",
                                List.of(Map.of(
                                        "description", "Maintenance",
                                        "quantity", "1",
                                        "unit_amount", 5_000,
                                        "tax_rate", "0")),
                                "issue",
                                true))
                .expect(201);

        assertThat(answered.path("open").asLong()).isEqualTo(3_000);
        assertThat(answered)
                .isEqualTo(erp.get("/v1/invoices/" + answered.path("id").asString())
                        .expect(200));
    }

    private Map<String, Object> invoice(String customer, int number) {
        String currency = pick("EUR", "JPY", "KWD");
        boolean opening = random.nextInt(8) == 0;
        var invoice = new HashMap<String, Object>(Map.of("customer", customer, "currency", currency, "issue", true));
        var lines = new ArrayList<Map<String, Object>>();
        for (int at = random.nextInt(3); at >= 0; at--) {
            lines.add(line(currency, random.nextInt(5) == 0 ? 0 : 1 + random.nextInt(100_000), opening ? "0" : rate()));
        }
        invoice.put("lines", lines);
        if (opening) {
            invoice.put("opening", true);
        }
        LocalDate issued = LocalDate.of(2026, 1, 1).plusDays(random.nextInt(200));
        if (random.nextInt(4) > 0) {
            invoice.put("issue_date", issued);
        }
        due(invoice, issued);
        maybe(invoice, "number", "R-" + number);
        maybe(invoice, "external_id", "X-" + number);
        maybe(invoice, "reference", pick("Order of March", "PO-7"));
        maybe(invoice, "purchase_order", pick("PO-7", "PO-8"));
        maybe(invoice, "delivery_note", "DN-1");
        maybe(invoice, "contract", "C-2026");
        maybe(invoice, "salesperson", "Kim 金");
        maybe(invoice, "metadata", Map.of("region", "north", "a", "b", "成本中心", "4711"));
        maybe(
                invoice,
                "tax_documents",
                List.of(
                        Map.of("kind", "other", "state", pick("requested", "reversed"), "number", "T-1"),
                        Map.of("kind", "other", "state", "issued", "number", "T-2", "issued_on", "2026-02-03")));
        return invoice;
    }

    /** By its day, by terms with and without a discount, or by the usual ones. */
    private void due(Map<String, Object> invoice, LocalDate issued) {
        switch (random.nextInt(4)) {
            case 0 -> invoice.put("due_date", "2027-0" + (1 + random.nextInt(9)) + "-15");
            case 1 -> invoice.put("terms", pick("net_0", "net_14", "eom_30"));
            case 2 ->
                invoice.put(
                        "terms",
                        Map.of("net", 30, "discount_percent", pick("2", "2.50", "0.125"), "discount_days", 10));
            default -> {
                if (random.nextBoolean()) {
                    invoice.put("lines", List.of(line("three parts", 100_000, "0")));
                    invoice.put("issue_date", issued);
                    invoice.put(
                            "instalments",
                            List.of(
                                    Map.of("due_on", issued.plusDays(30), "percent", "50"),
                                    Map.of("due_on", issued.plusDays(60), "percent", "45"),
                                    Map.of("due_on", issued.plusYears(2), "percent", "5", "retention", true)));
                }
            }
        }
    }

    private Map<String, Object> line(String about, long unitAmount, String taxRate) {
        return Map.of(
                "description",
                "Maintenance, " + about,
                "quantity",
                pick("1", "2.50", "0.333333", "10"),
                "unit_amount",
                unitAmount,
                "tax_rate",
                taxRate);
    }

    private String rate() {
        return pick("0", "7", "19.00", "8.125");
    }

    private void maybe(Map<String, Object> invoice, String name, Object value) {
        if (random.nextInt(3) == 0) {
            invoice.put(name, value);
        }
    }

    private String pick(String... of) {
        return of[random.nextInt(of.length)];
    }
}

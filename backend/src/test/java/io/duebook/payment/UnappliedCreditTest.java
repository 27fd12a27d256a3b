package io.duebook.payment;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.scenario.Api;
import io.duebook.scenario.BackendTest;
import io.duebook.scenario.Body;
import io.duebook.scenario.Books;
import io.duebook.scenario.TestTenant;
import io.duebook.scenario.TestTenants;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** The usual way is docs/examples/unapplied-credit.md. */
@BackendTest
class UnappliedCreditTest {

    @Autowired
    private TestTenants tenants;

    private TestTenant tenant;
    private Api erp;
    private String customer;

    @BeforeEach
    void aTenantThatAppliesCredit() {
        tenant = tenants.create();
        erp = tenant.program();
        customer = tenant.customer("Acme").path("id").asString();
        erp.patch("/v1/policies", "\"1\"", "{\"apply_credits\":true}").expect(200);
    }

    @AfterEach
    void theBooksBalance() {
        Books.mustBalance(tenant.id());
    }

    @Test
    void invoicesIssuedAtTheSameTimeShareTheCreditOnce() throws Exception {
        tenant.payment(customer, 1_000, "2026-01-05", "none");
        try (var clients = Executors.newFixedThreadPool(8)) {
            var all = IntStream.range(0, 8)
                    .mapToObj(at -> clients.submit(() -> tenant.invoice(customer, 300, "2026-01-06", "2026-01-31")))
                    .toList();
            long open = 0;
            for (var invoice : all) {
                open += invoice.get().path("open").asLong();
            }
            assertThat(open).isEqualTo(8 * 300 - 1_000);
        }
    }

    /** Tolerated is what nothing could pay; and what lies there stays the customer's. */
    @Test
    void aSmallDifferenceIsNotTakenWhileOtherCreditCouldPayIt() {
        erp.patch("/v1/policies", "\"2\"", "{\"apply_credits\":false,\"tolerance\":100}")
                .expect(200);
        String invoice = tenant.invoice(customer, 10_000, "2026-01-02", "2026-01-31")
                .path("id")
                .asString();
        tenant.payment(customer, 9_950, "2026-01-05", "none");
        tenant.payment(customer, 90, "2026-01-06", "none");
        apply(erp, customer);
        JsonNode paid = erp.get("/v1/invoices/" + invoice).expect(200);
        assertThat(paid.path("open").asLong()).isZero();
        assertThat(paid.at("/settled/paid").asLong()).isEqualTo(10_000);
        JsonNode balance = erp.get("/v1/customers/" + customer + "/balance").expect(200);
        assertThat(balance.at("/balances/0/unapplied").asLong()).isEqualTo(40);

        String next = tenant.invoice(customer, 100, "2026-01-07", "2026-01-31")
                .path("id")
                .asString();
        apply(erp, customer);
        JsonNode tolerated = erp.get("/v1/invoices/" + next).expect(200);
        assertThat(tolerated.path("open").asLong())
                .as("60 is within the tolerance, and nothing could pay it")
                .isZero();
        assertThat(tolerated.at("/settled/paid").asLong()).isEqualTo(40);
    }

    @Test
    void aDraftIsSettledWhenItIsIssuedAndCreditNotesSettleToo() {
        erp.post(
                        "/v1/credit_notes",
                        Map.of(
                                "customer",
                                customer,
                                "currency",
                                "EUR",
                                "issue_date",
                                "2026-01-04",
                                "lines",
                                List.of(Map.of(
                                        "description",
                                        "Rebate",
                                        "quantity",
                                        "1",
                                        "unit_amount",
                                        100,
                                        "tax_rate",
                                        "0"))))
                .expect(201);
        JsonNode draft = erp.post(
                        "/v1/invoices",
                        Map.of(
                                "customer",
                                customer,
                                "issue_date",
                                "2026-01-06",
                                "due_date",
                                "2026-01-31",
                                "currency",
                                "EUR",
                                "lines",
                                List.of(Map.of(
                                        "description", "Work", "quantity", "1", "unit_amount", 300, "tax_rate", "0"))))
                .expect(201);
        assertThat(draft.path("state").asString()).isEqualTo("draft");

        JsonNode issued = erp.with("If-Match", "\"1\"")
                .post("/v1/invoices/" + draft.path("id").asString() + "/issue", Map.of())
                .expect(200);

        assertThat(issued.path("open").asLong()).isEqualTo(200);
        assertThat(issued.at("/allocations/0/amount").asLong()).isEqualTo(100);
    }

    @Test
    void creditOfAnotherCustomerCurrencyOrALaterDayStaysWhereItIs() {
        tenant.payment(tenant.customer("Other").path("id").asString(), 500, "2026-01-05", "none");
        tenant.payment(customer, 500, "2999-01-05", "none");
        erp.post(
                        "/v1/payments",
                        Body.payment(customer, 500, "USD")
                                .with("received_on", "2026-01-05")
                                .with("method", "cash"))
                .expect(201);

        assertThat(tenant.invoice(customer, 300, "2026-01-06", "2026-01-31")
                        .path("open")
                        .asLong())
                .isEqualTo(300);
        assertThat(apply(erp, customer).path("data")).isEmpty();
    }

    @Test
    void whatWasTakenBackCountsFromThatDayWhenItIsAppliedAgain() {
        JsonNode payment = tenant.payment(customer, 300, "2026-01-05", "none");
        JsonNode invoice = tenant.invoice(customer, 300, "2026-01-06", "2026-01-31");
        String made = erp.get("/v1/payments/" + payment.path("id").asString())
                .expect(200)
                .at("/allocations/0/id")
                .asString();
        erp.post("/v1/allocations/" + made + "/reverse", Map.of("reason", "disputed"))
                .expect(200);

        JsonNode again = apply(erp, customer).path("data");

        assertThat(again).hasSize(1);
        assertThat(again.at("/0/invoice").asString())
                .isEqualTo(invoice.path("id").asString());
    }

    @Test
    void anotherTenantsCustomerIsUnknown() {
        assertThat(tenants.create()
                        .program()
                        .post("/v1/allocations/apply_credits", Map.of("customer", customer, "currency", "EUR"))
                        .refused(422))
                .isEqualTo("unknown_reference");
    }

    private static JsonNode apply(Api who, String customer) {
        return who.post("/v1/allocations/apply_credits", Map.of("customer", customer, "currency", "EUR"))
                .expect(200);
    }
}

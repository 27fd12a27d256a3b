package io.duebook.payment;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.scenario.Api;
import io.duebook.scenario.BackendTest;
import io.duebook.scenario.Body;
import io.duebook.scenario.Books;
import io.duebook.scenario.TestTenant;
import io.duebook.scenario.TestTenants;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** What a payment settles whose payer named nothing; the rules themselves are tried in SettlementOrderTest. */
@BackendTest
class UnnamedPaymentTest {

    @Autowired
    private TestTenants tenants;

    private TestTenant tenant;
    private Api erp;
    private String customer;

    @BeforeEach
    void aTenantThatFollowsTheLaw() {
        tenant = tenants.create();
        erp = tenant.program();
        customer = tenant.customer("Acme").path("id").asString();
        erp.patch("/v1/policies", "\"1\"", """
                        {"settlement":"statutory","interest":{"rates":[{"from":"2025-01-01","percent":"9"}]}}
                        """).expect(200);
    }

    @AfterEach
    void theBooksBalance() {
        Books.mustBalance(tenant.id());
    }

    @Test
    void paymentsAtTheSameTimeClaimTheInterestOnce() throws Exception {
        // 30 days at 9 %: 740 of the first, 370 of the second.
        tenant.invoice(customer, 100_000, "2025-01-01", "2025-01-31");
        tenant.invoice(customer, 50_000, "2025-01-01", "2025-01-31");

        try (var clients = Executors.newFixedThreadPool(8)) {
            var all = IntStream.range(0, 8)
                    .mapToObj(at -> clients.submit(() -> pay(1_000, "2025-03-02")))
                    .toList();
            for (var payment : all) {
                assertThat(payment.get().path("unapplied").asLong()).isZero();
            }
        }

        JsonNode interest = erp.get("/v1/charges?kind=interest").expect(200).path("data");
        assertThat(interest.values().stream().map(claim -> claim.path("amount").asLong()))
                .containsExactlyInAnyOrder(740L, 370L);
        assertThat(interest.values().stream().map(claim -> claim.path("open").asLong()))
                .containsExactlyInAnyOrder(0L, 370L);
    }

    @Test
    void interestOfAnotherCurrencyIsNotClaimedAndWhatWasClaimedIsNotClaimedAgain() {
        tenant.invoice(customer, 100_000, "2025-01-01", "2025-01-31");
        pay(100, "2025-03-02");

        erp.post(
                        "/v1/payments",
                        Body.payment(customer, 100, "USD")
                                .with("received_on", "2025-06-01")
                                .with("method", "cash"))
                .expect(201);
        pay(100, "2025-03-02");

        assertThat(erp.get("/v1/charges?kind=interest").expect(200).path("data"))
                .hasSize(1);
    }

    @Test
    void whatThePayerNamesWinsAndNamesWrittenOffClaimsToo() {
        String gone = tenant.invoice(customer, 5_000, "2025-01-01", "2025-01-31")
                .path("id")
                .asString();
        JsonNode named = tenant.invoice(customer, 3_000, "2025-01-01", "2025-12-31");
        erp.with("If-Match", "\"1\"")
                .post("/v1/invoices/" + gone + "/write_off", Map.of("reason", "insolvent"))
                .expect(200);
        String number =
                erp.get("/v1/invoices/" + gone).expect(200).path("number").asString();

        JsonNode payment = erp.post(
                        "/v1/payments",
                        Body.payment(customer, 9_000)
                                .with(
                                        "reference",
                                        number + " " + named.path("number").asString())
                                .with("allocate", "by_reference"))
                .expect(201);

        assertThat(payment.path("allocations").values().stream()
                        .map(part -> part.path("amount").asLong()))
                .containsExactly(5_000L, 3_000L);
        assertThat(payment.path("unapplied").asLong()).isEqualTo(1_000);
        assertThat(erp.get("/v1/invoices/" + gone)
                        .expect(200)
                        .at("/settled/recovered")
                        .asLong())
                .isEqualTo(5_000);
        assertThat(erp.get("/v1/charges?kind=interest").expect(200).path("data"))
                .isEmpty();
    }

    private JsonNode pay(long amount, String receivedOn) {
        return erp.post("/v1/payments", Body.payment(customer, amount).with("received_on", receivedOn))
                .expect(201);
    }
}

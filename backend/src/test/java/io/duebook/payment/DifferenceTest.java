package io.duebook.payment;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.scenario.Api;
import io.duebook.scenario.BackendTest;
import io.duebook.scenario.Body;
import io.duebook.scenario.Books;
import io.duebook.scenario.TestTenant;
import io.duebook.scenario.TestTenants;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** The usual way is docs/examples/differences.md. */
@BackendTest
class DifferenceTest {

    @Autowired
    private TestTenants tenants;

    private TestTenant tenant;
    private Api erp;
    private String customer;

    @BeforeEach
    void aTenantThatTolerates() {
        tenant = tenants.create();
        erp = tenant.program();
        customer = tenant.customer("Acme").path("id").asString();
        erp.patch("/v1/policies", "\"1\"", "{\"tolerance\":5}").expect(200);
    }

    @AfterEach
    void theBooksBalance() {
        Books.mustBalance(tenant.id());
    }

    @Test
    void onlyOneDifferenceAPaymentIsToleratedAndNoneBesideMoneyThatCouldPayIt() {
        String first = invoice(1_000);
        String second = invoice(1_000);

        JsonNode both =
                tenant.payment(customer, 1_994, "2026-01-10", List.of(Body.part(first, 997), Body.part(second, 997)));
        assertThat(both.at("/allocations/0/rounding").asLong()).isZero();
        JsonNode rest = tenant.payment(customer, 10, "2026-01-11", List.of(Body.part(first, 1)));
        assertThat(rest.at("/allocations/0/rounding").asLong()).isZero();
        assertThat(rest.path("unapplied").asLong()).isEqualTo(9);

        JsonNode pair = tenant.payment(customer, 3, "2026-01-12", List.of(Body.part(first, 1), Body.part(second, 2)));
        assertThat(pair.path("allocations").values().stream()
                        .mapToLong(made -> made.path("rounding").asLong())
                        .sum())
                .isEqualTo(2);
        assertThat(open(first) + open(second)).isZero();
    }

    /** Otherwise a payment would be short of each of its claims by as much as is tolerated of all. */
    @Test
    void itIsNotGivenAgainToWhoAllocatesOneAfterAnother() {
        List<String> claims = List.of(invoice(1_000), invoice(1_000));
        String payment =
                tenant.payment(customer, 1_994, "2026-01-10", "none").path("id").asString();
        for (String invoice : claims) {
            JsonNode made = erp.post("/v1/allocations", Body.part(invoice, 997).with("payment", payment))
                    .expect(201);
            assertThat(made.path("rounding").asLong()).isZero();
            assertThat(open(invoice)).isEqualTo(3);
        }
    }

    @Test
    void aLittleTooMuchIsCreditWhileAnythingElseIsOwed() {
        String first = invoice(1_000);
        String second = invoice(500);
        JsonNode named = tenant.payment(customer, 1_003, "2026-01-10", List.of(Body.part(first, 1_000)));
        assertThat(named.path("unapplied").asLong()).isEqualTo(3);

        String third = invoice(700);
        String number =
                erp.get("/v1/invoices/" + third).expect(200).path("number").asString();
        JsonNode referred = erp.post(
                        "/v1/payments",
                        Body.payment(customer, 702)
                                .with("received_on", "2026-01-11")
                                .with("reference", number)
                                .with("allocate", "by_reference"))
                .expect(201);
        assertThat(referred.path("unapplied").asLong()).isEqualTo(2);

        String fourth = invoice(400);
        String later =
                tenant.payment(customer, 401, "2026-01-12", "none").path("id").asString();
        erp.post("/v1/allocations", Map.of("payment", later, "invoice", fourth, "amount", 400))
                .expect(201);
        assertThat(read(later).path("unapplied").asLong()).isEqualTo(1);

        JsonNode last = tenant.payment(customer, 501, "2026-01-13", List.of(Body.part(second, 500)));
        assertThat(last.path("unapplied").asLong()).as("nothing else is owed").isZero();
    }

    @Test
    void anAllocationByHandTakesItTooAndAPartRefundTakesItBack() {
        String invoice = invoice(1_000);
        String payment =
                tenant.payment(customer, 1_003, "2026-01-10", "none").path("id").asString();

        JsonNode made = erp.post("/v1/allocations", Map.of("payment", payment, "invoice", invoice, "amount", 1_000))
                .expect(201);
        assertThat(made.path("rounding").asLong()).isEqualTo(-3);
        assertThat(read(payment).path("unapplied").asLong()).isZero();

        erp.post(
                        "/v1/refunds",
                        Map.of(
                                "payment",
                                payment,
                                "amount",
                                100,
                                "reason",
                                "price",
                                "items",
                                List.of(Map.of("invoice", invoice, "amount", 100))))
                .expect(201);
        assertThat(open(invoice)).isEqualTo(100);
        assertThat(read(payment).path("unapplied").asLong()).isEqualTo(3);
    }

    @Test
    void aDeductionIsCutToWhatIsOpenAndRefusedWhereItCannotBeRead() {
        String invoice = invoice(1_000);
        tenant.payment(customer, 300, "2026-01-10", List.of(Body.part(invoice, 300)));

        JsonNode made = tenant.payment(
                customer,
                650,
                "2026-01-11",
                List.of(Map.of(
                        "invoice", invoice, "amount", 650, "deduction", Map.of("amount", 90, "reason", "damage"))));
        assertThat(made.at("/allocations/0/deduction").asLong()).isEqualTo(50);
        assertThat(open(invoice)).isZero();
        JsonNode late = tenant.payment(
                customer,
                10,
                "2026-01-12",
                List.of(Map.of(
                        "invoice", invoice, "amount", 10, "deduction", Map.of("amount", 1, "reason", "damage"))));
        assertThat(late.path("allocations")).isEmpty();

        for (Object wrong : List.of(
                Map.of("amount", 0, "reason", "damage"),
                Map.of("amount", 1, "reason", "Not a code"),
                Map.of("amount", 1),
                Map.of("amount", "1", "reason", "damage"),
                "damage")) {
            assertThat(erp.post(
                                    "/v1/payments",
                                    Body.payment(customer, 10)
                                            .with("received_on", "2026-01-12")
                                            .with("method", "cash")
                                            .with(
                                                    "allocate",
                                                    List.of(Map.of(
                                                            "invoice", invoice, "amount", 10, "deduction", wrong))))
                            .refused(422))
                    .isEqualTo("invalid_request");
        }
        assertThat(tenants.create().program().get("/v1/deductions").expect(200).path("data"))
                .isEmpty();
        JsonNode listed =
                erp.get("/v1/deductions?customer=" + customer).expect(200).path("data");
        assertThat(listed).hasSize(1);
        assertThat(listed.path(0).path("customer").path("id").asString()).isEqualTo(customer);
        assertThat(listed.path(0).path("customer").path("name").asString()).isNotBlank();
    }

    /** Books.mustBalance looks at every day, as known at every moment. */
    @Test
    void whateverComesAndGoesNoDayShowsLessThanNothing() {
        Random random = new Random(20260322);
        var invoices = new ArrayList<String>();
        var payments = new ArrayList<String>();
        for (int step = 0; step < 60; step++) {
            String on = LocalDate.of(2026, 1, 1).plusDays(random.nextInt(60)).toString();
            switch (random.nextInt(5)) {
                case 0 -> invoices.add(invoice(100 + random.nextInt(100)));
                case 1, 2 -> {
                    Object allocate = random.nextBoolean() || invoices.isEmpty()
                            ? "oldest_first"
                            : List.of(Map.of(
                                    "invoice",
                                    invoices.get(random.nextInt(invoices.size())),
                                    "amount",
                                    90,
                                    "deduction",
                                    Map.of("amount", 1 + random.nextInt(20), "reason", "freight")));
                    payments.add(tenant.payment(customer, 95 + random.nextInt(100), on, allocate)
                            .path("id")
                            .asString());
                }
                case 3 -> undo(random, payments);
                default ->
                    erp.post("/v1/allocations/apply_credits", Map.of("customer", customer, "currency", "EUR"))
                            .expect(200);
            }
        }
    }

    private void undo(Random random, List<String> payments) {
        if (payments.isEmpty()) {
            return;
        }
        String payment = payments.get(random.nextInt(payments.size()));
        if (random.nextBoolean()) {
            erp.post("/v1/payments/" + payment + "/reverse", Map.of("kind", "mistake", "reason", "r"));
            return;
        }
        read(payment).path("allocations").values().stream()
                .filter(made -> !made.path("reversed").asBoolean())
                .findFirst()
                .ifPresent(made -> erp.post(
                                "/v1/allocations/" + made.path("id").asString() + "/reverse", Map.of("reason", "r"))
                        .expect(200));
    }

    private String invoice(long amount) {
        return tenant.invoice(customer, amount, "2026-01-01", "2026-01-31")
                .path("id")
                .asString();
    }

    private JsonNode read(String payment) {
        return erp.get("/v1/payments/" + payment).expect(200);
    }

    private long open(String invoice) {
        return erp.get("/v1/invoices/" + invoice).expect(200).path("open").asLong();
    }
}

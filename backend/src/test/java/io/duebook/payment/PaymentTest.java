package io.duebook.payment;

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
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@BackendTest
class PaymentTest {

    @Autowired
    private TestTenants tenants;

    private TestTenant tenant;
    private Api erp;
    private String customer;

    @BeforeEach
    void aCustomer() {
        tenant = tenants.create();
        erp = tenant.program();
        customer = tenant.customer("Acme").path("id").asString();
    }

    @AfterEach
    void theBooksBalance() {
        Books.mustBalance(tenant.id());
    }

    @Test
    void settlesTheOldestFirstAndKeepsTheRestAsCredit() {
        var later = tenant.invoice(customer, 300, "2026-01-01", "2026-02-28");
        var sooner = tenant.invoice(customer, 200, "2026-01-02", "2026-01-31");

        var payment = tenant.payment(customer, 600, "2026-01-10", "oldest_first");

        assertThat(payment.path("allocations").values().stream()
                        .map(part -> part.path("invoice").asString()))
                .containsExactly(sooner.path("id").asString(), later.path("id").asString());
        assertThat(payment.path("unapplied").asLong()).isEqualTo(100);
        assertThat(state(sooner)).isEqualTo("paid");
        assertThat(state(later)).isEqualTo("paid");
    }

    @Test
    void listsThoseOfWhichSomethingSettlesNothing() {
        tenant.invoice(customer, 300, "2026-01-01", "2026-02-28");
        tenant.payment(customer, 300, "2026-01-09", "oldest_first");
        var first = tenant.payment(customer, 100, "2026-01-10", "none");
        var second = tenant.payment(customer, 200, "2026-01-11", "none");
        erp.post(
                        "/v1/payments/" + second.path("id").asString() + "/reverse",
                        Map.of("kind", "mistake", "reversed_on", "2026-01-12", "reason", "Never came"))
                .expect(200);
        var third = tenant.payment(customer, 400, "2026-01-13", "none");

        assertThat(unapplied("&limit=1")).containsExactly(third.path("id").asString());
        assertThat(unapplied(""))
                .containsExactly(third.path("id").asString(), first.path("id").asString());
        assertThat(unapplied("&received_to=2026-01-12"))
                .containsExactly(first.path("id").asString());
        assertThat(erp.get("/v1/payments?unapplied=perhaps").refused(400)).isEqualTo("invalid_parameter");
    }

    private List<String> unapplied(String besides) {
        return erp.get("/v1/payments?unapplied=true" + besides).expect(200).path("data").values().stream()
                .map(payment -> payment.path("id").asString())
                .toList();
    }

    @Test
    void chosenPartsAreCutToWhatIsOpen() {
        var invoice = tenant.invoice(customer, 300, "2026-01-01", "2026-02-28");
        String id = invoice.path("id").asString();

        var payment = tenant.payment(customer, 1000, "2026-01-10", List.of(Map.of("invoice", id, "amount", 900)));

        assertThat(payment.path("unapplied").asLong()).isEqualTo(700);
        assertThat(erp.post("/v1/payments", body(100, List.of(Map.of("invoice", id, "amount", 101))))
                        .refused(422))
                .isEqualTo("invalid_request");
    }

    @Test
    void refusesAnotherCustomersInvoiceAndAnotherCurrency() {
        String stranger = tenant.customer("Stranger").path("id").asString();
        var foreign = tenant.invoice(stranger, 300, "2026-01-01", "2026-02-28");
        var own = tenant.invoice(customer, 300, "2026-01-01", "2026-02-28");

        assertThat(erp.post(
                                "/v1/payments",
                                body(
                                        100,
                                        List.of(Map.of(
                                                "invoice", foreign.path("id").asString(), "amount", 1))))
                        .refused(422))
                .isEqualTo("customer_outside_group");
        var dollars = Body.payment(customer, 5, "USD")
                .with("received_on", "2026-01-03")
                .with("method", "cash")
                .with("allocate", List.of(Map.of("invoice", own.path("id").asString(), "amount", 5)));
        assertThat(erp.post("/v1/payments", dollars).refused(422)).isEqualTo("currency_mismatch");
        assertThat(erp.post("/v1/payments", body(0, "none")).refused(422)).isEqualTo("invalid_request");
        assertThat(erp.post("/v1/payments", body(5, "newest_first")).refused(422))
                .isEqualTo("invalid_request");
    }

    @Test
    void creditIsAllocatedAndTakenBackByHand() {
        var payment = tenant.payment(customer, 500, "2026-01-05", "none");
        var invoice = tenant.invoice(customer, 300, "2026-01-01", "2026-01-31");
        var request = Map.of(
                "payment",
                payment.path("id").asString(),
                "invoice",
                invoice.path("id").asString(),
                "amount",
                300,
                "allocated_on",
                "2026-01-20");
        var allocation = erp.post("/v1/allocations", request).expect(201);
        assertThat(allocation.path("allocated_on").asString()).isEqualTo("2026-01-20");
        assertThat(state(invoice)).isEqualTo("paid");
        assertThat(erp.post("/v1/allocations", request).refused(409)).isEqualTo("item_settled");

        String address = "/v1/allocations/" + allocation.path("id").asString();
        assertThat(erp.get(address).expect(200)).isEqualTo(allocation);
        String path = address + "/reverse";
        assertThat(erp.post(path, Map.of("reason", "x", "reversed_on", "2026-01-19"))
                        .refused(422))
                .isEqualTo("undone_before_made");
        assertThat(erp.post(path, Map.of()).refused(422)).isEqualTo("reason_required");
        assertThat(erp.post(path, Map.of("reason", "x", "reversed_on", "2999-01-01"))
                        .refused(422))
                .isEqualTo("undone_in_future");
        var undone = erp.post(path, Map.of("reason", "wrong invoice", "reversed_on", "2026-02-01"))
                .expect(200);
        assertThat(undone.path("reversed_on").asString()).isEqualTo("2026-02-01");
        assertThat(erp.get(address).expect(200)).isEqualTo(undone);
        assertThat(erp.post(path, Map.of("reason", "again")).refused(409)).isEqualTo("already_reversed");
        assertThat(state(invoice)).isEqualTo("open");

        var second = tenant.invoice(customer, 900, "2026-01-01", "2026-01-31");
        assertThat(erp.post(
                                "/v1/allocations",
                                Map.of(
                                        "payment", payment.path("id").asString(),
                                        "invoice", second.path("id").asString(),
                                        "amount", 501))
                        .refused(409))
                .isEqualTo("credit_used_up");
    }

    @Test
    void creditIsAllocatedTodayOrEarlierAndNotInTheFuture() {
        var payment = tenant.payment(customer, 500, "2026-01-05", "none");
        var invoice = tenant.invoice(customer, 300, "2026-01-01", "2026-01-31");
        var request = new HashMap<String, Object>(Map.of(
                "payment",
                payment.path("id").asString(),
                "invoice",
                invoice.path("id").asString(),
                "amount",
                100,
                "allocated_on",
                "2999-01-01"));

        assertThat(erp.post("/v1/allocations", request).refused(422)).isEqualTo("allocated_in_future");
        request.put("allocated_on", "2026-01-04");
        assertThat(erp.post("/v1/allocations", request).refused(422)).isEqualTo("allocated_too_early");
        // What begins later is allocated on its first day at the earliest, and that day may lie ahead.
        request.put(
                "invoice",
                tenant.invoice(customer, 300, "2998-01-01", "2998-01-31")
                        .path("id")
                        .asString());
        request.put("allocated_on", "2998-01-01");
        erp.post("/v1/allocations", request).expect(201);
        request.put("allocated_on", "2998-01-02");
        assertThat(erp.post("/v1/allocations", request).refused(422)).isEqualTo("allocated_in_future");
    }

    @Test
    void anUndoneAllocationCannotBeUndoneTwiceAtTheSameTime() throws Exception {
        tenant.invoice(customer, 300, "2026-01-01", "2026-01-31");
        var payment = tenant.payment(customer, 300, "2026-01-05", "oldest_first");
        String path = "/v1/allocations/"
                + payment.path("allocations").get(0).path("id").asString() + "/reverse";

        try (var clients = Executors.newFixedThreadPool(8)) {
            var answers = IntStream.range(0, 8)
                    .mapToObj(at -> clients.submit(
                            () -> erp.post(path, Map.of("reason", "race")).status()))
                    .toList();
            long done = 0;
            for (var answer : answers) {
                done += answer.get() == 200 ? 1 : 0;
            }
            assertThat(done).isEqualTo(1);
        }
    }

    @Test
    void aBackDatedPaymentNeverMakesADayNegative() {
        var invoice = tenant.invoice(customer, 100, "2026-01-01", "2026-01-31");
        var first = tenant.payment(customer, 100, "2026-03-01", "oldest_first");
        String made = first.path("allocations").get(0).path("id").asString();
        erp.post("/v1/allocations/" + made + "/reverse", Map.of("reason", "bounced", "reversed_on", "2026-04-01"))
                .expect(200);

        var second = tenant.payment(
                customer,
                100,
                "2026-02-01",
                List.of(Map.of("invoice", invoice.path("id").asString(), "amount", 100)));

        assertThat(second.path("allocations").get(0).path("allocated_on").asString())
                .isEqualTo("2026-04-01");
    }

    @Test
    void anotherTenantReachesNothing() {
        var invoice = tenant.invoice(customer, 100, "2026-01-01", "2026-01-31");
        var payment = tenant.payment(customer, 100, "2026-03-01", "oldest_first");
        Api other = tenants.create().program();

        assertThat(other.get("/v1/payments/" + payment.path("id").asString()).refused(404))
                .isEqualTo("not_found");
        String made = payment.path("allocations").get(0).path("id").asString();
        assertThat(other.post("/v1/allocations/" + made + "/reverse", Map.of("reason", "mine"))
                        .refused(404))
                .isEqualTo("not_found");
        assertThat(other.post(
                                "/v1/allocations",
                                Map.of(
                                        "payment", payment.path("id").asString(),
                                        "invoice", invoice.path("id").asString(),
                                        "amount", 1))
                        .refused(422))
                .isEqualTo("unknown_reference");
        assertThat(other.post("/v1/payments", body(100, "none")).refused(422)).isEqualTo("unknown_reference");
    }

    private String state(JsonNode invoice) {
        return erp.get("/v1/invoices/" + invoice.path("id").asString())
                .expect(200)
                .path("state")
                .asString();
    }

    private Body body(long amount, Object allocate) {
        return Body.payment(customer, amount).with("allocate", allocate);
    }
}

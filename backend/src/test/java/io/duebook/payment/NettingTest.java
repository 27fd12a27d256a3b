package io.duebook.payment;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.importing.ImportFile;
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

/** The usual way is docs/examples/netting.md. */
@BackendTest
class NettingTest {

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
    void racesWithPaymentsForTheSameClaimAndIsTakenBackOnce() throws Exception {
        String invoice = invoice(1_000);
        try (var clients = Executors.newFixedThreadPool(8)) {
            var nettings = IntStream.range(0, 8)
                    .mapToObj(at -> clients.submit(() -> at % 2 == 0
                            ? erp.post("/v1/nettings", netting(customer, invoice, 600))
                                    .status()
                            : erp.post("/v1/payments", payment(600)).status()))
                    .toList();
            for (var netting : nettings) {
                assertThat(netting.get()).isIn(201, 409);
            }
        }
        assertThat(erp.get("/v1/invoices/" + invoice).expect(200).path("open").asLong())
                .isZero();

        String other = erp.post("/v1/nettings", netting(customer, invoice(500), 500))
                .expect(201)
                .path("id")
                .asString();
        try (var clients = Executors.newFixedThreadPool(8)) {
            var answers = IntStream.range(0, 8)
                    .mapToObj(at -> clients.submit(
                            () -> erp.post("/v1/nettings/" + other + "/reverse", Map.of("reason", "race"))
                                    .status()))
                    .toList();
            long done = 0;
            for (var answer : answers) {
                done += answer.get() == 200 ? 1 : 0;
            }
            assertThat(done).isEqualTo(1);
        }
    }

    @Test
    void refusesWhatIsNotOpenNotTheirsOrNotYet() {
        String invoice = invoice(1_000);
        String stranger = tenant.customer("Stranger").path("id").asString();

        assertThat(erp.post("/v1/nettings", netting(stranger, invoice, 10)).refused(422))
                .isEqualTo("unknown_reference");
        var request = new HashMap<>(netting(customer, invoice, 10));
        request.put("currency", "USD");
        assertThat(erp.post("/v1/nettings", request).refused(422)).isEqualTo("currency_mismatch");
        request.put("currency", "EUR");
        request.put("netted_on", "2025-12-31");
        assertThat(erp.post("/v1/nettings", request).refused(422)).isEqualTo("netted_too_early");
        request.put("netted_on", "2999-01-01");
        assertThat(erp.post("/v1/nettings", request).refused(422)).isEqualTo("netted_in_future");
        request.remove("netted_on");
        request.put("items", List.of(Map.of("invoice", invoice, "amount", 1), Map.of("invoice", invoice, "amount", 1)));
        assertThat(erp.post("/v1/nettings", request).refused(422)).isEqualTo("invalid_request");
        request.remove("reason");
        assertThat(erp.post("/v1/nettings", request).refused(422)).isEqualTo("reason_required");
    }

    @Test
    void anotherTenantReachesNothing() {
        String netting = erp.post("/v1/nettings", netting(customer, invoice(1_000), 10))
                .expect(201)
                .path("id")
                .asString();
        Api other = tenants.create().program();

        assertThat(other.get("/v1/nettings/" + netting).refused(404)).isEqualTo("not_found");
        assertThat(other.post("/v1/nettings/" + netting + "/reverse", Map.of("reason", "mine"))
                        .refused(404))
                .isEqualTo("not_found");
        assertThat(other.get("/v1/nettings").expect(200).path("data")).isEmpty();
    }

    /** What the undo took back stays taken back, and the rest may be taken back by hand. */
    @Test
    void theUndoOfAnImportTakesItsPartAndLeavesTheRest() {
        erp.patch("/v1/customers/" + customer, "\"1\"", Map.of("external_id", "acme"))
                .expect(200);
        String batch = ImportFile.upload(erp, ImportFile.HEADER + "acme,Acme,OLD-1,2026-01-01,2026-01-31,100.00,,,,\n")
                .expect(201)
                .path("id")
                .asString();
        erp.post("/v1/imports/" + batch + "/commit", "").expect(200);
        String imported =
                erp.get("/v1/invoices?q=OLD-1").expect(200).at("/data/0/id").asString();
        String own = invoice(5_000);
        var request = new HashMap<>(netting(customer, imported, 10_000));
        request.put(
                "items",
                List.of(Map.of("invoice", imported, "amount", 10_000), Map.of("invoice", own, "amount", 5_000)));
        String netting =
                erp.post("/v1/nettings", request).expect(201).path("id").asString();

        erp.post("/v1/imports/" + batch + "/undo", "").expect(200);
        JsonNode rest = erp.get("/v1/nettings/" + netting).expect(200);
        assertThat(rest.path("reversed_on").isNull()).isTrue();
        assertThat(rest.path("items").valueStream().map(item -> item.path("reversed")
                        .asBoolean()))
                .containsExactlyInAnyOrder(true, false);
        assertThat(erp.get("/v1/invoices/" + own).expect(200).path("open").asLong())
                .isZero();

        erp.post("/v1/nettings/" + netting + "/reverse", Map.of("reason", "a mistake"))
                .expect(200);
        assertThat(erp.get("/v1/invoices/" + own).expect(200).path("open").asLong())
                .isEqualTo(5_000);
        assertThat(erp.post("/v1/nettings/" + netting + "/reverse", Map.of("reason", "again"))
                        .refused(409))
                .isEqualTo("already_reversed");
    }

    private String invoice(long amount) {
        return tenant.invoice(customer, amount, "2026-01-01", "2026-01-31")
                .path("id")
                .asString();
    }

    private Body payment(long amount) {
        return Body.payment(customer, amount).with("method", "cash");
    }

    private static Map<String, Object> netting(String customer, String invoice, long amount) {
        return Map.of(
                "customer",
                customer,
                "currency",
                "EUR",
                "items",
                List.of(Map.of("invoice", invoice, "amount", amount)),
                "reason",
                "Their invoice 4711");
    }
}

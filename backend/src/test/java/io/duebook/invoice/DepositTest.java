package io.duebook.invoice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.duebook.importing.ImportFile;
import io.duebook.scenario.Api;
import io.duebook.scenario.BackendTest;
import io.duebook.scenario.Body;
import io.duebook.scenario.Books;
import io.duebook.scenario.TestTenant;
import io.duebook.scenario.TestTenants;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Deposits of 119.00, 19.00 of it tax. */
@BackendTest
class DepositTest {

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
    void whatIsLeftOfItWaitsForTheNextInvoice() {
        String deposit = paid(11_900);

        assertThat(invoice(5_950, List.of(deposit)).path("open").asLong()).isZero();
        assertThat(read(deposit).path("held").asLong()).isEqualTo(5_950);
        assertThat(tax()).isEqualTo(950);
        // On the day of the invoice, though it is booked much later.
        assertThat(erp.get("/v1/journal?from=2026-03-01&to=2026-03-01").expect(200).path("data").values().stream()
                        .map(entry -> entry.path("kind").asString()))
                .contains("allocation", "deposit_tax");
        JsonNode second = invoice(11_900, List.of(deposit));

        assertThat(second.path("open").asLong()).isEqualTo(5_950);
        assertThat(read(deposit).path("state").asString()).isEqualTo("used");
        assertThat(tax()).isZero();
    }

    @Test
    void aDraftTakesItWhenItIsIssued() {
        String deposit = paid(11_900);
        var request = new HashMap<>(request(11_900, List.of(deposit)));
        request.put("issue", false);
        String draft = erp.post("/v1/invoices", request).expect(201).path("id").asString();
        assertThat(read(deposit).path("held").asLong()).isEqualTo(11_900);
        assertThat(read(deposit).path("invoices")).hasSize(1);
        assertThat(tenant.contact(customer)
                        .get("/v1/deposits/" + deposit)
                        .expect(200)
                        .path("invoices"))
                .isEmpty();

        JsonNode issued = erp.with("If-Match", "\"1\"")
                .post("/v1/invoices/" + draft + "/issue", "")
                .expect(200);

        assertThat(issued.path("state").asString()).isEqualTo("paid");
        assertThat(issued.at("/deposits/0/id").asString()).isEqualTo(deposit);
        assertThat(tax()).isZero();
    }

    @Test
    void moneyThatGoesTakesItsTaxWithItHoweverItGoes() {
        String deposit = asked();
        String payment = pay(11_900);
        keep(deposit, payment).expect(200);
        assertThat(tax()).isEqualTo(1_900);

        erp.post(
                        "/v1/payments/" + payment + "/reverse",
                        Map.of("kind", "return", "reversed_on", "2026-02-01", "reason", "Recalled"))
                .expect(200);
        await().until(() -> tax() == 0);
        assertThat(read(deposit).path("payments")).isEmpty();
        erp.post(
                        "/v1/payments/" + payment + "/reinstate",
                        Map.of("reinstated_on", "2026-02-05", "reason", "It came after all"))
                .expect(200);
        await().until(() -> tax() == 1_900);

        // By hand, naming the money: that is using it.
        String spare = tenant.invoice(customer, 5_950, "2026-01-01", "2026-01-31")
                .path("id")
                .asString();
        String allocation = erp.post("/v1/allocations", Map.of("payment", payment, "invoice", spare, "amount", 5_950))
                .expect(201)
                .path("id")
                .asString();
        await().until(() -> tax() == 950);
        erp.post("/v1/allocations/" + allocation + "/reverse", Map.of("reason", "a mistake"))
                .expect(200);
        await().until(() -> tax() == 1_900);
        erp.post("/v1/refunds", Map.of("payment", payment, "amount", 5_950, "method", "cash", "reason", "Asked for it"))
                .expect(201);
        await().until(() -> tax() == 950);
        assertThat(read(deposit).path("received").asLong()).isEqualTo(5_950);
    }

    @Test
    void whatSettledSomethingElseBeforeItWasKeptIsNoPartOfIt() {
        String invoice = tenant.invoice(customer, 10_000, "2026-02-01", "2026-02-28")
                .path("id")
                .asString();
        String deposit = asked();
        String payment = pay(11_900);
        erp.post("/v1/allocations", Map.of("payment", payment, "invoice", invoice, "amount", 10_000))
                .expect(201);

        JsonNode kept = keep(deposit, payment).expect(200);

        assertThat(kept.path("state").asString()).isEqualTo("partly_paid");
        assertThat(kept.path("received").asLong()).isEqualTo(1_900);
        assertThat(kept.path("used").asLong()).isZero();
        assertThat(tax()).isEqualTo(303);
        erp.post("/v1/refunds", Map.of("payment", payment, "amount", 1_900, "method", "cash", "reason", "Asked for it"))
                .expect(201);
        await().until(() -> tax() == 0);
        assertThat(read(deposit).path("state").asString()).isEqualTo("requested");
        voided(deposit).expect(200);
    }

    @Test
    void moneyThatComesBackForAVoidOneIsFree() {
        String deposit = asked();
        String payment = pay(11_900);
        keep(deposit, payment).expect(200);
        erp.post(
                        "/v1/payments/" + payment + "/reverse",
                        Map.of("kind", "return", "reversed_on", "2026-02-01", "reason", "Recalled"))
                .expect(200);
        voided(deposit).expect(200);
        erp.post(
                        "/v1/payments/" + payment + "/reinstate",
                        Map.of("reinstated_on", "2026-02-05", "reason", "It came after all"))
                .expect(200);
        erp.patch("/v1/policies", "\"1\"", "{\"apply_credits\":true}").expect(200);

        assertThat(tenant.invoice(customer, 5_950, "2026-03-01", "2026-03-31")
                        .path("open")
                        .asLong())
                .isZero();
        assertThat(read(deposit).path("held").asLong()).isZero();
        await().until(() -> tax() == 0);
        String other = asked();
        assertThat(keep(other, payment).expect(200).path("received").asLong()).isEqualTo(5_950);
        assertThat(tax()).isEqualTo(950);
    }

    @Test
    void aPaymentKeptForTheWrongOneIsReleasedUnlessInvoicesTookOfIt() {
        String wrong = asked();
        String right = asked();
        String payment = pay(11_900);
        keep(wrong, payment).expect(200);

        assertThat(release(wrong, payment, " ").refused(422)).isEqualTo("reason_required");
        assertThat(release(right, payment, "another").refused(422)).isEqualTo("unknown_reference");
        JsonNode released = release(wrong, payment, "another").expect(200);
        assertThat(released.path("received").asLong()).isZero();
        assertThat(released.path("payments")).isEmpty();
        assertThat(tax()).isZero();
        assertThat(release(wrong, payment, "another").refused(422)).isEqualTo("unknown_reference");
        voided(wrong).expect(200);

        keep(right, payment).expect(200);
        assertThat(tax()).isEqualTo(1_900);
        invoice(5_950, List.of(right));
        assertThat(release(right, payment, "another").refused(409)).isEqualTo("payment_used");
    }

    @Test
    void ofManyInvoicesThatTakeItAtOnceNoneTakesWhatAnotherHas() throws Exception {
        String deposit = paid(11_900);
        List<Callable<JsonNode>> all = new ArrayList<>();
        IntStream.range(0, 5).forEach(at -> all.add(() -> invoice(5_000, List.of(deposit))));

        long open;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            open = threads.invokeAll(all).stream()
                    .mapToLong(done -> done.resultNow().path("open").asLong())
                    .sum();
        }

        assertThat(open).isEqualTo(5 * 5_000 - 11_900);
        assertThat(read(deposit).path("used").asLong()).isEqualTo(11_900);
        assertThat(tax()).isZero();
    }

    @Test
    void theUndoOfAnImportKeepsWhoIsAskedForOne() {
        String batch = ImportFile.upload(erp, ImportFile.HEADER + "acme,Acme,OLD-1,2026-01-01,2026-01-31,100.00,,,,\n")
                .expect(201)
                .path("id")
                .asString();
        erp.post("/v1/imports/" + batch + "/commit", "").expect(200);
        customer = erp.get("/v1/invoices").expect(200).at("/data/0/customer/id").asString();
        String deposit = asked();

        erp.post("/v1/imports/" + batch + "/undo", "").expect(200);

        assertThat(erp.get("/v1/customers/" + customer)
                        .expect(200)
                        .path("archived_at")
                        .isNull())
                .isTrue();
        assertThat(keep(deposit, pay(11_900)).expect(200).path("held").asLong()).isEqualTo(11_900);
    }

    @Test
    void whatDoesNotFitIsRefused() {
        String deposit = asked();
        String payment = pay(11_900);
        keep(deposit, payment).expect(200);
        String other = asked();
        String stranger = tenant.customer("B").path("id").asString();

        assertThat(keep(other, payment).refused(409)).isEqualTo("payment_kept");
        assertThat(keep(
                                other,
                                tenant.payment(stranger, 100, "2026-01-02", "none")
                                        .path("id")
                                        .asString())
                        .refused(422))
                .isEqualTo("unknown_reference");
        assertThat(erp.post("/v1/invoices", with(request(100, List.of(deposit)), Map.of("customer", stranger)))
                        .refused(422))
                .isEqualTo("unknown_reference");
        assertThat(erp.post("/v1/invoices", with(request(100, List.of(deposit)), Map.of("currency", "USD")))
                        .refused(422))
                .isEqualTo("currency_mismatch");
        assertThat(voided(deposit).refused(409)).isEqualTo("deposit_has_money");
        assertThat(voided(other).expect(200).path("state").asString()).isEqualTo("void");
        assertThat(keep(other, pay(100)).refused(409)).isEqualTo("deposit_void");
        assertThat(erp.post("/v1/invoices", request(100, List.of(other))).refused(409))
                .isEqualTo("deposit_void");
        assertThat(tenant.contact(customer).get("/v1/deposits").expect(200).path("data"))
                .hasSize(2);
        assertThat(tenant.contact(stranger).get("/v1/deposits").expect(200).path("data"))
                .isEmpty();
        assertThat(tenants.create().program().get("/v1/deposits/" + deposit).status())
                .isEqualTo(404);
    }

    private String asked() {
        return erp.post(
                        "/v1/deposits",
                        Map.of(
                                "customer",
                                customer,
                                "issue_date",
                                "2026-01-01",
                                "currency",
                                "EUR",
                                "lines",
                                List.of(Map.of(
                                        "description",
                                        "A part",
                                        "quantity",
                                        "1",
                                        "unit_amount",
                                        10_000,
                                        "tax_rate",
                                        "19"))))
                .expect(201)
                .path("id")
                .asString();
    }

    private String paid(long amount) {
        String deposit = asked();
        keep(deposit, pay(amount)).expect(200);
        return deposit;
    }

    private String pay(long amount) {
        return tenant.payment(customer, amount, "2026-01-10", "none").path("id").asString();
    }

    private Api.Answer keep(String deposit, String payment) {
        return erp.post("/v1/deposits/" + deposit + "/payments", Map.of("payment", payment));
    }

    private Api.Answer release(String deposit, String payment, String reason) {
        return erp.post("/v1/deposits/" + deposit + "/release", Map.of("payment", payment, "reason", reason));
    }

    private Api.Answer voided(String deposit) {
        return erp.with("If-Match", "\"1\"").post("/v1/deposits/" + deposit + "/void", Map.of("reason", "cancelled"));
    }

    private JsonNode invoice(long amount, List<String> deposits) {
        return erp.post("/v1/invoices", request(amount, deposits)).expect(201);
    }

    private Map<String, Object> request(long amount, List<String> deposits) {
        return Body.invoice(customer, amount)
                .with("issue_date", "2026-03-01")
                .with("due_date", "2026-03-31")
                .with("deposits", deposits);
    }

    private static Map<String, Object> with(Map<String, Object> request, Map<String, Object> more) {
        var all = new HashMap<>(request);
        all.putAll(more);
        return all;
    }

    private JsonNode read(String deposit) {
        return erp.get("/v1/deposits/" + deposit).expect(200);
    }

    /** What deposit_tax holds, debit positive. */
    private long tax() {
        return erp.get("/v1/journal?limit=200").expect(200).path("data").values().stream()
                .flatMap(entry -> entry.path("lines").values().stream())
                .filter(line -> line.path("account").asString().equals("deposit_tax"))
                .mapToLong(line -> line.path("amount").asLong())
                .sum();
    }
}

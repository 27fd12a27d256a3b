package io.duebook.charge;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.platform.Ids;
import io.duebook.scenario.Api;
import io.duebook.scenario.BackendTest;
import io.duebook.scenario.Books;
import io.duebook.scenario.TestTenant;
import io.duebook.scenario.TestTenants;
import io.duebook.shared.ChargeId;
import io.duebook.shared.Currency;
import io.duebook.shared.Money;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@BackendTest
class FeeTest {

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
    void isAnItemOfItsOwnBesideTheInvoiceItIsAbout() {
        String invoice = tenant.invoice(customer, 10_000, "2025-01-01", "2025-01-31")
                .path("id")
                .asString();

        var answer = erp.post(
                "/v1/fees",
                Map.of(
                        "customer",
                        customer,
                        "invoice",
                        invoice,
                        "kind",
                        "collection_cost",
                        "amount",
                        4_000,
                        "currency",
                        "EUR",
                        "issue_date",
                        "2025-02-10",
                        "external_id",
                        "erp-7",
                        "metadata",
                        Map.of("law", "2011/7/EU")));

        JsonNode fee = answer.expect(201);
        String id = fee.path("id").asString();
        assertThat(id).startsWith("chg_");
        assertThat(answer.header("Location")).isEqualTo("/v1/charges/" + id);
        assertThat(answer.header("ETag")).isEqualTo("\"1\"");
        assertThat(fee.path("number").asString()).isEqualTo("FEE-000001");
        assertThat(fee.path("kind").asString()).isEqualTo("collection_cost");
        assertThat(fee.path("state").asString()).isEqualTo("open");
        assertThat(fee.path("invoice").asString()).isEqualTo(invoice);
        assertThat(fee.path("open").asLong()).isEqualTo(4_000);
        assertThat(fee.path("due_date").asString()).isEqualTo("2025-02-10");
        assertThat(fee.path("interest").isNull()).isTrue();
        assertThat(erp.get("/v1/charges/" + id).expect(200)).isEqualTo(fee);
        assertThat(erp.get("/v1/charges?external_id=erp-7")
                        .expect(200)
                        .at("/data/0/id")
                        .asString())
                .isEqualTo(id);
        assertThat(erp.get("/v1/charges?invoice=" + invoice).expect(200).path("data"))
                .hasSize(1);

        JsonNode journal = erp.get("/v1/journal?from=2025-02-10&to=2025-02-10").expect(200);
        assertThat(journal.at("/data/0/source").asString()).isEqualTo(id);
        assertThat(journal.at("/data/0/kind").asString()).isEqualTo("fee");
        assertThat(journal.at("/data/0/lines/0/account").asString()).startsWith("receivable:cus_");
        assertThat(journal.at("/data/0/lines/1/account").asString()).isEqualTo("fees_charged");
        JsonNode statement = erp.get(
                        "/v1/customers/" + customer + "/statement?kind=activity&from=2025-02-01&to=2025-02-28")
                .expect(200);
        assertThat(statement.at("/currencies/0/lines/0/kind").asString()).isEqualTo("fee");
        assertThat(statement.at("/currencies/0/lines/0/id").asString()).isEqualTo(id);
        assertThat(statement.at("/currencies/0/closing").asLong()).isEqualTo(14_000);
        JsonNode aging = erp.get("/v1/reports/aging?as_of=2025-02-20").expect(200);
        assertThat(aging.at("/currencies/0/buckets/1/amount").asLong()).isEqualTo(14_000);
    }

    @Test
    void payingThePrincipalLeavesItClaimable() {
        String invoice = tenant.invoice(customer, 10_000, "2025-01-01", "2025-01-31")
                .path("id")
                .asString();
        String fee = fee(4_000, "2025-02-10").path("id").asString();

        tenant.payment(customer, 10_000, "2025-02-20", List.of(Map.of("invoice", invoice, "amount", 10_000)));
        assertThat(erp.get("/v1/charges/" + fee).expect(200).path("open").asLong())
                .isEqualTo(4_000);

        JsonNode payment =
                tenant.payment(customer, 5_000, "2025-02-21", List.of(Map.of("invoice", fee, "amount", 4_500)));
        assertThat(payment.at("/allocations/0/invoice").asString()).isEqualTo(fee);
        assertThat(payment.path("unapplied").asLong()).isEqualTo(1_000);
        assertThat(erp.get("/v1/charges/" + fee).expect(200).path("state").asString())
                .isEqualTo("paid");
    }

    @Test
    void isDueTodayUnlessSaidOtherwise() {
        JsonNode fee =
                erp.post("/v1/fees", body(Map.of("due_date", "2999-01-01"))).expect(201);

        assertThat(fee.path("issue_date").asString()).isNotEqualTo("2999-01-01");
        assertThat(fee.path("due_date").asString()).isEqualTo("2999-01-01");
        assertThat(fee.path("flags")).isEmpty();
        assertThat(erp.post("/v1/fees", body(Map.of("issue_date", "2025-01-02", "due_date", "2025-01-01")))
                        .refused(422))
                .isEqualTo("invalid_request");
    }

    @Test
    void refusesWhatIsNoFee() {
        String stranger = tenant.customer("Stranger").path("id").asString();
        String foreign = tenant.invoice(stranger, 300, "2025-01-01", "2025-01-31")
                .path("id")
                .asString();

        assertThat(erp.post("/v1/fees", body(Map.of("amount", 0))).refused(422)).isEqualTo("invalid_request");
        assertThat(erp.post("/v1/fees", body(Map.of("kind", "interest"))).status())
                .isEqualTo(400);
        assertThat(erp.post("/v1/fees", body(Map.of("invoice", foreign))).refused(422))
                .isEqualTo("unknown_reference");
        assertThat(erp.post("/v1/fees", body(Map.of("invoice", "pay_0"))).refused(422))
                .isEqualTo("unknown_reference");
        assertThat(erp.post("/v1/fees", body(Map.of("currency", "XAU"))).refused(422))
                .isEqualTo("currency_not_supported");
        assertThat(erp.plainPost("/v1/fees", body(Map.of())).refused(400)).isEqualTo("idempotency_key_required");
        assertThat(fee(100, "2025-01-01").path("number").asString())
                .as("a refusal takes no number")
                .isEqualTo("FEE-000001");
    }

    @Test
    void theSecondTimeIsTheFirst() {
        Api keyed = erp.with("Idempotency-Key", "fee-1");
        var first = keyed.post("/v1/fees", body(Map.of("external_id", "x")));
        var second = keyed.post("/v1/fees", body(Map.of("external_id", "x")));

        assertThat(second.expect(201)).isEqualTo(first.expect(201));
        assertThat(second.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(erp.post("/v1/fees", body(Map.of("external_id", "x"))).refused(409))
                .isEqualTo("external_id_taken");
        assertThat(erp.get("/v1/charges?customer=" + customer).expect(200).path("data"))
                .hasSize(1);
    }

    @Test
    void isVoidedWhileNothingSettlesIt() {
        JsonNode fee = fee(4_000, "2025-02-10");
        String path = "/v1/charges/" + fee.path("id").asString() + "/void";

        assertThat(erp.post(path, Map.of("reason", "no version")).refused(428)).isEqualTo("version_required");
        assertThat(erp.with("If-Match", "\"1\"").post(path, Map.of()).refused(422))
                .isEqualTo("reason_required");
        assertThat(erp.with("If-Match", "\"2\"")
                        .post(path, Map.of("reason", "stale"))
                        .refused(412))
                .isEqualTo("version_mismatch");
        JsonNode ended = erp.with("If-Match", "\"1\"")
                .post(path, Map.of("reason", "goodwill"))
                .expect(200);
        assertThat(ended.path("state").asString()).isEqualTo("void");
        assertThat(ended.path("open").asLong()).isZero();
        assertThat(erp.with("If-Match", "\"2\"")
                        .post(path, Map.of("reason", "again"))
                        .refused(409))
                .isEqualTo("already_void");
        assertThat(balance()).isZero();
        // Its past stays: until that day it was owed.
        assertThat(erp.get("/v1/customers/" + customer + "/balance?as_of=2025-02-10")
                        .expect(200)
                        .at("/balances/0/balance")
                        .asLong())
                .isEqualTo(4_000);
    }

    @Test
    void isNotVoidedOnceSomethingSettlesIt() {
        String fee = fee(4_000, "2025-02-10").path("id").asString();
        tenant.payment(customer, 1, "2025-02-21", List.of(Map.of("invoice", fee, "amount", 1)));

        assertThat(erp.with("If-Match", "\"1\"")
                        .post("/v1/charges/" + fee + "/void", Map.of("reason", "too late"))
                        .refused(409))
                .isEqualTo("charge_has_allocations");
    }

    @Test
    void isNotVoidedWhileACreditNoteTakesItBack() {
        String fee = fee(4_000, "2025-02-10").path("id").asString();
        String note = erp.post(
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
                                        "invoice", fee,
                                        "description", "Goodwill",
                                        "quantity", "1",
                                        "unit_amount", 1_000,
                                        "tax_rate", "0"))))
                .expect(201)
                .path("id")
                .asString();
        Api first = erp.with("If-Match", "\"1\"");

        assertThat(first.post("/v1/charges/" + fee + "/void", Map.of("reason", "twice"))
                        .refused(409))
                .isEqualTo("charge_has_credit_notes");
        first.post("/v1/credit_notes/" + note + "/void", Map.of("reason", "once"))
                .expect(200);
        first.post("/v1/charges/" + fee + "/void", Map.of("reason", "once")).expect(200);
        assertThat(balance()).isZero();
    }

    @Test
    void paidOrVoidedAtTheSameTimeNeverBoth() throws Exception {
        for (int round = 0; round < 5; round++) {
            String fee = fee(100, "2025-02-10").path("id").asString();
            try (var clients = Executors.newFixedThreadPool(2)) {
                var voiding = clients.submit(() -> erp.with("If-Match", "\"1\"")
                        .post("/v1/charges/" + fee + "/void", Map.of("reason", "race"))
                        .status());
                var paying = clients.submit(() ->
                        tenant.payment(customer, 100, "2025-02-21", List.of(Map.of("invoice", fee, "amount", 100))));
                long unapplied = paying.get().path("unapplied").asLong();
                assertThat(voiding.get()).isEqualTo(unapplied == 100 ? 200 : 409);
            }
        }
    }

    @Test
    void numbersHaveNoGapsHoweverManyAreIssuedAtOnce() throws Exception {
        try (var clients = Executors.newFixedThreadPool(8)) {
            var all = IntStream.range(0, 24)
                    .mapToObj(at -> clients.submit(
                            () -> fee(100 + at, "2025-02-10").path("number").asString()))
                    .toList();
            var numbers = new java.util.TreeSet<String>();
            for (var one : all) {
                numbers.add(one.get());
            }
            assertThat(numbers).hasSize(24).contains("FEE-000001", "FEE-000024");
        }
    }

    @Test
    void belongsToOneTenantAndOneCustomer() {
        String id = fee(4_000, "2025-02-10").path("id").asString();
        String stranger = tenant.customer("Stranger").path("id").asString();
        Api other = tenants.create().program();

        assertThat(other.get("/v1/charges/" + id).refused(404)).isEqualTo("not_found");
        assertThat(other.with("If-Match", "\"1\"")
                        .post("/v1/charges/" + id + "/void", Map.of("reason", "mine"))
                        .refused(404))
                .isEqualTo("not_found");
        assertThat(other.get("/v1/charges").expect(200).path("data")).isEmpty();
        assertThat(other.post("/v1/fees", body(Map.of())).refused(422)).isEqualTo("unknown_reference");
        assertThat(tenant.contact(customer)
                        .get("/v1/charges/" + id)
                        .expect(200)
                        .path("open")
                        .asLong())
                .isEqualTo(4_000);
        assertThat(tenant.contact(stranger).get("/v1/charges/" + id).refused(404))
                .isEqualTo("not_found");
        assertThat(tenant.contact(customer).post("/v1/fees", body(Map.of())).status())
                .isEqualTo(403);
    }

    @Test
    void listsPageByPage() {
        for (int at = 0; at < 5; at++) {
            fee(100 + at, "2025-02-10");
        }

        JsonNode first = erp.get("/v1/charges?limit=3&kind=late_fee&state=open").expect(200);
        assertThat(first.path("data")).hasSize(3);
        assertThat(first.at("/data/0/number").asString()).isEqualTo("FEE-000005");
        JsonNode second = erp.get("/v1/charges?limit=3&kind=late_fee&state=open&cursor="
                        + first.path("next_cursor").asString())
                .expect(200);
        assertThat(second.path("data")).hasSize(2);
        assertThat(second.path("has_more").asBoolean()).isFalse();
        JsonNode changes = erp.get("/v1/charges?limit=2&updated_since=2020-01-01T00:00:00Z")
                .expect(200);
        assertThat(changes.at("/data/0/number").asString()).isEqualTo("FEE-000001");
        assertThat(erp.get("/v1/charges?limit=2&updated_since=2020-01-01T00:00:00Z&cursor="
                                + changes.path("next_cursor").asString())
                        .expect(200)
                        .at("/data/0/number")
                        .asString())
                .isEqualTo("FEE-000003");
    }

    @Test
    void aFeeOfAnotherCommandIsNumberedWithoutASeries(@Autowired Fees fees) {
        var fee = fees.ofReversal(
                new io.duebook.shared.CustomerId(Ids.next()),
                java.time.LocalDate.parse("2025-02-10"),
                Optional.of(new Money(350, Currency.of("EUR"))),
                Optional.empty(),
                Optional.empty());

        assertThat(fee.postings().getFirst().valueOn()).isEqualTo("2025-02-10");
        assertThat(fee.events().getFirst().type()).isEqualTo("fee.issued");
        assertThat(fee.reclaimed()).isEmpty();
        assertThat(Charge.numberWithoutSeries("FEE-", new ChargeId(Ids.next())))
                .matches("FEE-[0-9A-Z]{12}")
                .isNotEqualTo(Charge.numberWithoutSeries("FEE-", new ChargeId(Ids.next())));
    }

    private JsonNode fee(long amount, String issuedOn) {
        return erp.post("/v1/fees", body(Map.of("amount", amount, "issue_date", issuedOn)))
                .expect(201);
    }

    private Map<String, Object> body(Map<String, Object> changes) {
        var body = new HashMap<String, Object>(
                Map.of("customer", customer, "kind", "late_fee", "amount", 500, "currency", "EUR"));
        body.putAll(changes);
        return body;
    }

    private long balance() {
        return erp.get("/v1/customers/" + customer + "/balance")
                .expect(200)
                .at("/balances/0/balance")
                .asLong();
    }
}

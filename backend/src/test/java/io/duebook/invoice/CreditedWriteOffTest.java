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
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** A credit note on a claim that is off the books: it lowers the claim, and is credit only beyond it. */
@BackendTest
class CreditedWriteOffTest {

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

    @ParameterizedTest
    @ValueSource(strings = {"JPY", "EUR", "KWD"})
    void theClaimFallsAndNoCreditIsGiven(String currency) {
        String invoice = invoice(currency, 10_000, "19");
        writeOff(invoice, Map.of());

        JsonNode note = credit(currency, invoice, 4_000, "19").expect(201);

        assertThat(note.path("total").asLong()).isEqualTo(4_760);
        assertThat(note.path("unapplied").asLong()).isZero();
        assertThat(note.at("/claims/0/lowered").asLong()).isEqualTo(4_760);
        assertThat(journal("credit_note")).containsExactlyInAnyOrder("memorandum 4760", "written_off -4760");
        assertThat(settled(invoice)).isEqualTo(Map.of("credited", 4_760L, "written_off", 7_140L));
        // What is left of the relief belongs to what is left of the claim.
        pay(currency, 7_140, invoice);
        assertThat(journal("recovery")).contains("recovered -6000", "tax:19 -1140");
        assertThat(settled(invoice)).isEqualTo(Map.of("credited", 4_760L, "recovered", 7_140L));
    }

    @Test
    void onlyWhatGoesBeyondTheClaimIsCredit() {
        String invoice = invoice("EUR", 10_000, "19");
        pay("EUR", 1_900, invoice);
        writeOff(invoice, Map.of());

        JsonNode note = credit("EUR", invoice, 10_000, "19").expect(201);

        assertThat(note.at("/claims/0/lowered").asLong()).isEqualTo(10_000);
        assertThat(note.path("unapplied").asLong()).isEqualTo(1_900);
        // 100.00 of it lowers the claim, with 100.00 × 19.00 ÷ 119.00 = 15.97 of tax; the rest is given.
        assertThat(journal("credit_note"))
                .containsExactlyInAnyOrder(
                        "memorandum 10000",
                        "written_off -10000",
                        "revenue 1597",
                        "unapplied -1597",
                        "tax:19 303",
                        "unapplied -303");
        assertThat(read(invoice).path("state").asString()).isEqualTo("paid");
        assertThat(read(invoice).at("/closed_by/0").asString()).isEqualTo("credited");
    }

    @Test
    void whatIsOpenIsSettledFirst() {
        String invoice = invoice("EUR", 10_000, "19");
        writeOff(invoice, Map.of("amount", 5_000));

        JsonNode note = credit("EUR", invoice, 10_000, "19").expect(201);

        assertThat(note.at("/allocations/0/amount").asLong()).isEqualTo(6_900);
        assertThat(note.at("/claims/0/lowered").asLong()).isEqualTo(5_000);
        assertThat(note.path("unapplied").asLong()).isZero();
        assertThat(settled(invoice)).isEqualTo(Map.of("credited", 11_900L));
    }

    @Test
    void whereTheWriteOffTookNoTaxBackTheCreditNoteDoes() {
        accountant
                .patch("/v1/policies", "\"1\"", "{\"write_off\":{\"tax_relief\":false}}")
                .expect(200);
        String invoice = invoice("EUR", 10_000, "19");
        writeOff(invoice, Map.of());

        credit("EUR", invoice, 10_000, "19").expect(201);

        assertThat(journal("credit_note"))
                .containsExactlyInAnyOrder("memorandum 11900", "written_off -11900", "tax:19 1900", "bad_debt -1900");
    }

    @Test
    void whatWasCreditedAtOneRateIsNotTakenBackAgain() {
        String invoice = ofTwoRates();
        String note =
                credit("EUR", invoice, 10_000, "19").expect(201).path("id").asString();

        writeOff(invoice, Map.of("amount", 4_000));
        assertThat(journal("write_off"))
                .containsExactlyInAnyOrder("bad_debt 4000", "receivable -4000", "written_off 4000", "memorandum -4000");

        String allocation = accountant
                .get("/v1/credit_notes/" + note)
                .expect(200)
                .at("/allocations/0/id")
                .asString();
        accountant
                .post("/v1/allocations/" + allocation + "/reverse", Map.of("reason", "meant for another"))
                .expect(200);
        voided(note, 1).expect(200);
        writeOff(invoice, Map.of());
        // Of the 179.00 that are left, 179.00 × 119.00 ÷ 219.00 = 97.26 are of the rate, with 15.53 of tax.
        assertThat(journal("write_off")).contains("tax:19 1553");
    }

    @Test
    void whatWasCreditedAtTheRateOfNothingLeavesTheOtherWhole() {
        String invoice = ofTwoRates();
        credit("EUR", invoice, 10_000, "0").expect(201);

        writeOff(invoice, Map.of());

        assertThat(journal("write_off")).contains("bad_debt 10000", "tax:19 1900");
    }

    private String ofTwoRates() {
        return accountant
                .post(
                        "/v1/invoices",
                        Map.of(
                                "customer",
                                customer,
                                "currency",
                                "EUR",
                                "issue_date",
                                "2026-01-01",
                                "terms",
                                "net_30",
                                "lines",
                                List.of(
                                        Map.of(
                                                "description",
                                                "Work",
                                                "quantity",
                                                "1",
                                                "unit_amount",
                                                10_000,
                                                "tax_rate",
                                                "19"),
                                        Map.of(
                                                "description",
                                                "Stamps",
                                                "quantity",
                                                "1",
                                                "unit_amount",
                                                10_000,
                                                "tax_rate",
                                                "0")),
                                "issue",
                                true))
                .expect(201)
                .path("id")
                .asString();
    }

    @Test
    void voidedTheClaimIsWhatItWas() {
        String invoice = invoice("EUR", 10_000, "19");
        writeOff(invoice, Map.of());
        String note = credit("EUR", invoice, 4_000, "19").expect(201).path("id").asString();

        voided(note, 1).expect(200);

        assertThat(settled(invoice)).isEqualTo(Map.of("written_off", 11_900L));
        assertThat(accountant
                        .get("/v1/credit_notes/" + note)
                        .expect(200)
                        .at("/claims/0/lowered")
                        .asLong())
                .isZero();
        assertThat(voided(note, 2).refused(409)).isNotEmpty();
        pay("EUR", 11_900, invoice);
        assertThat(journal("recovery")).contains("recovered -10000", "tax:19 -1900");
    }

    @Test
    void voidedWithItsCreditItTakesBothBack() {
        String invoice = invoice("EUR", 10_000, "19");
        pay("EUR", 1_900, invoice);
        writeOff(invoice, Map.of());
        String note =
                credit("EUR", invoice, 10_000, "19").expect(201).path("id").asString();

        voided(note, 1).expect(200);

        assertThat(settled(invoice)).isEqualTo(Map.of("paid", 1_900L, "written_off", 10_000L));
        assertThat(accountant
                        .get("/v1/customers/" + customer + "/balance")
                        .expect(200)
                        .path("balances")
                        .isEmpty())
                .isTrue();
    }

    @Test
    void creditedAndRecoveredAtTheSameTimeNothingIsTakenTwice() {
        for (int round = 0; round < 8; round++) {
            String invoice = invoice("EUR", 10_000, "19");
            writeOff(invoice, Map.of());

            var note = CompletableFuture.supplyAsync(() -> credit("EUR", invoice, 10_000, "19"));
            var paid = CompletableFuture.supplyAsync(() -> pay("EUR", 11_900, invoice));

            long lowered = note.join().expect(201).at("/claims/0/lowered").asLong();
            assertThat(paid.join().path("unapplied").asLong()).isEqualTo(lowered);
            assertThat(note.join().json().path("unapplied").asLong()).isEqualTo(11_900 - lowered);
            assertThat(settled(invoice)).isEqualTo(Map.of(lowered == 0 ? "recovered" : "credited", 11_900L));
        }
    }

    private String invoice(String currency, long net, String rate) {
        return accountant
                .post(
                        "/v1/invoices",
                        Map.of(
                                "customer",
                                customer,
                                "currency",
                                currency,
                                "issue_date",
                                "2026-01-01",
                                "terms",
                                "net_30",
                                "lines",
                                List.of(Map.of(
                                        "description", "Work", "quantity", "1", "unit_amount", net, "tax_rate", rate)),
                                "issue",
                                true))
                .expect(201)
                .path("id")
                .asString();
    }

    private void writeOff(String invoice, Map<String, Object> request) {
        var all = new HashMap<String, Object>(Map.of("reason", "insolvency opened"));
        all.putAll(request);
        accountant
                .with("If-Match", "\"1\"")
                .post("/v1/invoices/" + invoice + "/write_off", all)
                .expect(200);
    }

    private Api.Answer credit(String currency, String invoice, long net, String rate) {
        return accountant.post(
                "/v1/credit_notes",
                Map.of(
                        "customer",
                        customer,
                        "currency",
                        currency,
                        "issue_date",
                        "2026-02-01",
                        "lines",
                        List.of(Map.of(
                                "invoice",
                                invoice,
                                "description",
                                "Work that was not done",
                                "quantity",
                                "1",
                                "unit_amount",
                                net,
                                "tax_rate",
                                rate))));
    }

    private Api.Answer voided(String note, int version) {
        return accountant
                .with("If-Match", "\"" + version + "\"")
                .post("/v1/credit_notes/" + note + "/void", Map.of("reason", "meant for another"));
    }

    private JsonNode pay(String currency, long amount, String invoice) {
        return accountant
                .post(
                        "/v1/payments",
                        Body.payment(customer, amount, currency)
                                .with("received_on", "2026-01-20")
                                .with("allocate", List.of(Map.of("invoice", invoice, "amount", amount))))
                .expect(201);
    }

    private JsonNode read(String invoice) {
        return accountant.get("/v1/invoices/" + invoice).expect(200);
    }

    private Map<String, Long> settled(String invoice) {
        var parts = new HashMap<String, Long>();
        read(invoice).path("settled").properties().stream()
                .filter(part -> part.getValue().asLong() != 0)
                .forEach(part -> parts.put(part.getKey(), part.getValue().asLong()));
        return parts;
    }

    private List<String> journal(String kind) {
        return accountant
                .get("/v1/journal?limit=200")
                .expect(200)
                .path("data")
                .valueStream()
                .filter(entry -> entry.path("kind").asString().equals(kind))
                .flatMap(entry -> entry.path("lines").valueStream())
                .map(line -> line.path("account").asString().replaceAll(":cus_.*", "") + " "
                        + line.path("amount").asLong())
                .toList();
    }
}

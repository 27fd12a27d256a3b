package io.duebook.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.duebook.importing.ImportFile;
import io.duebook.platform.BusinessClock;
import io.duebook.scenario.Api;
import io.duebook.scenario.AtOnce;
import io.duebook.scenario.BackendTest;
import io.duebook.scenario.Body;
import io.duebook.scenario.Books;
import io.duebook.scenario.TestBackend;
import io.duebook.scenario.TestTenant;
import io.duebook.scenario.TestTenants;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Invoices of 100.00 that are overdue since January, and offers of 60.00 for them. */
@BackendTest
class SettlementOfferTest {

    @Autowired
    private TestTenants tenants;

    @Autowired
    private BusinessClock clock;

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
    void moneyMeetsItOnceHoweverManyPaymentsComeAtOnce() throws Exception {
        String invoice = overdue();
        String offer = made(Map.of("items", List.of(invoice)));

        AtOnce.all(IntStream.range(0, 6)
                .<Callable<Integer>>mapToObj(at -> () -> pay(invoice, 1_000, "2026-02-01"))
                .toList());

        await().until(() -> state(offer).equals("met"));
        JsonNode met = read(offer);
        assertThat(met.path("paid").asLong()).isEqualTo(6_000);
        assertThat(met.path("waived").asLong()).isEqualTo(4_000);
        assertThat(met.path("met_on").asString()).isEqualTo(today().toString());
        assertThat(refused(409, Map.of("items", List.of(invoice)))).isEqualTo("item_settled");
        assertThat(withdraw(offer).refused(409)).isEqualTo("offer_ended");
    }

    @Test
    void ofTwoOffersForOneClaimAtTheSameTimeOneIsMade() throws Exception {
        String invoice = overdue();

        List<Integer> answers = AtOnce.all(IntStream.range(0, 4)
                .<Callable<Integer>>mapToObj(
                        at -> () -> erp.post("/v1/settlement_offers", offer(Map.of("items", List.of(invoice))))
                                .status())
                .toList());

        assertThat(answers).containsOnlyOnce(201).containsOnly(201, 409);
    }

    @Test
    void moneyOfALaterDayMeetsNothingAndAnExpiredOfferGivesWayToAnother() {
        String invoice = overdue();
        String first = made(Map.of("items", List.of(invoice), "expires_on", today()));
        pay(invoice, 6_000, today().plusDays(1).toString());

        String covered = overdue();
        String second = made(Map.of("items", List.of(covered)));
        pay(covered, 6_000, "2026-02-01");
        await().until(() -> state(second).equals("met"));

        assertThat(read(first).path("paid").asLong()).isZero();
        assertThat(state(first)).isEqualTo("active");
        assertThat(withdraw(first).expect(200).path("state").asString()).isEqualTo("withdrawn");
        assertThat(withdraw(first).refused(409)).isEqualTo("offer_ended");
        made(Map.of("items", List.of(invoice), "amount", 3_000));
    }

    @Test
    void aPromiseMeetsItOnlyWhenItIsMoneyInTime() {
        String late = overdue();
        String early = overdue();
        String open = made(Map.of("items", List.of(late), "expires_on", today()));
        String met = made(Map.of("items", List.of(early)));
        promise(late, today().plusDays(1));
        promise(early, LocalDate.of(2026, 3, 1));

        await().until(() -> state(met).equals("met"));
        assertThat(read(open).path("paid").asLong()).isZero();
        assertThat(state(open)).isEqualTo("active");
        assertThat(withdraw(open).expect(200).path("state").asString())
                .as("looked at again")
                .isEqualTo("withdrawn");
    }

    @Test
    void whatIsOwedAgainBesidesStaysOwed() {
        String invoice = overdue();
        String old = tenant.payment(customer, 3_000, "2026-02-01", List.of(Map.of("invoice", invoice, "amount", 3_000)))
                .path("id")
                .asString();
        // 70.00 are left, and 60.00 offered for them: at most 10.00 is given up.
        String offer = made(Map.of("items", List.of(invoice)));
        reverse(old, "2026-02-05");
        pay(invoice, 6_000, "2026-03-01");

        await().until(() -> state(offer).equals("met"));
        assertThat(invoice(invoice).path("open").asLong()).isEqualTo(3_000);
        assertThat(invoice(invoice).at("/settled/waived").asLong()).isEqualTo(1_000);
    }

    @Test
    void oldMoneyIsAsOldOnAnotherOfItsClaims() {
        String one = overdue();
        String other = overdue();
        JsonNode old = tenant.payment(customer, 4_000, "2026-02-01", List.of(Map.of("invoice", one, "amount", 4_000)));
        String offer = made(Map.of("items", List.of(one, other), "amount", 4_000));

        erp.post(
                        "/v1/allocations/" + old.at("/allocations/0/id").asString() + "/reverse",
                        Map.of("reason", "the other one"))
                .expect(200);
        erp.post("/v1/allocations", Map.of("payment", old.path("id"), "invoice", other, "amount", 4_000))
                .expect(201);

        assertThat(read(offer).path("paid").asLong()).isZero();
        pay(one, 4_000, "2026-03-01");
        await().until(() -> state(offer).equals("met"));
        assertThat(read(offer).path("waived").asLong()).isEqualTo(12_000);
    }

    @Test
    void moneyOfAHeadOfficeIsAsOldAsItWasThere() {
        String head = tenant.customer("Head").path("id").asString();
        erp.patch("/v1/customers/" + customer, "\"1\"", Map.of("parent", head)).expect(200);
        String invoice = overdue();
        String old = tenant.payment(head, 6_000, "2026-02-01", List.of(Map.of("invoice", invoice, "amount", 6_000)))
                .path("id")
                .asString();
        String offer = made(Map.of("items", List.of(invoice), "amount", 2_000));

        // Gone and given again, it passes on anew, and is no new money.
        reverse(old, "2026-02-05");
        erp.post("/v1/payments/" + old + "/reinstate", Map.of("reinstated_on", "2026-02-07", "reason", "it came"))
                .expect(200);
        assertThat(invoice(invoice).path("open").asLong()).isEqualTo(4_000);
        assertThat(read(offer).path("paid").asLong()).isZero();

        tenant.payment(head, 2_000, "2026-02-10", List.of(Map.of("invoice", invoice, "amount", 2_000)));
        await().until(() -> state(offer).equals("met"));
        JsonNode theirs =
                tenant.contact(customer).get("/v1/settlement_offers/" + offer).expect(200);
        assertThat(theirs.path("paid").asLong())
                .isEqualTo(read(offer).path("paid").asLong())
                .isEqualTo(2_000);
    }

    @Test
    void anOfferThatWasPaidInTimeIsMetBeforeAnotherTakesItsPlace() {
        String invoice = overdue();
        String tomorrow = today().plusDays(1).toString();
        String offer = made(Map.of("items", List.of(invoice), "expires_on", tomorrow));
        pay(invoice, 6_000, tomorrow);
        try {
            ahead(Duration.ofDays(2));

            assertThat(refused(409, Map.of("items", List.of(invoice), "amount", 1_000)))
                    .isEqualTo("item_settled");
            await().until(() -> state(offer).equals("met"));
        } finally {
            ahead(Duration.ZERO);
        }
    }

    /** Where the keeper of the clock looks, and at once. */
    private void ahead(Duration ofRealTime) {
        try (var connection = TestBackend.DATABASE.superuser().getConnection();
                var update = connection.prepareStatement("update directory.business_clock set ahead_micros = ?")) {
            update.setLong(1, ofRealTime.toNanos() / 1_000);
            update.executeUpdate();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
        clock.runAhead(ofRealTime);
    }

    @Test
    void aCreditNoteLowersTheRestAndPaysNothing() {
        String invoice = overdue();
        String offer = made(Map.of("items", List.of(invoice)));
        erp.post(
                        "/v1/credit_notes",
                        Map.of(
                                "customer",
                                customer,
                                "currency",
                                "EUR",
                                "issue_date",
                                "2026-02-01",
                                "lines",
                                List.of(Map.of(
                                        "invoice", invoice,
                                        "description", "Scratch",
                                        "quantity", "1",
                                        "unit_amount", 2_500,
                                        "tax_rate", "0"))))
                .expect(201);
        pay(invoice, 5_000, "2026-03-01");
        assertThat(read(offer).path("paid").asLong()).isEqualTo(5_000);
        pay(invoice, 1_000, "2026-03-02");

        await().until(() -> state(offer).equals("met"));
        assertThat(read(offer).path("waived").asLong()).isEqualTo(1_500);
    }

    @Test
    void aClaimOffTheBooksIsRecoveredAndTheRestLeavesTheMemorandumUntilTheMoneyGoes() {
        String invoice = erp.post(
                        "/v1/invoices",
                        Map.of(
                                "customer",
                                customer,
                                "issue_date",
                                "2026-01-01",
                                "due_date",
                                "2026-01-10",
                                "currency",
                                "EUR",
                                "lines",
                                List.of(Map.of(
                                        "description",
                                        "Work",
                                        "quantity",
                                        "1",
                                        "unit_amount",
                                        10_000,
                                        "tax_rate",
                                        "19")),
                                "issue",
                                true))
                .expect(201)
                .path("id")
                .asString();
        erp.with("If-Match", "\"1\"")
                .post(
                        "/v1/invoices/" + invoice + "/write_off",
                        Map.of("written_off_on", "2026-02-01", "reason", "gone"))
                .expect(200);
        String offer = made(Map.of("items", List.of(invoice)));
        String allocation = tenant.payment(
                        customer, 6_000, "2026-03-01", List.of(Map.of("invoice", invoice, "amount", 6_000)))
                .at("/allocations/0/id")
                .asString();

        await().until(() -> state(offer).equals("met"));
        assertThat(invoice(invoice).at("/settled").toString())
                .contains("\"recovered\":6000", "\"waived\":5900", "\"written_off\":0");
        erp.post("/v1/allocations/" + allocation + "/reverse", Map.of("reason", "a mistake"))
                .expect(200);

        await().until(() -> state(offer).equals("active"));
        assertThat(invoice(invoice).at("/settled").toString())
                .contains("\"recovered\":0", "\"waived\":0", "\"written_off\":11900");
        // Other money: met again, by a waiver of its own.
        pay(invoice, 6_000, "2026-04-01");
        await().until(() -> state(offer).equals("met"));
        assertThat(read(offer).path("waived").asLong()).isEqualTo(5_900);
    }

    @Test
    void moneyOfAnotherCurrencyCountsByWhatItSettles() {
        String invoice = overdue();
        String offer = made(Map.of("items", List.of(invoice)));
        erp.post(
                        "/v1/payments",
                        Body.payment(customer, 6_600, "USD")
                                .with("received_on", "2026-02-01")
                                .with("allocate", List.of(Map.of("invoice", invoice, "amount", 6_000, "rate", "1.1"))))
                .expect(201);

        await().until(() -> state(offer).equals("met"));
        assertThat(read(offer).path("waived").asLong()).isEqualTo(4_000);
    }

    @Test
    void theUndoOfAnImportTakesItsWaiverWithIt() {
        String batch = ImportFile.upload(erp, ImportFile.HEADER + "acme,Acme,OLD-1,2026-01-01,2026-01-31,100.00,,,,\n")
                .expect(201)
                .path("id")
                .asString();
        erp.post("/v1/imports/" + batch + "/commit", "").expect(200);
        JsonNode imported = erp.get("/v1/invoices").expect(200).at("/data/0");
        customer = imported.at("/customer/id").asString();
        String own = overdue();
        String offer = made(Map.of("amount", 12_000));
        pay(imported.path("id").asString(), 9_000, "2026-02-01");
        pay(own, 3_000, "2026-02-01");
        await().until(() -> state(offer).equals("met"));

        erp.post("/v1/imports/" + batch + "/undo", "").expect(200);

        await().until(() -> state(offer).equals("active"));
        assertThat(read(offer).path("paid").asLong()).isEqualTo(3_000);
        assertThat(invoice(own).path("open").asLong()).isEqualTo(7_000);
    }

    @Test
    void aboveTheLimitItIsProposedAndTheCustomerSeesNothingBeforeASecondPersonAgrees() {
        erp.patch("/v1/policies", "\"1\"", "{\"write_off\":{\"approve_above\":3999}}")
                .expect(200);
        String invoice = overdue();
        Map<String, Object> asked = offer(Map.of("items", List.of(invoice)));
        String approval = erp.post("/v1/settlement_offers", asked)
                .expect(202)
                .path("approval")
                .asString();
        Api contact = tenant.contact(customer);

        JsonNode proposed =
                erp.get("/v1/settlement_offers?state=proposed").expect(200).at("/data/0");
        String offer = proposed.path("id").asString();
        assertThat(proposed.path("approval").asString()).isEqualTo(approval);
        assertThat(contact.get("/v1/settlement_offers").expect(200).path("data"))
                .isEmpty();
        assertThat(contact.get("/v1/settlement_offers/" + offer).status()).isEqualTo(404);
        pay(invoice, 6_000, "2026-02-01");
        assertThat(state(offer)).isEqualTo("proposed");
        assertThat(refused(409, Map.of("items", List.of(invoice)))).isEqualTo("offer_exists");

        erp.post("/v1/approvals/" + approval + "/reject", Map.of("reason", "too little"))
                .expect(200);
        assertThat(state(offer)).isEqualTo("rejected");
        String again = erp.post("/v1/settlement_offers", offer(Map.of("items", List.of(invoice), "amount", 5)))
                .expect(201)
                .path("id")
                .asString();
        assertThat(withdraw(again).expect(200).path("state").asString()).isEqualTo("withdrawn");

        String other = overdue();
        String second = erp.post("/v1/settlement_offers", offer(Map.of("items", List.of(other))))
                .expect(202)
                .path("approval")
                .asString();
        tenant.programNamed("controller")
                .post("/v1/approvals/" + second + "/approve", "")
                .expect(200);
        JsonNode seen =
                contact.get("/v1/settlement_offers?state=active").expect(200).at("/data/0");
        assertThat(seen.path("amount").asLong()).isEqualTo(6_000);
        assertThat(seen.path("reason").isNull()).isTrue();
        assertThat(seen.path("approval").isNull()).isTrue();
        assertThat(tenant.contact(tenant.customer("B").path("id").asString())
                        .get("/v1/settlement_offers/" + seen.path("id").asString())
                        .status())
                .isEqualTo(404);
    }

    /** Each part would stay below the limit, and all of them together would be given up by one person. */
    @Test
    void aDebtThatPassedInPartsIsGivenUpByTwo() {
        erp.patch("/v1/policies", "\"1\"", "{\"write_off\":{\"approve_above\":3999}}")
                .expect(200);
        String taker = tenant.customer("Taker").path("id").asString();
        String part = erp.post(
                        "/v1/transfers",
                        Map.of("to", taker, "invoice", overdue(), "amount", 1_000, "reason", "they pay for them"))
                .expect(201)
                .path("id")
                .asString();

        erp.post("/v1/settlement_offers", offer(Map.of("customer", taker, "items", List.of(part), "amount", 1)))
                .expect(202);
    }

    @Test
    void whatIsNoOfferIsRefused() {
        String invoice = overdue();
        String notDue = tenant.invoice(customer, 10_000, "2026-01-01", today().toString())
                .path("id")
                .asString();
        String others = tenant.invoice(tenant.customer("B").path("id").asString(), 100, "2026-01-01", "2026-01-02")
                .path("id")
                .asString();

        assertThat(refused(422, Map.of("items", List.of(invoice, notDue)))).isEqualTo("not_overdue");
        assertThat(refused(422, Map.of("items", List.of(others)))).isEqualTo("unknown_reference");
        assertThat(refused(422, Map.of("items", List.of(invoice, invoice)))).isEqualTo("invalid_request");
        assertThat(refused(422, Map.of("amount", 10_000))).isEqualTo("offer_not_less");
        assertThat(refused(422, Map.of("expires_on", today().minusDays(1)))).isEqualTo("expires_in_past");
        assertThat(refused(422, Map.of("currency", "USD"))).isEqualTo("nothing_overdue");
        assertThat(refused(422, Map.of("reason", " "))).isEqualTo("reason_required");
        assertThat(erp.plainPost("/v1/settlement_offers", offer(Map.of())).refused(400))
                .isEqualTo("idempotency_key_required");
    }

    private String overdue() {
        return tenant.invoice(customer, 10_000, "2026-01-01", "2026-01-10")
                .path("id")
                .asString();
    }

    private Map<String, Object> offer(Map<String, Object> more) {
        Body request = Body.settlementOffer(customer, 6_000).with(more);
        request.replaceAll((name, value) -> value instanceof LocalDate day ? day.toString() : value);
        return request;
    }

    private String made(Map<String, Object> more) {
        return erp.post("/v1/settlement_offers", offer(more))
                .expect(201)
                .path("id")
                .asString();
    }

    private String refused(int status, Map<String, Object> more) {
        return erp.post("/v1/settlement_offers", offer(more)).refused(status);
    }

    private Api.Answer withdraw(String offer) {
        return erp.post("/v1/settlement_offers/" + offer + "/withdraw", Map.of("reason", "They broke their word"));
    }

    private int pay(String invoice, long amount, String receivedOn) {
        tenant.payment(customer, amount, receivedOn, List.of(Map.of("invoice", invoice, "amount", amount)));
        return 201;
    }

    private void promise(String invoice, LocalDate maturesOn) {
        erp.made(
                "/v1/payments",
                Body.payment(customer, 6_000)
                        .with("received_on", "2026-02-01")
                        .with("method", "bill")
                        .with("bill", Body.bill("1", maturesOn.toString()))
                        .with("allocate", List.of(Body.part(invoice, 6_000))));
    }

    private void reverse(String payment, String on) {
        erp.post(
                        "/v1/payments/" + payment + "/reverse",
                        Map.of("kind", "return", "reversed_on", on, "reason", "Recalled"))
                .expect(200);
    }

    private JsonNode read(String offer) {
        return erp.get("/v1/settlement_offers/" + offer).expect(200);
    }

    private String state(String offer) {
        return read(offer).path("state").asString();
    }

    private JsonNode invoice(String id) {
        return erp.get("/v1/invoices/" + id).expect(200);
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneId.of("Europe/Berlin"));
    }
}

package io.duebook.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Debts that others take over, and credit that passes within a group. */
@BackendTest
class TransferTest {

    @Autowired
    private TestTenants tenants;

    private TestTenant tenant;
    private Api erp;
    private String debtor;
    private String taker;

    @BeforeEach
    void begin() {
        tenant = tenants.create();
        erp = tenant.program();
        debtor = tenant.customer("Debtor").path("id").asString();
        taker = tenant.customer("Taker").path("id").asString();
    }

    @AfterEach
    void booksBalance() {
        Books.mustBalance(tenant.id());
    }

    @Test
    void aDebtIsOwedByWhoTookItOverWithItsDueDateAndIsPaidThere() {
        JsonNode invoice = tenant.invoice(debtor, 1_000, "2026-01-01", "2026-01-31");
        String id = invoice.path("id").asString();
        var request = debt(id, 600);
        request.put("transferred_on", "2026-02-10");
        JsonNode made = erp.post("/v1/transfers", request).expect(201);
        String transfer = made.path("id").asString();

        assertThat(made.path("kind").asString()).isEqualTo("debt");
        assertThat(made.at("/from/name").asString()).isEqualTo("Debtor");
        assertThat(made.path("invoice").asString()).isEqualTo(id);
        assertThat(made.path("left").asLong()).isEqualTo(600);
        assertThat(balance(debtor, "2026-02-09")).isEqualTo(1_000);
        assertThat(balance(debtor, "2026-02-10")).isEqualTo(400);
        assertThat(balance(taker, "2026-02-09")).isZero();
        assertThat(balance(taker, "2026-02-10")).isEqualTo(600);
        JsonNode line = erp.get("/v1/customers/" + taker + "/statement?kind=open_item&as_of=2026-02-10")
                .expect(200)
                .at("/currencies/0/lines/0");
        assertThat(line.path("id").asString()).isEqualTo(transfer);
        assertThat(line.path("number").asString())
                .isEqualTo(invoice.path("number").asString());
        assertThat(line.path("due_date").asString()).isEqualTo("2026-01-31");
        assertThat(line.path("days_past_due").asLong()).isEqualTo(10);
        assertThat(lines(debtor)).containsExactly("invoice 1000", "debt_passed_on -600");
        assertThat(lines(taker)).containsExactly("debt_taken_over 600");
        JsonNode seen = erp.get("/v1/invoices/" + id).expect(200);
        assertThat(seen.at("/settled/transferred").asLong()).isEqualTo(600);
        assertThat(seen.at("/transfers/0/id").asString()).isEqualTo(transfer);
        assertThat(seen.at("/transfers/0/to/name").asString()).isEqualTo("Taker");
        assertThat(tenant.contact(debtor).get("/v1/invoices/" + id).text()).doesNotContain(taker);

        // Paid like any claim, and then not to be taken back until that is undone.
        String allocation = tenant.payment(
                        taker, 600, "2026-02-15", List.of(Map.of("invoice", transfer, "amount", 600)))
                .at("/allocations/0/id")
                .asString();
        assertThat(erp.get("/v1/transfers/" + transfer).expect(200).path("left").asLong())
                .isZero();
        assertThat(reverse(transfer, null).refused(409)).isEqualTo("transfer_in_use");
        erp.post("/v1/allocations/" + allocation + "/reverse", Map.of("reversed_on", "2026-02-20", "reason", "wrong"))
                .expect(200);
        assertThat(reverse(transfer, "2026-02-19").refused(422)).isEqualTo("transferred_too_early");
        assertThat(reverse(transfer, "2026-02-20").expect(200).path("standing").asLong())
                .isZero();
        assertThat(balance(debtor, "2026-02-19")).isEqualTo(400);
        assertThat(balance(debtor, "2026-02-20")).isEqualTo(1_000);
        assertThat(reverse(transfer, null).refused(409)).isEqualTo("already_reversed");
        assertThat(erp.get("/v1/invoices/" + id)
                        .expect(200)
                        .at("/transfers/0/reversed_on")
                        .asString())
                .isEqualTo("2026-02-20");
    }

    /** The discount does not pass, and is not earned on what somebody else owes now. */
    @Test
    void theDiscountIsThatOfWhatIsStillOwedHere() {
        String id = erp.made(
                "/v1/invoices",
                Body.invoice(debtor, 10_000)
                        .with("issue_date", "2026-03-01")
                        .without("due_date")
                        .with("terms", Body.earlyPayment("2")));
        var request = debt(id, 9_850);
        request.put("transferred_on", "2026-03-02");
        String transfer =
                erp.post("/v1/transfers", request).expect(201).path("id").asString();

        JsonNode cent = tenant.payment(debtor, 1, "2026-03-03", List.of(Map.of("invoice", id, "amount", 1)));
        assertThat(cent.at("/allocations/0/discount").asLong()).isZero();
        JsonNode seen = erp.get("/v1/invoices/" + id).expect(200);
        assertThat(seen.path("open").asLong()).isEqualTo(149);
        assertThat(seen.at("/discount/amount").asLong()).isEqualTo(3);
        JsonNode rest = tenant.payment(debtor, 146, "2026-03-03", List.of(Map.of("invoice", id, "amount", 146)));
        assertThat(rest.at("/allocations/0/discount").asLong()).isEqualTo(3);

        // What came back bears it again.
        reverse(transfer, "2026-03-04").expect(200);
        JsonNode all = tenant.payment(debtor, 9_653, "2026-03-05", List.of(Map.of("invoice", id, "amount", 9_653)));
        assertThat(all.at("/allocations/0/discount").asLong()).isEqualTo(197);
        assertThat(balance(debtor, null)).isZero();
    }

    /** It ends in a settlement offer like any claim, and the books call it what it is. */
    @Test
    void whatWasTakenOverIsWaivedAsTheTransferThatItIs() {
        String id = tenant.invoice(debtor, 1_000, "2026-01-01", "2026-01-31")
                .path("id")
                .asString();
        String transfer = erp.post("/v1/transfers", debt(id, 1_000))
                .expect(201)
                .path("id")
                .asString();
        String offer = offer(taker, transfer, 600);
        tenant.payment(taker, 600, "2026-02-15", List.of(Map.of("invoice", transfer, "amount", 600)));
        await().until(() -> erp.get("/v1/settlement_offers/" + offer)
                .expect(200)
                .path("state")
                .asString()
                .equals("met"));

        assertThat(erp.get("/v1/journal?limit=200").expect(200).path("data").valueStream())
                .filteredOn(entry -> entry.path("kind").asString().equals("waiver"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.path("source").asString()).isEqualTo(transfer));
        assertThat(erp.get("/v1/audit?limit=200").expect(200).path("data").valueStream())
                .extracting(event -> event.path("type").asString())
                .contains("transfer.waived");
        assertThat(balance(taker, null)).isZero();
        assertThat(reverse(transfer, null).refused(409)).isEqualTo("transfer_in_use");
    }

    /** An offer is about this customer's debt: it is withdrawn before the debt is another's, or is that no more. */
    @Test
    void whatIsOfferedForLessStaysWithWhoeverGotTheOffer() {
        String id = tenant.invoice(debtor, 1_000, "2026-01-01", "2026-01-31")
                .path("id")
                .asString();
        String ofDebtor = offer(debtor, id, 600);
        assertThat(erp.post("/v1/transfers", debt(id, 400)).refused(409)).isEqualTo("offer_exists");
        withdraw(ofDebtor);
        String transfer =
                erp.post("/v1/transfers", debt(id, 400)).expect(201).path("id").asString();

        String ofTaker = offer(taker, transfer, 300);
        assertThat(reverse(transfer, null).refused(409)).isEqualTo("offer_exists");
        assertThat(balance(taker, null)).isEqualTo(400);
        withdraw(ofTaker);
        String ofTheRest = offer(debtor, id, 500);
        assertThat(reverse(transfer, null).refused(409))
                .as("else money for what came back would meet it")
                .isEqualTo("offer_exists");
        withdraw(ofTheRest);
        reverse(transfer, null).expect(200);

        // Money met it a moment ago: then the rest is waived, and nothing is left to pass on.
        String met = offer(debtor, id, 700);
        tenant.payment(debtor, 700, "2026-02-15", List.of(Map.of("invoice", id, "amount", 700)));
        assertThat(erp.post("/v1/transfers", debt(id, 300)).refused(409)).isEqualTo("item_settled");
        await().until(() -> erp.get("/v1/settlement_offers/" + met)
                .expect(200)
                .path("state")
                .asString()
                .equals("met"));
    }

    private String offer(String customer, String claim, long amount) {
        return erp.made(
                "/v1/settlement_offers", Body.settlementOffer(customer, amount).with("items", List.of(claim)));
    }

    private void withdraw(String offer) {
        erp.post("/v1/settlement_offers/" + offer + "/withdraw", Map.of("reason", "passes on"))
                .expect(200);
    }

    /** The earliest part goes first, as money would settle it. */
    @Test
    void whatIsDueInPartsPassesInParts() {
        String id = erp.made(
                "/v1/invoices",
                Body.invoice(debtor, 1_000)
                        .without("due_date")
                        .with(
                                "instalments",
                                List.of(
                                        Map.of("due_on", "2026-02-01", "amount", 500),
                                        Map.of("due_on", "2026-03-01", "amount", 500))));
        erp.post("/v1/transfers", debt(id, 700)).expect(201);
        assertThat(dues(taker)).containsExactly("2026-02-01 500", "2026-03-01 200");
        assertThat(dues(debtor)).containsExactly("2026-03-01 300");
    }

    /** Also where nothing else is left of it: it is still kept back, by whoever owes it now. */
    @Test
    void retentionMoneyStaysRetained() {
        String id = erp.made(
                "/v1/invoices",
                Body.invoice(debtor, 1_000)
                        .without("due_date")
                        .with(
                                "instalments",
                                List.of(
                                        Map.of("due_on", "2026-02-01", "amount", 950),
                                        Map.of("due_on", "2028-01-31", "amount", 50, "retention", true))));
        String all = erp.post("/v1/transfers", debt(id, 1_000))
                .expect(201)
                .path("id")
                .asString();
        assertThat(retained()).containsExactly(all + " 50 2028-01-31");
        reverse(all, null).expect(200);
        assertThat(retained()).containsExactly(id + " 50 2028-01-31");

        erp.post("/v1/transfers", debt(id, 950)).expect(201);
        String rest =
                erp.post("/v1/transfers", debt(id, 50)).expect(201).path("id").asString();
        assertThat(retained()).containsExactly(rest + " 50 2028-01-31");
    }

    private List<String> retained() {
        return erp.get("/v1/reports/retention")
                .expect(200)
                .path("data")
                .valueStream()
                .map(part -> part.path("invoice").asString() + " "
                        + part.path("open").asLong() + " "
                        + part.path("due_date").asString())
                .toList();
    }

    @Test
    void passesOnAgainAndComesBackInTurn() {
        String third = tenant.customer("Third").path("id").asString();
        String id = tenant.invoice(debtor, 1_000, "2026-01-01", "2026-01-31")
                .path("id")
                .asString();
        String first = erp.post("/v1/transfers", debt(id, 1_000))
                .expect(201)
                .path("id")
                .asString();
        String second = erp.post("/v1/transfers", Map.of("to", third, "invoice", first, "reason", "sold"))
                .expect(201)
                .path("id")
                .asString();
        assertThat(balance(third, null)).isEqualTo(1_000);
        assertThat(balance(taker, null)).isZero();
        assertThat(reverse(first, null).refused(409)).isEqualTo("transfer_in_use");
        reverse(second, null).expect(200);
        reverse(first, null).expect(200);
        assertThat(balance(debtor, null)).isEqualTo(1_000);
    }

    @Test
    void refusesWhatIsNotThereNotOthersOrNotYet() {
        String id = tenant.invoice(debtor, 1_000, "2026-01-01", "2026-01-31")
                .path("id")
                .asString();
        assertThat(erp.post("/v1/transfers", debt(id, 1_001)).refused(409)).isEqualTo("item_settled");
        var request = debt(id, 10);
        request.put("to", debtor);
        assertThat(erp.post("/v1/transfers", request).refused(422)).isEqualTo("same_customer");
        request.put("to", tenants.create().customer("Elsewhere").path("id").asString());
        assertThat(erp.post("/v1/transfers", request).refused(422)).isEqualTo("unknown_reference");
        request.put("to", taker);
        request.put("transferred_on", "2025-12-31");
        assertThat(erp.post("/v1/transfers", request).refused(422)).isEqualTo("transferred_too_early");
        request.put("transferred_on", "2999-01-01");
        assertThat(erp.post("/v1/transfers", request).refused(422)).isEqualTo("transferred_in_future");
        request.remove("transferred_on");
        request.put(
                "payment",
                tenant.payment(debtor, 10, "2026-01-01", "none").path("id").asString());
        assertThat(erp.post("/v1/transfers", request).refused(422)).isEqualTo("invalid_request");
        request.remove("invoice");
        assertThat(erp.post("/v1/transfers", request).refused(422)).isEqualTo("customer_outside_group");
        request.remove("reason");
        assertThat(erp.post("/v1/transfers", request).refused(422)).isEqualTo("reason_required");
        Api other = tenants.create().program();
        assertThat(other.get("/v1/transfers").expect(200).path("data")).isEmpty();
    }

    @Test
    void creditPassesWithinTheGroupAndIsTheOthersToUse() {
        erp.patch("/v1/customers/" + taker, "\"1\"", Map.of("parent", debtor)).expect(200);
        String payment =
                tenant.payment(debtor, 1_000, "2026-01-10", "none").path("id").asString();
        var request = new HashMap<String, Object>(Map.of(
                "to", taker, "payment", payment, "amount", 700, "transferred_on", "2026-01-12", "reason", "theirs"));
        request.put("external_id", "T-1");
        JsonNode made = erp.post("/v1/transfers", request).expect(201);
        String transfer = made.path("id").asString();
        assertThat(made.path("kind").asString()).isEqualTo("credit");
        assertThat(balance(taker, "2026-01-11")).isZero();
        assertThat(balance(taker, "2026-01-12")).isEqualTo(-700);
        assertThat(balance(debtor, "2026-01-12")).isEqualTo(-300);
        request.put("external_id", "T-2");
        assertThat(erp.post("/v1/transfers", request).refused(409)).isEqualTo("credit_used_up");
        request.put("external_id", "T-1");
        request.put("amount", 100);
        assertThat(erp.post("/v1/transfers", request).refused(409)).isEqualTo("external_id_taken");

        String owed = tenant.invoice(taker, 500, "2026-01-01", "2026-01-31")
                .path("id")
                .asString();
        String allocation = erp.post("/v1/allocations", Map.of("transfer", transfer, "invoice", owed, "amount", 500))
                .expect(201)
                .path("id")
                .asString();
        assertThat(reverse(transfer, null).refused(409)).isEqualTo("transfer_in_use");
        // By hand it passed, and by hand it goes back.
        erp.post("/v1/allocations/" + allocation + "/reverse", Map.of("reason", "wrong"))
                .expect(200);
        assertThat(balance(taker, null)).isEqualTo(-200);

        // With the payment it goes back, and passes on again with it.
        erp.post("/v1/allocations/apply_credits", Map.of("customer", taker, "currency", "EUR"))
                .expect(200);
        erp.post("/v1/payments/" + payment + "/reverse", Map.of("kind", "return", "reason", "no funds"))
                .expect(200);
        assertThat(balance(taker, null)).isEqualTo(500);
        assertThat(balance(debtor, null)).isZero();
        erp.post("/v1/payments/" + payment + "/reinstate", Map.of("reason", "it came"))
                .expect(200);
        assertThat(balance(taker, null)).isEqualTo(-200);
        assertThat(balance(debtor, null)).isEqualTo(-300);
        assertThat(erp.get("/v1/invoices/" + owed).expect(200).path("open").asLong())
                .isZero();
        assertThat(erp.get("/v1/transfers?customer=" + taker)
                        .expect(200)
                        .path("data")
                        .size())
                .isEqualTo(2);
        assertThat(erp.with("Accept", "text/csv").file("/v1/transfers").body()).isNotEmpty();
    }

    /** Passed on and paid at the same moment: never both. */
    @Test
    void manyAtOncePassIt() throws Exception {
        String id = tenant.invoice(debtor, 1_000, "2026-01-01", "2026-01-31")
                .path("id")
                .asString();
        try (var clients = Executors.newFixedThreadPool(6)) {
            var answers = IntStream.range(0, 6)
                    .mapToObj(at -> clients.submit(() -> (at % 2 == 0
                                    ? erp.post("/v1/transfers", debt(id, 700))
                                    : erp.post(
                                            "/v1/nettings",
                                            Map.of(
                                                    "customer",
                                                    debtor,
                                                    "currency",
                                                    "EUR",
                                                    "items",
                                                    List.of(Map.of("invoice", id, "amount", 700)),
                                                    "reason",
                                                    "race")))
                            .status()))
                    .toList();
            long made = 0;
            for (var answer : answers) {
                assertThat(answer.get()).isIn(201, 409);
                made += answer.get() == 201 ? 1 : 0;
            }
            assertThat(made).isEqualTo(1);
        }
        JsonNode transfers = erp.get("/v1/transfers").expect(200).path("data");
        if (!transfers.isEmpty()) {
            String transfer = transfers.at("/0/id").asString();
            try (var clients = Executors.newFixedThreadPool(4)) {
                var answers = IntStream.range(0, 4)
                        .mapToObj(at ->
                                clients.submit(() -> reverse(transfer, null).status()))
                        .toList();
                long done = 0;
                for (var answer : answers) {
                    done += answer.get() == 200 ? 1 : 0;
                }
                assertThat(done).isEqualTo(1);
            }
        }
    }

    /** Interest is owed by whoever owed the principal on each day. */
    @Test
    void bearsInterestForWhoOwesIt() {
        String policies = erp.get("/v1/policies").header("ETag");
        erp.patch("/v1/policies", policies, "{\"interest\":{\"rates\":[{\"from\":\"2025-01-01\",\"percent\":\"10\"}]}}")
                .expect(200);
        String id = tenant.invoice(debtor, 365_000, "2026-01-01", "2026-01-31")
                .path("id")
                .asString();
        var request = debt(id, 365_000);
        request.put("transferred_on", "2026-02-10");
        String transfer =
                erp.post("/v1/transfers", request).expect(201).path("id").asString();
        // 10 days of the one, 10 days of the other, at 100 a day.
        assertThat(interest(debtor)).isEqualTo(id + " 1000");
        assertThat(interest(taker)).isEqualTo(transfer + " 1000");
    }

    private String interest(String customer) {
        JsonNode made = erp.post("/v1/interest_claims", Map.of("customer", customer, "through", "2026-02-20"))
                .expect(201)
                .at("/data/0");
        return made.path("invoice").asString() + " " + made.path("amount").asLong();
    }

    private Map<String, Object> debt(String invoice, long amount) {
        return new HashMap<>(Map.of("to", taker, "invoice", invoice, "amount", amount, "reason", "agreed with both"));
    }

    private Api.Answer reverse(String transfer, @Nullable String on) {
        return erp.post(
                "/v1/transfers/" + transfer + "/reverse",
                on == null ? Map.of("reason", "a mistake") : Map.of("reason", "a mistake", "reversed_on", on));
    }

    private long balance(String customer, @Nullable String day) {
        return erp.get("/v1/customers/" + customer + "/balance" + (day == null ? "" : "?as_of=" + day))
                .expect(200)
                .at("/balances/0/balance")
                .asLong(0);
    }

    private List<String> dues(String customer) {
        return erp.get("/v1/customers/" + customer + "/statement?kind=open_item")
                .expect(200)
                .at("/currencies/0/lines")
                .valueStream()
                .map(line -> line.path("due_date").asString() + " "
                        + line.path("open").asLong())
                .toList();
    }

    private List<String> lines(String customer) {
        return erp.get("/v1/customers/" + customer + "/statement?kind=activity&from=2026-01-01&to=2026-02-28")
                .expect(200)
                .at("/currencies/0/lines")
                .valueStream()
                .map(line ->
                        line.path("kind").asString() + " " + line.path("amount").asLong())
                .toList();
    }
}

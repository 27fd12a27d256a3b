package io.duebook.charge;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.scenario.Api;
import io.duebook.scenario.BackendTest;
import io.duebook.scenario.Books;
import io.duebook.scenario.HandWrittenBooks;
import io.duebook.scenario.TestTenant;
import io.duebook.scenario.TestTenants;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@BackendTest
class InterestClaimTest {

    @Autowired
    private TestTenants tenants;

    private TestTenant tenant;
    private Api erp;
    private String customer;

    @BeforeEach
    void aTenantThatClaimsNinePercent() {
        tenant = tenants.create();
        erp = tenant.program();
        customer = tenant.customer("Acme").path("id").asString();
        rates("floating", "2020-01-01", "9");
    }

    @AfterEach
    void theBooksBalance() {
        Books.mustBalance(tenant.id());
    }

    @Test
    void claimsWhatIsOwedAsAnItemOfItsOwn() {
        String invoice = invoice(365_000, "2025-01-31");

        JsonNode claim = claim("2025-02-10");

        assertThat(claim.path("data")).hasSize(1);
        JsonNode interest = claim.at("/data/0");
        String id = interest.path("id").asString();
        assertThat(id).startsWith("chg_");
        assertThat(interest.path("invoice").asString()).isEqualTo(invoice);
        assertThat(interest.path("number").asString()).isEqualTo("INT-000001");
        assertThat(interest.path("amount").asLong()).isEqualTo(900);
        assertThat(interest.path("issue_date").asString()).isEqualTo("2025-02-10");
        assertThat(interest.path("due_date").asString()).isEqualTo("2025-02-24");
        assertThat(interest.at("/interest/periods/0/days").asInt()).isEqualTo(10);
        assertThat(claim.path("credits")).isEmpty();

        JsonNode charge = erp.get("/v1/charges/" + id).expect(200);
        assertThat(charge.path("kind").asString()).isEqualTo("interest");
        assertThat(charge.path("open").asLong()).isEqualTo(900);
        assertThat(charge.path("interest")).isEqualTo(interest.path("interest"));
        JsonNode journal = erp.get("/v1/journal?from=2025-02-10&to=2025-02-10").expect(200);
        assertThat(journal.at("/data/0/source").asString()).isEqualTo(id);
        assertThat(journal.at("/data/0/lines/1/account").asString()).isEqualTo("interest_charged");
        JsonNode line = erp.get("/v1/customers/" + customer + "/statement?kind=activity&from=2025-02-01&to=2025-02-28")
                .expect(200)
                .at("/currencies/0/lines/0");
        assertThat(line.path("kind").asString()).isEqualTo("interest");
        assertThat(line.path("id").asString()).isEqualTo(id);
    }

    @Test
    void nothingIsClaimedTwiceOnOneDayNorByEarlierDays() {
        invoice(365_000, "2025-01-31");
        claim("2025-02-10");

        assertThat(claim("2025-02-10").path("data")).isEmpty();
        JsonNode earlier = claim("2025-02-05");
        assertThat(earlier.path("data")).isEmpty();
        assertThat(earlier.path("credits")).isEmpty();
        assertThat(claim("2025-02-20").at("/data/0/amount").asLong()).isEqualTo(900);
    }

    @Test
    void twelveMonthsBringWhatOneYearDoes() {
        invoice(123_457, "2024-12-31");
        String atOnce = tenant.customer("At once").path("id").asString();
        tenant.invoice(atOnce, 123_457, "2024-12-01", "2024-12-31");

        long sum = 0;
        for (LocalDate end = LocalDate.parse("2025-01-31");
                !end.isAfter(LocalDate.parse("2025-12-31"));
                end = end.plusMonths(1).withDayOfMonth(end.plusMonths(1).lengthOfMonth())) {
            sum += claim(end.toString()).at("/data/0/amount").asLong();
        }

        assertThat(claim(atOnce, "2025-12-31").at("/data/0/amount").asLong())
                .isEqualTo(sum)
                .isEqualTo(11_111);
    }

    @Test
    void claimsAtTheSameTimeClaimOnce() throws Exception {
        invoice(365_000, "2025-01-31");
        invoice(73_000, "2025-01-31");

        try (var clients = Executors.newFixedThreadPool(8)) {
            var all = IntStream.range(0, 8)
                    .mapToObj(at -> clients.submit(() -> claim("2025-02-10").path("data")))
                    .toList();
            int items = 0;
            for (var one : all) {
                items += one.get().size();
            }
            assertThat(items).isEqualTo(2);
        }
        assertThat(interestOwed()).isEqualTo(900 + 180);
    }

    @Test
    void aPaymentFoundLateIsCorrectedOnTheInterestThatIsStillOpen() {
        String invoice = invoice(365_000, "2025-01-31");
        String first = claim("2025-02-10").at("/data/0/id").asString();
        String second = claim("2025-02-20").at("/data/0/id").asString();
        pay(365_000, "2025-02-05", invoice);

        JsonNode claim = claim("2025-02-28");

        // Owed for five days, 450; claimed for twenty, 1,800.
        assertThat(claim.path("data")).isEmpty();
        JsonNode credit = claim.at("/credits/0");
        assertThat(credit.path("id").asString()).startsWith("chg_");
        assertThat(credit.path("invoice").asString()).isEqualTo(invoice);
        assertThat(credit.path("amount").asLong()).isEqualTo(1_350);
        assertThat(credit.path("unapplied").asLong()).isZero();
        assertThat(credit.path("issue_date").asString()).isEqualTo("2025-02-28");
        assertThat(credit.path("allocations").values().stream()
                        .map(part -> part.path("invoice").asString() + " "
                                + part.path("amount").asLong()))
                .containsExactly(second + " 900", first + " 450");
        assertThat(interestOwed()).isEqualTo(450);
        assertThat(claim("2025-02-28").path("credits")).isEmpty();
        JsonNode charge = erp.get("/v1/charges/" + credit.path("id").asString()).expect(200);
        assertThat(charge.path("kind").asString()).isEqualTo("interest_credit");
        assertThat(charge.path("state").asString()).isEqualTo("issued");
        assertThat(charge.path("unapplied").asLong()).isZero();
        JsonNode lines = erp.get("/v1/customers/" + customer + "/statement?kind=activity&from=2025-02-28&to=2025-02-28")
                .expect(200)
                .at("/currencies/0/lines");
        assertThat(lines).hasSize(1);
        assertThat(lines.path(0).path("kind").asString()).isEqualTo("interest");
        assertThat(lines.path(0).path("amount").asLong()).isEqualTo(-1_350);
        assertThat(lines.path(0).path("id").asString())
                .isEqualTo(credit.path("id").asString());
        assertThat(erp.with("If-Match", "\"1\"")
                        .post("/v1/charges/" + credit.path("id").asString() + "/void", Map.of("reason", "a credit"))
                        .refused(409))
                .isEqualTo("credit_not_voidable");
    }

    @Test
    void interestThatWasPaidComesBackAsUnappliedCredit() {
        String invoice = invoice(365_000, "2025-01-31");
        String interest = claim("2025-02-10").at("/data/0/id").asString();
        pay(600, "2025-02-11", interest);
        pay(365_000, "2025-02-05", invoice);

        JsonNode credit = claim("2025-02-20").at("/credits/0");

        assertThat(credit.path("amount").asLong()).isEqualTo(450);
        assertThat(credit.path("unapplied").asLong()).isEqualTo(150);
        assertThat(erp.get("/v1/customers/" + customer + "/balance")
                        .expect(200)
                        .at("/balances/0/unapplied")
                        .asLong())
                .isEqualTo(150);
        String next = invoice(1_000, "2025-03-31");
        JsonNode made = erp.post(
                        "/v1/allocations",
                        Map.of("charge", credit.path("id").asString(), "invoice", next, "amount", 150))
                .expect(201);
        assertThat(made.path("charge")).isEqualTo(credit.path("id"));
        assertThat(erp.get("/v1/invoices/" + next).expect(200).at("/allocations/0/charge"))
                .isEqualTo(credit.path("id"));
    }

    @Test
    void interestThatACreditNoteTookBackIsNotGivenBackAgain() {
        String invoice = invoice(365_000, "2025-01-31");
        String interest = claim("2025-02-10").at("/data/0/id").asString();
        credit(interest, 900, "named");
        pay(365_000, "2025-02-05", invoice);

        JsonNode claim = claim("2025-02-20");

        assertThat(claim.path("data")).isEmpty();
        assertThat(claim.path("credits")).isEmpty();
        assertThat(balance(customer)).isZero();
    }

    @Test
    void onlyWhatNobodyGaveBackYetIsGivenBack() {
        String invoice = invoice(365_000, "2025-01-31");
        String interest = claim("2025-02-10").at("/data/0/id").asString();
        credit(interest, 100, "named");
        erp.with("If-Match", "\"1\"")
                .post("/v1/charges/" + interest + "/waive", Map.of("amount", 50, "reason", "Agreed"))
                .expect(200);
        String voided = credit(interest, 25, "none");
        erp.with("If-Match", "\"1\"")
                .post("/v1/credit_notes/" + voided + "/void", Map.of("reason", "Not that one"))
                .expect(200);
        pay(365_000, "2025-02-05", invoice);

        // 450 too much, of which 150 are given back.
        assertThat(claim("2025-02-20").at("/credits/0/amount").asLong()).isEqualTo(300);
        assertThat(claim("2025-02-20").path("credits")).isEmpty();
        assertThat(balance(customer)).isEqualTo(450);
    }

    /** @return the credit note's id */
    private String credit(String interest, long amount, String allocate) {
        return erp.post(
                        "/v1/credit_notes",
                        Map.of(
                                "customer",
                                customer,
                                "currency",
                                "EUR",
                                "issue_date",
                                "2025-02-11",
                                "allocate",
                                allocate,
                                "lines",
                                List.of(Map.of(
                                        "invoice", interest,
                                        "description", "Interest",
                                        "quantity", "1",
                                        "unit_amount", amount,
                                        "tax_rate", "0"))))
                .expect(201)
                .path("id")
                .asString();
    }

    @Test
    void aCorrectionIsNeverDatedBeforeWhatItCorrects() {
        String invoice = invoice(365_000, "2025-01-31");
        claim("2025-02-20");
        pay(365_000, "2025-02-05", invoice);

        assertThat(claim("2025-02-10").at("/credits/0/issue_date").asString()).isEqualTo("2025-02-20");
    }

    @Test
    void moneyAllocatedLaterCountsFromTheDayItCame() {
        String invoice = invoice(365_000, "2025-01-31");
        JsonNode payment = tenant.payment(customer, 365_000, "2025-02-10", "none");
        erp.post(
                        "/v1/allocations",
                        Map.of(
                                "payment",
                                payment.path("id").asString(),
                                "invoice",
                                invoice,
                                "amount",
                                365_000,
                                "allocated_on",
                                "2025-03-31"))
                .expect(201);

        assertThat(claim("2025-04-30").at("/data/0/amount").asLong()).isEqualTo(900);
    }

    @Test
    void interestBearsNone() {
        invoice(365_000, "2025-01-31");
        erp.post(
                        "/v1/fees",
                        Map.of(
                                "customer", customer,
                                "kind", "late_fee",
                                "amount", 365_000,
                                "currency", "EUR",
                                "issue_date", "2025-01-31"))
                .expect(201);
        claim("2025-02-10");

        JsonNode later = claim("2025-06-30");

        assertThat(later.path("data")).hasSize(1);
        assertThat(later.at("/data/0/amount").asLong()).isEqualTo(150 * 90 - 900);
    }

    @Test
    void voidedInterestIsClaimedAgainAtTheRateOfThen() {
        invoice(365_000, "2025-01-31");
        String id = claim("2025-02-10").at("/data/0/id").asString();
        erp.with("If-Match", "\"1\"")
                .post("/v1/charges/" + id + "/void", Map.of("reason", "wrong rate"))
                .expect(200);
        rates("fixed_at_default", "2025-02-01", "5", "2025-02-05", "90");

        assertThat(claim("2025-02-10").at("/data/0/amount").asLong()).isEqualTo(500);
    }

    @Test
    void nothingIsClaimedOfAnInvoiceDisputedAsAWholeUntilTheDisputeEnds() {
        invoice(365_000, "2025-01-31");
        disputed(true);
        assertThat(claim("2025-02-10").path("data")).isEmpty();

        disputed(false);
        assertThat(claim("2025-02-10").at("/data/0/amount").asLong()).isEqualTo(900);
    }

    @Test
    void aDisputeHoldsTheInterestOfItsPartOnly() {
        String invoice = invoice(365_000, "2025-01-31");
        JsonNode dispute = erp.post(
                        "/v1/cases",
                        Map.of(
                                "customer",
                                customer,
                                "invoice",
                                invoice,
                                "reason",
                                "price",
                                "amount",
                                73_000,
                                "message",
                                "We agreed on another price"))
                .expect(201);
        assertThat(claim("2025-02-10").at("/data/0/amount").asLong()).isEqualTo(720);

        erp.post(
                        "/v1/cases/" + dispute.path("id").asString() + "/resolve",
                        Map.of("outcome", "rejected", "message", "The order says so"))
                .expect(200);
        assertThat(claim("2025-02-10").at("/data/0/amount").asLong()).isEqualTo(180);
    }

    @Test
    void whoPaysWhatTheyDisputedOwesItsInterest() {
        String invoice = invoice(365_000, "2025-01-31");
        erp.post(
                        "/v1/cases",
                        Map.of(
                                "customer",
                                customer,
                                "invoice",
                                invoice,
                                "reason",
                                "price",
                                "amount",
                                1,
                                "message",
                                "One cent too many"))
                .expect(201);
        pay(365_000, "2025-02-10", invoice);

        assertThat(claim("2025-02-20").at("/data/0/amount").asLong()).isEqualTo(900);
    }

    @Test
    void withoutRatesNothingIsOwed() {
        TestTenant plain = tenants.create();
        String debtor = plain.customer("Acme").path("id").asString();
        plain.invoice(debtor, 365_000, "2025-01-01", "2025-01-31");

        JsonNode claim = plain.program()
                .post("/v1/interest_claims", Map.of("customer", debtor, "through", "2025-02-10"))
                .expect(201);

        assertThat(claim.path("data")).isEmpty();
        assertThat(claim.path("credits")).isEmpty();
    }

    @Test
    void daysToComeAreNotClaimed() {
        var answer = erp.post("/v1/interest_claims", Map.of("customer", customer, "through", "2999-01-01"));

        assertThat(answer.refused(422)).isEqualTo("through_in_future");
        assertThat(answer.json().at("/errors/0/pointer").asString()).isEqualTo("/through");
        assertThat(erp.post("/v1/interest_claims", Map.of("customer", customer)).refused(422))
                .isEqualTo("invalid_request");
    }

    @Test
    void aPreviewSaysWhatAClaimWouldBringAndPostsNothing() {
        String invoice = invoice(365_000, "2025-01-31");
        String path = "/v1/interest_claims/preview?customer=" + customer + "&through=2025-02-10";

        JsonNode preview = erp.get(path).expect(200);

        assertThat(preview.at("/data/0/invoice").asString()).isEqualTo(invoice);
        assertThat(preview.at("/data/0/amount").asLong()).isEqualTo(900);
        assertThat(erp.get(path).expect(200)).isEqualTo(preview);
        assertThat(claim("2025-02-10").at("/data/0/amount").asLong()).isEqualTo(900);
        assertThat(erp.get(path).expect(200).path("data")).isEmpty();
        pay(365_000, "2025-02-05", invoice);
        assertThat(erp.get(path).expect(200).at("/credits/0/amount").asLong()).isEqualTo(450);
        assertThat(erp.get("/v1/interest_claims/preview?customer=" + customer)
                        .expect(200)
                        .path("credits"))
                .hasSize(1);
    }

    @Test
    void theSecondTimeIsTheFirst() {
        invoice(365_000, "2025-01-31");
        Api keyed = erp.with("Idempotency-Key", "interest-1");
        var body = Map.of("customer", customer, "through", "2025-02-10");

        var first = keyed.post("/v1/interest_claims", body);
        var second = keyed.post("/v1/interest_claims", body);

        assertThat(second.expect(201)).isEqualTo(first.expect(201));
        assertThat(second.header("Idempotent-Replayed")).isEqualTo("true");
    }

    @Test
    void anotherTenantClaimsNothing() {
        invoice(365_000, "2025-01-31");

        assertThat(tenants.create()
                        .program()
                        .post("/v1/interest_claims", Map.of("customer", customer, "through", "2025-02-10"))
                        .refused(422))
                .isEqualTo("unknown_reference");
        assertThat(tenant.contact(customer)
                        .post("/v1/interest_claims", Map.of("customer", customer, "through", "2025-02-10"))
                        .status())
                .isEqualTo(403);
    }

    /** Payments known late, in any order, between claims of any days: in the end what is owed is what one claim says. */
    @Test
    void whateverIsKnownWhenTheSumIsThatOfOneClaim() {
        for (long seed = 1; seed <= 4; seed++) {
            var random = new Random(seed);
            var debtors = List.of(
                    tenant.customer("Step by step").path("id").asString(),
                    tenant.customer("At once").path("id").asString());
            var invoices = new ArrayList<String>();
            for (String debtor : debtors) {
                invoices.add(tenant.invoice(debtor, 1_234_567, "2024-01-01", "2024-01-31")
                        .path("id")
                        .asString());
            }
            LocalDate last = LocalDate.parse("2024-02-01");
            for (int step = 0; step < 8; step++) {
                last = last.plusDays(random.nextInt(80));
                claim(debtors.getFirst(), last.minusDays(random.nextInt(30)).toString());
                if (random.nextBoolean()) {
                    String on = last.minusDays(random.nextInt(90)).toString();
                    long amount = 1 + random.nextInt(200_000);
                    for (int who = 0; who < 2; who++) {
                        tenant.payment(
                                debtors.get(who),
                                amount,
                                on,
                                List.of(Map.of("invoice", invoices.get(who), "amount", amount)));
                    }
                }
            }
            claim(debtors.getFirst(), last.toString());
            claim(debtors.getLast(), last.toString());

            assertThat(balance(debtors.getFirst())).as("seed " + seed).isEqualTo(balance(debtors.getLast()));
        }
    }

    private String invoice(long amount, String dueOn) {
        return tenant.invoice(customer, amount, "2024-12-01", dueOn).path("id").asString();
    }

    private void pay(long amount, String on, String claim) {
        tenant.payment(customer, amount, on, List.of(Map.of("invoice", claim, "amount", amount)));
    }

    private JsonNode claim(String through) {
        return claim(customer, through);
    }

    private JsonNode claim(String debtor, String through) {
        return erp.post("/v1/interest_claims", Map.of("customer", debtor, "through", through))
                .expect(201);
    }

    private void rates(String mode, String... daysAndPercents) {
        var rates = new ArrayList<Map<String, String>>();
        for (int at = 0; at < daysAndPercents.length; at += 2) {
            rates.add(Map.of("from", daysAndPercents[at], "percent", daysAndPercents[at + 1]));
        }
        String version = erp.get("/v1/policies").header("ETag");
        erp.patch("/v1/policies", version, Map.of("interest", Map.of("mode", mode, "rates", rates)))
                .expect(200);
    }

    private void disputed(boolean is) {
        try (var books = new HandWrittenBooks(tenant)) {
            books.run(
                    "update open_item set disputed = ? where tenant_id = ? and kind = 'invoice'",
                    is,
                    tenant.id().value());
        }
    }

    private long interestOwed() {
        return erp.get("/v1/charges?kind=interest&customer=" + customer).expect(200).path("data").values().stream()
                .mapToLong(interest -> interest.path("open").asLong())
                .sum();
    }

    private long balance(String debtor) {
        return erp.get("/v1/customers/" + debtor + "/balance")
                .expect(200)
                .at("/balances/0/balance")
                .asLong();
    }
}

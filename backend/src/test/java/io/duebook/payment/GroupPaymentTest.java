package io.duebook.payment;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.importing.ImportFile;
import io.duebook.scenario.Api;
import io.duebook.scenario.BackendTest;
import io.duebook.scenario.Body;
import io.duebook.scenario.Books;
import io.duebook.scenario.TestTenant;
import io.duebook.scenario.TestTenants;
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

/** One pays what several of a group owe; what settles others' claims comes back with what undoes it. */
@BackendTest
class GroupPaymentTest {

    @Autowired
    private TestTenants tenants;

    private TestTenant tenant;
    private Api erp;
    private String head;
    private String north;
    private String south;

    @BeforeEach
    void begin() {
        tenant = tenants.create();
        erp = tenant.program();
        head = tenant.customer("Head").path("id").asString();
        north = below("North");
        south = below("South");
    }

    @AfterEach
    void booksBalance() {
        Books.mustBalance(tenant.id());
    }

    @Test
    void settlesWhatOthersOweAndKeepsTheRest() {
        String ofNorth = invoice(north, 500);
        String ofSouth = invoice(south, 300);
        String own = invoice(head, 200);
        JsonNode payment = pay(1_100, Body.part(ofNorth, 500), Body.part(ofSouth, 300), Body.part(own, 200));
        String id = payment.path("id").asString();

        assertThat(payment.path("unapplied").asLong()).isEqualTo(100);
        assertThat(payment.path("allocations")
                        .valueStream()
                        .map(made -> made.at("/customer/name").asString("own") + " "
                                + made.path("amount").asLong()))
                .containsExactlyInAnyOrder("North 500", "South 300", "own 200");
        assertThat(balance(north)).isZero();
        assertThat(balance(south)).isZero();
        assertThat(balance(head)).isEqualTo(-100);
        assertThat(balanceOn(north, "2026-01-09")).isEqualTo(500);
        assertThat(lines(north)).containsExactly("2026-01-01 invoice 500", "2026-01-10 paid_by -500");
        assertThat(lines(head))
                .containsExactlyInAnyOrder(
                        "2026-01-01 invoice 200",
                        "2026-01-10 payment -1100",
                        "2026-01-10 paid_for 500",
                        "2026-01-10 paid_for 300");
        JsonNode paid = erp.get("/v1/invoices/" + ofNorth).expect(200);
        assertThat(paid.path("state").asString()).isEqualTo("paid");
        assertThat(paid.path("closed_by").toString()).isEqualTo("[\"paid\"]");
        assertThat(paid.at("/allocations/0/transfer").asString()).startsWith("trf_");

        // Undone by hand: the money is the payment's again, at once, and the whole of it.
        String allocation = payment.path("allocations")
                .valueStream()
                .filter(made -> made.at("/customer/name").asString("").equals("South"))
                .findFirst()
                .orElseThrow()
                .path("id")
                .asString();
        erp.post("/v1/allocations/" + allocation + "/reverse", Map.of("reversed_on", "2026-01-12", "reason", "wrong"))
                .expect(200);
        assertThat(balance(south)).isEqualTo(300);
        assertThat(balance(head)).isEqualTo(-400);
        assertThat(payment(id).path("unapplied").asLong()).isEqualTo(400);

        // Taken back by the bank, all of it comes back first; before what passed on was back, it cannot be.
        assertThat(reverse(id, "2026-01-11").refused(422)).isEqualTo("undone_before_made");
        reverse(id, "2026-01-15").expect(200);
        assertThat(balance(north)).isEqualTo(500);
        assertThat(balance(head)).isEqualTo(200);
        assertThat(balanceOn(north, "2026-01-14")).isZero();
        assertThat(open("/v1/customers/" + head + "/balance", "/balances/0/unapplied"))
                .isZero();

        erp.post("/v1/payments/" + id + "/reinstate", Map.of("reinstated_on", "2026-01-20", "reason", "it came"))
                .expect(200);
        assertThat(balance(north)).isZero();
        assertThat(balance(south)).isEqualTo(300);
        assertThat(balance(head)).isEqualTo(-400);

        // A refund takes a part out of another's claim, and the rest of it stays settled.
        JsonNode refund = erp.post(
                        "/v1/refunds",
                        Map.of(
                                "payment",
                                id,
                                "amount",
                                600,
                                "refunded_on",
                                "2026-01-25",
                                "items",
                                List.of(Map.of("invoice", ofNorth, "amount", 200)),
                                "reason",
                                "paid twice"))
                .expect(201);
        assertThat(refund.path("state").asString()).isEqualTo("succeeded");
        assertThat(balance(north)).isEqualTo(200);
        assertThat(balance(head)).isZero();
        assertThat(erp.post(
                                "/v1/refunds",
                                Map.of(
                                        "payment",
                                        id,
                                        "amount",
                                        400,
                                        "items",
                                        List.of(Map.of("invoice", ofNorth, "amount", 400)),
                                        "reason",
                                        "more than it settles"))
                        .refused(409))
                .isEqualTo("not_settled_by_credit");
    }

    @Test
    void neverLosesARaceAndTakesTheDiscountOfWhoIsPaidFor() {
        String settled = invoice(north, 500);
        tenant.payment(north, 400, "2026-01-05", List.of(Body.part(settled, 400)));
        JsonNode clamped = pay(500, Body.part(settled, 500));
        assertThat(clamped.path("unapplied").asLong()).isEqualTo(400);
        assertThat(balance(north)).isZero();

        String early = erp.made(
                "/v1/invoices", Body.invoice(south, 10_000).without("due_date").with("terms", Body.earlyPayment("2")));
        JsonNode discounted = pay(9_800, Body.part(early, 9_800));
        assertThat(discounted.at("/allocations/0/discount").asLong()).isEqualTo(200);
        assertThat(balance(south)).isZero();
        reverse(discounted.path("id").asString(), "2026-01-20").expect(200);
        assertThat(balance(south)).isEqualTo(10_000);
    }

    @Test
    void isForTheGroupOnly() {
        String stranger = tenant.customer("Stranger").path("id").asString();
        String theirs = invoice(stranger, 500);
        String ofNorth = invoice(north, 500);
        TestTenant other = tenants.create();
        String elsewhere = other.customer("Elsewhere").path("id").asString();

        assertThat(erp.post("/v1/payments", payment(head, 500, Body.part(ofNorth, 100), Body.part(theirs, 100)))
                        .expect(422)
                        .at("/errors/0/pointer")
                        .asString())
                .isEqualTo("/allocate/1/invoice");
        assertThat(erp.post("/v1/payments", payment(head, 500, Body.part(theirs, 100)))
                        .refused(422))
                .isEqualTo("customer_outside_group");
        assertThat(erp.post("/v1/payments", paidBy(north, stranger)).refused(422))
                .isEqualTo("customer_outside_group");
        assertThat(erp.post("/v1/payments", paidBy(north, elsewhere)).refused(422))
                .isEqualTo("unknown_reference");

        JsonNode paid = erp.post("/v1/payments", paidBy(north, head)).expect(201);
        assertThat(paid.path("payer").asString()).isEqualTo("Head");
        assertThat(paid.at("/paid_by/id").asString()).isEqualTo(head);
        assertThat(paid.path("unapplied").asLong()).isEqualTo(100);
        assertThat(balance(north)).isEqualTo(-100);
        assertThat(erp.post("/v1/payments", paidBy(north, "Head's bank"))
                        .expect(201)
                        .path("payer")
                        .asString())
                .isEqualTo("Head's bank");

        // Nobody of a customer reads of another: neither who paid for them, nor for whom they paid.
        pay(300, Body.part(invoice(north, 300), 300));
        Api ofNorth2 = tenant.contact(north);
        assertThat(ofNorth2.get("/v1/payments").text()).doesNotContain(head).doesNotContain("\"Head\"");
        assertThat(ofNorth2.get("/v1/customers/" + north + "/statement?kind=activity&from=2026-01-01&to=2026-02-01")
                        .text())
                .contains("paid_by")
                .doesNotContain(head);
        JsonNode seen = tenant.contact(head).get("/v1/payments").expect(200);
        assertThat(seen.toString()).doesNotContain(north);
        assertThat(seen.at("/data/0/allocations")).isEmpty();
        assertThat(seen.at("/data/0/passed_on").asLong())
                .as("all of it, and no word for whom")
                .isEqualTo(300);
    }

    /** Each pays for the other: nobody waits in a ring, and all of it is booked. */
    @Test
    void oppositePaymentsDoNotWaitForEachOther() throws Exception {
        String ofNorth = invoice(north, 10_000);
        String ofSouth = invoice(south, 10_000);
        try (var clients = Executors.newFixedThreadPool(8)) {
            var answers = IntStream.range(0, 16)
                    .mapToObj(at -> clients.submit(() -> (at % 2 == 0
                                    ? erp.post("/v1/payments", payment(north, 100, Body.part(ofSouth, 100)))
                                    : erp.post("/v1/payments", payment(south, 100, Body.part(ofNorth, 100))))
                            .status()))
                    .toList();
            for (var answer : answers) {
                assertThat(answer.get()).isEqualTo(201);
            }
        }
        assertThat(balance(north)).isEqualTo(9_200);
        assertThat(balance(south)).isEqualTo(9_200);
    }

    /** One passing for all that is paid of a customer, and what comes back is what ended. */
    @Test
    void aPartOfWhatPassedOnComesBack() {
        JsonNode payment = pay(800, Body.part(invoice(north, 500), 500), Body.part(invoice(north, 300), 300));
        String first = payment.at("/allocations/0/id").asString();
        long amount = payment.at("/allocations/0/amount").asLong();
        erp.post("/v1/allocations/" + first + "/reverse", Map.of("reason", "wrong"))
                .expect(200);

        JsonNode transfers =
                erp.get("/v1/transfers?customer=" + north).expect(200).path("data");
        assertThat(transfers.size()).isEqualTo(1);
        assertThat(transfers.at("/0/with_payment").asBoolean()).isTrue();
        assertThat(transfers.at("/0/standing").asLong()).isEqualTo(800 - amount);
        assertThat(transfers.at("/0/left").asLong()).isZero();
        assertThat(transfers.at("/0/reversed_on").isNull()).isTrue();
        assertThat(payment(payment.path("id").asString()).path("unapplied").asLong())
                .isEqualTo(amount);
        assertThat(erp.post(
                                "/v1/transfers/" + transfers.at("/0/id").asString() + "/reverse",
                                Map.of("reason", "by hand"))
                        .refused(409))
                .isEqualTo("transfer_in_use");
    }

    /** The return never was: what it settled is settled. What settled nothing is no stranger's. */
    @Test
    void toWhoLeftTheGroupOnlyPassesAgainWhatSettles() {
        String ofNorth = invoice(north, 500);
        String ofSouth = invoice(south, 200);
        String payment = pay(1_000, Body.part(ofSouth, 200)).path("id").asString();
        String byHand = erp.post(
                        "/v1/transfers",
                        Map.of("to", north, "payment", payment, "amount", 700, "reason", "theirs by agreement"))
                .expect(201)
                .path("id")
                .asString();
        erp.post("/v1/allocations", Map.of("transfer", byHand, "invoice", ofNorth, "amount", 500))
                .expect(201);
        assertThat(balance(north)).isEqualTo(-200);
        reverse(payment, null).expect(200);
        assertThat(balance(north)).isEqualTo(500);
        for (String sold : List.of(north, south)) {
            erp.patch("/v1/customers/" + sold, "\"1\"", "{\"parent\": null}").expect(200);
        }

        erp.post("/v1/payments/" + payment + "/reinstate", Map.of("reason", "the bank was wrong"))
                .expect(200);
        assertThat(balance(north)).isZero();
        assertThat(balance(south)).isZero();
        assertThat(balance(head)).isEqualTo(-300);
        JsonNode again = erp.get("/v1/transfers?customer=" + north).expect(200).at("/data/0");
        assertThat(again.path("amount").asLong()).isEqualTo(500);
        assertThat(again.path("reason").asString()).isEqualTo("theirs by agreement");

        // It comes back with what it settles: nothing of it becomes theirs.
        String allocation = erp.get("/v1/invoices/" + ofNorth)
                .expect(200)
                .path("allocations")
                .valueStream()
                .filter(made -> !made.path("reversed").asBoolean())
                .findFirst()
                .orElseThrow()
                .path("id")
                .asString();
        erp.post("/v1/allocations/" + allocation + "/reverse", Map.of("reason", "wrong"))
                .expect(200);
        assertThat(balance(north)).isEqualTo(500);
        assertThat(balance(head)).isEqualTo(-800);
    }

    /** One undoing of an allocation, however many ask, and the money is back once. */
    @Test
    void whatPassedOnComesBackOnce() throws Exception {
        JsonNode payment = pay(500, Body.part(invoice(north, 500), 500));
        String allocation = payment.at("/allocations/0/id").asString();
        try (var clients = Executors.newFixedThreadPool(4)) {
            var answers = IntStream.range(0, 4)
                    .mapToObj(at -> clients.submit(() -> (at == 0
                                    ? reverse(payment.path("id").asString(), "2026-01-20")
                                    : erp.post("/v1/allocations/" + allocation + "/reverse", Map.of("reason", "race")))
                            .status()))
                    .toList();
            for (var answer : answers) {
                assertThat(answer.get()).isIn(200, 409, 422);
            }
        }
        assertThat(balance(north)).isEqualTo(500);
    }

    @Test
    void claimedMoneyPaysForTheGroupAndIsInSuspenseAgain() {
        String receipt = erp.post(
                        "/v1/unidentified_receipts",
                        Map.of(
                                "amount", 700,
                                "currency", "EUR",
                                "received_on", "2026-01-10",
                                "method", "bank_transfer"))
                .expect(201)
                .path("id")
                .asString();
        JsonNode claimed = erp.post(
                        "/v1/unidentified_receipts/" + receipt + "/claim",
                        Map.of("customer", head, "allocate", List.of(Body.part(invoice(north, 500), 500))))
                .expect(200);
        assertThat(balance(north)).isZero();
        assertThat(balance(head)).isEqualTo(-200);
        reverse(claimed.path("id").asString(), "2026-01-20").expect(200);
        assertThat(balance(north)).isEqualTo(500);
        assertThat(balance(head)).isZero();
        assertThat(erp.get("/v1/unidentified_receipts/" + receipt)
                        .expect(200)
                        .path("state")
                        .asString())
                .isEqualTo("unclaimed");
    }

    /** Others' money on an imported claim is theirs again; imported claims that passed on are gone wherever they are. */
    @Test
    void theUndoOfAnImportReachesWhateverPassedOn() {
        erp.patch("/v1/customers/" + north, "\"1\"", Map.of("external_id", "north"))
                .expect(200);
        String batch = ImportFile.upload(
                        erp,
                        ImportFile.HEADER
                                + "north,North,OLD-1,2026-01-01,2026-01-31,100.00,,,,\n"
                                + "north,North,OLD-2,2026-01-01,2026-01-31,50.00,,,,\n")
                .expect(201)
                .path("id")
                .asString();
        erp.post("/v1/imports/" + batch + "/commit", "").expect(200);
        String paid =
                erp.get("/v1/invoices?q=OLD-1").expect(200).at("/data/0/id").asString();
        String passed =
                erp.get("/v1/invoices?q=OLD-2").expect(200).at("/data/0/id").asString();
        pay(10_000, Body.part(paid, 10_000));
        String transfer = erp.post("/v1/transfers", Map.of("to", south, "invoice", passed, "reason", "agreed"))
                .expect(201)
                .path("id")
                .asString();
        tenant.payment(south, 5_000, "2026-01-15", List.of(Body.part(transfer, 5_000)));

        erp.post("/v1/imports/" + batch + "/undo", "").expect(200);

        assertThat(balance(north)).isEqualTo(-10_000);
        assertThat(balance(south)).isEqualTo(-5_000);
        assertThat(erp.get("/v1/transfers/" + transfer)
                        .expect(200)
                        .path("standing")
                        .asLong())
                .isZero();
    }

    private String below(String name) {
        return erp.post("/v1/customers", Map.of("name", name, "parent", head))
                .expect(201)
                .path("id")
                .asString();
    }

    private String invoice(String customer, long amount) {
        return tenant.invoice(customer, amount, "2026-01-01", "2026-01-31")
                .path("id")
                .asString();
    }

    private JsonNode pay(long amount, Object... parts) {
        return erp.post("/v1/payments", payment(head, amount, parts)).expect(201);
    }

    private static Body payment(String customer, long amount, Object... parts) {
        return Body.payment(customer, amount).with("allocate", List.of(parts));
    }

    private static Body paidBy(String customer, String payer) {
        return Body.payment(customer, 600).with("payer", payer).with("allocate", "oldest_first");
    }

    private Api.Answer reverse(String payment, @Nullable String on) {
        return erp.post(
                "/v1/payments/" + payment + "/reverse",
                on == null
                        ? Map.of("kind", "return", "reason", "no funds")
                        : Map.of("kind", "return", "reversed_on", on, "reason", "no funds"));
    }

    private JsonNode payment(String id) {
        return erp.get("/v1/payments/" + id).expect(200);
    }

    private long balance(String customer) {
        return open("/v1/customers/" + customer + "/balance", "/balances/0/balance");
    }

    private long balanceOn(String customer, String day) {
        return open("/v1/customers/" + customer + "/balance?as_of=" + day, "/balances/0/balance");
    }

    private long open(String path, String at) {
        return erp.get(path).expect(200).at(at).asLong(0);
    }

    private List<String> lines(String customer) {
        return erp.get("/v1/customers/" + customer + "/statement?kind=activity&from=2026-01-01&to=2026-02-01")
                .expect(200)
                .at("/currencies/0/lines")
                .valueStream()
                .map(line -> line.path("on").asString() + " "
                        + line.path("kind").asString() + " "
                        + line.path("amount").asLong())
                .toList();
    }
}

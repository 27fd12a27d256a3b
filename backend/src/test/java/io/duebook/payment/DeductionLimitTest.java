package io.duebook.payment;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.importing.ImportFile;
import io.duebook.scenario.Api;
import io.duebook.scenario.AtOnce;
import io.duebook.scenario.BackendTest;
import io.duebook.scenario.Body;
import io.duebook.scenario.Books;
import io.duebook.scenario.TestTenant;
import io.duebook.scenario.TestTenants;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** What was withheld above somebody's limit waits for a second person, and the money does not. */
@BackendTest
class DeductionLimitTest {

    @Autowired
    private TestTenants tenants;

    private TestTenant tenant;
    private Api erp;
    private Api controller;
    private String customer;

    @BeforeEach
    void aTenantWithLimits() {
        tenant = tenants.create();
        erp = tenant.program();
        controller = tenant.programNamed("controller");
        customer = tenant.customer("Acme").path("id").asString();
        policies("""
                {"write_off":{"approve_above":100,"limits":[
                   {"role":"accountant","up_to":1000},{"role":"admin","up_to":null}]}}""");
    }

    @AfterEach
    void theBooksBalance() {
        Books.mustBalance(tenant.id());
    }

    /** The limit is the claim's, whichever way it ends without money. */
    @Test
    void theMoneyIsBookedAndTheDeductionWaits() {
        String invoice = invoice(1_000);
        JsonNode alone = pay(erp, invoice, 700, 90);
        assertThat(alone.at("/allocations/0/deduction").asLong()).isEqualTo(90);
        assertThat(alone.path("waiting")).isEmpty();

        JsonNode paid = pay(erp, invoice, 100, 50);
        assertThat(paid.path("unapplied").asLong()).isZero();
        assertThat(paid.at("/allocations/0/amount").asLong()).isEqualTo(100);
        assertThat(paid.at("/allocations/0/deduction").asLong()).isZero();
        JsonNode waiting = paid.at("/waiting/0");
        assertThat(waiting.path("amount").asLong()).isEqualTo(50);
        assertThat(waiting.path("invoice").asString()).isEqualTo(invoice);
        assertThat(open(invoice)).isEqualTo(110);
        String id = paid.path("id").asString();
        for (JsonNode seen : List.of(
                read(id),
                erp.get("/v1/payments?customer=" + customer).expect(200).at("/data/0"))) {
            assertThat(seen.path("waiting")).isEqualTo(paid.path("waiting"));
        }
        assertThat(tenant.contact(customer)
                        .get("/v1/payments/" + id)
                        .expect(200)
                        .path("waiting"))
                .isEmpty();

        String approval = waiting.path("approval").asString();
        JsonNode asked = erp.get("/v1/approvals/" + approval).expect(200);
        assertThat(asked.path("kind").asString()).isEqualTo("deduction");
        assertThat(asked.path("reason").asString()).isEqualTo("freight");
        assertThat(asked.at("/amount/amount").asLong()).isEqualTo(50);
        assertThat(asked.at("/command/invoice").asString()).isEqualTo(invoice);
        assertThat(asked.at("/command/payment").asString()).isEqualTo(id);
        assertThat(approve(erp, approval).refused(403)).isEqualTo("second_person_needed");
        approve(controller, approval).expect(200);
        assertThat(approve(tenant.programNamed("another"), approval).refused(409))
                .isEqualTo("already_decided");
        assertThat(open(invoice)).isEqualTo(60);
        JsonNode taken = read(id);
        assertThat(taken.path("waiting")).isEmpty();
        assertThat(taken.path("unapplied").asLong()).isZero();
        assertThat(taken.path("allocations")
                        .valueStream()
                        .map(made -> made.path("amount") + " " + made.path("deduction") + " " + made.path("reversed")))
                .containsExactlyInAnyOrder("100 0 true", "100 50 false");
        assertThat(erp.get("/v1/deductions?customer=" + customer)
                        .expect(200)
                        .path("data")
                        .valueStream()
                        .map(row -> row.path("payment").asString() + " " + row.path("amount")))
                .containsExactly(id + " 50", alone.path("id").asString() + " 90");

        // 140 of it are given up: not even a cent more goes alone. What is undone counts no longer.
        assertThat(writeOff(invoice, 1)).isEqualTo(202);
        erp.post("/v1/payments/" + id + "/reverse", Map.of("kind", "return", "reason", "no funds"))
                .expect(200);
        assertThat(open(invoice)).isEqualTo(210);
        assertThat(writeOff(invoice, 10)).isEqualTo(200);
    }

    @Test
    void whatIsRejectedOrPaidMeanwhileIsOwed() {
        String invoice = invoice(1_000);
        JsonNode paid = pay(erp, invoice, 800, 150);
        String rejected = paid.at("/waiting/0/approval").asString();
        controller
                .post("/v1/approvals/" + rejected + "/reject", Map.of("reason", "the freight was ours"))
                .expect(200);
        assertThat(open(invoice)).isEqualTo(200);
        assertThat(read(paid.path("id").asString()).path("waiting")).isEmpty();

        String late = asked(pay(erp, invoice, 20, 150));
        tenant.payment(customer, 31, "2026-01-12", List.of(Body.part(invoice, 31)));
        assertThat(approve(controller, late).refused(409)).isEqualTo("item_settled");
        assertThat(open(invoice)).isEqualTo(149);
        erp.post("/v1/approvals/" + late + "/reject", Map.of("reason", "asked anew"))
                .expect(200);
        assertThat(erp.get("/v1/deductions?customer=" + customer).expect(200).path("data"))
                .isEmpty();
    }

    /** Whatever takes the allocation back ends the request about it: nobody could agree to it any more. */
    @Test
    void itsRequestEndsWithTheAllocation() {
        String invoice = invoice(1_000);
        JsonNode byHand = pay(erp, invoice, 100, 150);
        erp.post(
                        "/v1/allocations/" + byHand.at("/allocations/0/id").asString() + "/reverse",
                        Map.of("reason", "another's"))
                .expect(200);
        mustHaveEnded(asked(byHand), "another's");

        JsonNode returned = pay(erp, invoice, 100, 150);
        JsonNode stays = pay(erp, invoice, 100, 150);
        takeBack(returned, "no funds");
        mustHaveEnded(asked(returned), "no funds");
        assertThat(read(stays.path("id").asString()).path("waiting")).hasSize(1);

        erp.post(
                        "/v1/refunds",
                        Map.of(
                                "payment",
                                stays.path("id").asString(),
                                "amount",
                                10,
                                "items",
                                List.of(Body.part(invoice, 10)),
                                "reason",
                                "paid twice"))
                .expect(201);
        mustHaveEnded(asked(stays), "paid twice");

        String theirs = tenant.invoice(branch(), 1_000, "2026-01-01", "2026-01-31")
                .path("id")
                .asString();
        JsonNode passed = pay(erp, theirs, 100, 150);
        takeBack(passed, "bounced");
        mustHaveEnded(asked(passed), "bounced");

        String batch = ImportFile.upload(erp, ImportFile.HEADER + "old,Old,OLD-1,2026-01-01,2026-01-31,10.00,,,,\n")
                .expect(201)
                .path("id")
                .asString();
        erp.post("/v1/imports/" + batch + "/commit", "").expect(200);
        customer = erp.get("/v1/customers?external_id=old")
                .expect(200)
                .at("/data/0/id")
                .asString();
        String imported = erp.get("/v1/invoices?customer=" + customer)
                .expect(200)
                .at("/data/0/id")
                .asString();
        JsonNode undone = pay(erp, imported, 100, 150);
        erp.post("/v1/imports/" + batch + "/undo", "").expect(200);
        mustHaveEnded(asked(undone), "The import of its claim was undone.");
        assertThat(erp.get("/v1/approvals?state=pending").expect(200).path("data"))
                .isEmpty();
    }

    private void mustHaveEnded(String approval, String reason) {
        JsonNode ended = erp.get("/v1/approvals/" + approval).expect(200);
        assertThat(ended.path("state").asString()).isEqualTo("rejected");
        assertThat(ended.path("decision").asString()).isEqualTo(reason);
        assertThat(approve(controller, approval).refused(409)).isEqualTo("already_decided");
    }

    /** A role has its own limit; two who book at once do not share it out between them, and two who agree do so once. */
    @Test
    void atTheSameTimeTheLimitHolds() {
        assertThat(pay(tenant.member("ann", "accountant"), invoice(2_000), 900, 1_000)
                        .path("waiting"))
                .isEmpty();
        assertThat(pay(tenant.member("ann", "accountant"), invoice(2_000), 900, 1_001)
                        .path("waiting"))
                .hasSize(1);
        assertThat(pay(tenant.member("eve", "admin"), invoice(2_000), 1, 1_999).path("waiting"))
                .isEmpty();

        String invoice = invoice(1_000);
        List<String> asked = AtOnce.<JsonNode>all(Collections.nCopies(6, () -> pay(erp, invoice, 10, 40))).stream()
                .filter(paid -> !paid.path("waiting").isEmpty())
                .map(DeductionLimitTest::asked)
                .toList();
        assertThat(asked).hasSize(4);
        assertThat(open(invoice)).isEqualTo(1_000 - 6 * 10 - 2 * 40);
        assertThat(AtOnce.all(IntStream.range(0, 4)
                        .mapToObj(
                                at -> (Callable<Integer>) () -> approve(tenant.programNamed("c" + at), asked.getFirst())
                                        .status())
                        .toList()))
                .containsOnlyOnce(200)
                .allMatch(status -> status == 200 || status == 409);
        assertThat(open(invoice)).isEqualTo(1_000 - 6 * 10 - 3 * 40);
    }

    /** Neither waits for the other for ever, and whichever comes first, nothing of it is left. */
    @Test
    void oneAgreesAndOneTakesTheMoneyBackAtOnce() {
        String invoice = invoice(1_000);
        List<JsonNode> paid =
                IntStream.range(0, 6).mapToObj(at -> pay(erp, invoice, 10, 140)).toList();
        List<Integer> statuses = AtOnce.all(paid.stream()
                .flatMap(one -> Stream.<Callable<Integer>>of(
                        () -> approve(controller, asked(one)).status(), () -> erp.post(
                                        "/v1/payments/" + one.path("id").asString() + "/reverse",
                                        Map.of("kind", "return", "reason", "no funds"))
                                .status()))
                .toList());
        for (int at = 0; at < statuses.size(); at += 2) {
            assertThat(statuses.get(at)).isIn(200, 409);
            assertThat(statuses.get(at + 1)).isEqualTo(200);
        }
        assertThat(open(invoice)).isEqualTo(1_000);
        assertThat(erp.get("/v1/approvals?state=pending").expect(200).path("data"))
                .isEmpty();
    }

    /** Agreed to, it is as if nobody had been asked: the discount is earned. */
    @Test
    void theDiscountFollows() {
        String early = discounted();
        JsonNode paid = pay(erp, early, 9_200, 600);
        assertThat(paid.at("/allocations/0/discount").asLong()).isZero();
        approve(controller, asked(paid)).expect(200);
        JsonNode closed = erp.get("/v1/invoices/" + early).expect(200);
        assertThat(closed.path("open").asLong()).isZero();
        assertThat(closed.at("/settled/discounted").asLong()).isEqualTo(200);

        // What the discount closes by itself, nobody need agree to: all of it, or what a part payment earned.
        policies("{\"write_off\":{\"approve_above\":0}}");
        JsonNode all = pay(erp, discounted(), 9_800, 100);
        assertThat(all.path("waiting")).isEmpty();
        assertThat(all.at("/allocations/0/discount").asLong()).isEqualTo(200);
        policies("{\"discount\":{\"part_payment\":\"pro_rata\"}}");
        String inPart = discounted();
        JsonNode part = pay(erp, inPart, 9_310, 690);
        assertThat(part.at("/allocations/0/discount").asLong()).isEqualTo(190);
        assertThat(part.at("/waiting/0/amount").asLong()).isEqualTo(500);
        approve(controller, asked(part)).expect(200);
        JsonNode settled = erp.get("/v1/invoices/" + inPart).expect(200);
        assertThat(settled.path("open").asLong()).isZero();
        assertThat(settled.at("/settled/deducted").asLong()).isEqualTo(500);
        assertThat(settled.at("/settled/discounted").asLong()).isEqualTo(190);
    }

    @Test
    void aDiscountThatWasGrantedStays() {
        policies("{\"discount\":{\"part_payment\":\"pro_rata\"}}");
        String early = discounted();
        JsonNode paid = pay(9_410, part(early, 9_310, 690), Body.part(invoice(1_000), 100));
        assertThat(paid.at("/allocations/0/discount").asLong()).isEqualTo(190);
        erp.post(
                        "/v1/allocations/" + paid.at("/allocations/1/id").asString() + "/reverse",
                        Map.of("reason", "another's"))
                .expect(200);

        approve(controller, asked(paid)).expect(200);

        JsonNode settled = erp.get("/v1/invoices/" + early).expect(200);
        assertThat(settled.path("open").asLong()).isZero();
        assertThat(settled.at("/settled/discounted").asLong()).isEqualTo(190);
        assertThat(settled.at("/settled/deducted").asLong()).isEqualTo(500);
    }

    /** One difference a payment, however many of its deductions waited. */
    @Test
    void theToleranceFollowsOnce() {
        policies("{\"tolerance\":4,\"write_off\":{\"approve_above\":0}}");
        String nearly = invoice(1_000);
        approve(controller, asked(pay(erp, nearly, 697, 300))).expect(200);
        assertThat(open(nearly)).isZero();
        JsonNode rounded = pay(erp, invoice(1_000), 997, 3);
        assertThat(rounded.path("waiting")).isEmpty();
        assertThat(rounded.at("/allocations/0/rounding").asLong()).isEqualTo(3);

        // Together they are short of more than is tolerated, though each of them is of less.
        String first = invoice(1_000);
        String second = invoice(500);
        approve(controller, asked(pay(1_444, part(first, 947, 50), Body.part(second, 497))))
                .expect(200);
        assertThat(List.of(open(first), open(second))).containsExactly(3L, 3L);
        JsonNode both = pay(1_344, part(invoice(1_000), 947, 50), part(invoice(500), 397, 100));
        for (JsonNode one : both.path("waiting")) {
            approve(controller, one.path("approval").asString()).expect(200);
        }
        assertThat(read(both.path("id").asString())
                        .path("allocations")
                        .valueStream()
                        .mapToLong(made -> made.path("rounding").asLong()))
                .containsOnly(0L);
        JsonNode beside = pay(1_447, part(first, 3, 50), part(invoice(1_000), 947, 50), Body.part(invoice(497), 497));
        approve(controller, asked(beside)).expect(200);
        assertThat(read(beside.path("id").asString())
                        .path("allocations")
                        .valueStream()
                        .mapToLong(made -> made.path("rounding").asLong())
                        .sum())
                .isEqualTo(3);
    }

    /** Of another customer's claim that a head office pays, of one that was taken over, and of money nobody knew. */
    @Test
    void whoeverPaysAndHoweverTheClaimCame() {
        String theirs = tenant.invoice(branch(), 1_000, "2026-01-01", "2026-01-31")
                .path("id")
                .asString();
        JsonNode paid = pay(erp, theirs, 700, 300);
        assertThat(paid.path("passed_on").asLong()).isEqualTo(700);
        approve(controller, asked(paid)).expect(200);
        assertThat(open(theirs)).isZero();
        assertThat(read(paid.path("id").asString()).path("passed_on").asLong()).isEqualTo(700);
        takeBack(paid, "no");
        assertThat(open(theirs)).isEqualTo(1_000);

        String passed =
                erp.made("/v1/transfers", Map.of("to", customer, "invoice", theirs, "amount", 90, "reason", "agreed"));
        assertThat(pay(erp, passed, 1, 89).path("waiting"))
                .as("else a debt passed in parts would be given up part by part")
                .hasSize(1);

        String receipt = erp.made(
                "/v1/unidentified_receipts",
                Map.of("amount", 500, "currency", "EUR", "received_on", "2026-01-10", "method", "bank_transfer"));
        JsonNode claimed = erp.post(
                        "/v1/unidentified_receipts/" + receipt + "/claim",
                        Map.of("customer", customer, "allocate", List.of(part(invoice(1_000), 500, 500))))
                .expect(200);
        assertThat(claimed.at("/waiting/0/amount").asLong()).isEqualTo(500);
    }

    /** 2 % off within ten days. */
    private String discounted() {
        return erp.made(
                "/v1/invoices",
                Body.invoice(customer, 10_000).without("due_date").with("terms", Body.earlyPayment("2")));
    }

    private void policies(String change) {
        erp.patch("/v1/policies", erp.get("/v1/policies").header("ETag"), change)
                .expect(200);
    }

    private JsonNode pay(Api who, String invoice, long amount, long withheld) {
        return pay(who, amount, part(invoice, amount, withheld));
    }

    private JsonNode pay(long amount, Body... parts) {
        return pay(erp, amount, parts);
    }

    private JsonNode pay(Api who, long amount, Body... parts) {
        return who.post("/v1/payments", Body.payment(customer, amount).with("allocate", List.of(parts)))
                .expect(201);
    }

    private static Body part(String invoice, long amount, long withheld) {
        return Body.part(invoice, amount).with("deduction", Map.of("amount", withheld, "reason", "freight"));
    }

    private void takeBack(JsonNode payment, String reason) {
        erp.post(
                        "/v1/payments/" + payment.path("id").asString() + "/reverse",
                        Map.of("kind", "return", "reason", reason))
                .expect(200);
    }

    private static String asked(JsonNode payment) {
        return payment.at("/waiting/0/approval").asString();
    }

    private static Api.Answer approve(Api who, String approval) {
        return who.post("/v1/approvals/" + approval + "/approve", "");
    }

    private int writeOff(String invoice, long amount) {
        return erp.with("If-Match", "\"1\"")
                .post("/v1/invoices/" + invoice + "/write_off", Map.of("reason", "gone", "amount", amount))
                .status();
    }

    private JsonNode read(String payment) {
        return erp.get("/v1/payments/" + payment).expect(200);
    }

    private String branch() {
        return erp.made("/v1/customers", Map.of("name", "Branch", "parent", customer));
    }

    private String invoice(long amount) {
        return tenant.invoice(customer, amount, "2026-01-01", "2026-01-31")
                .path("id")
                .asString();
    }

    private long open(String invoice) {
        return erp.get("/v1/invoices/" + invoice).expect(200).path("open").asLong();
    }
}

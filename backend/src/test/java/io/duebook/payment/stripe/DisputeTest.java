package io.duebook.payment.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.platform.BusinessClock;
import io.duebook.platform.Ids;
import io.duebook.scenario.Api;
import io.duebook.scenario.BackendTest;
import io.duebook.scenario.Body;
import io.duebook.scenario.Books;
import io.duebook.scenario.FakeStripe;
import io.duebook.scenario.TestBackend;
import io.duebook.scenario.TestTenant;
import io.duebook.scenario.TestTenants;
import io.duebook.scenario.WaitingTest;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** What card networks take back is booked once, and given again once, whatever Stripe tells in which order. */
@BackendTest
class DisputeTest {

    private static final FakeStripe STRIPE = TestBackend.STRIPE;

    @Autowired
    private TestTenants tenants;

    @Autowired
    private BusinessClock clock;

    private TestTenant tenant;
    private String account = "";
    private String customer = "";

    @BeforeEach
    void aTenantWithAnAccountAtStripe() throws SQLException {
        tenant = tenants.create();
        account = "acct_" + tenant.id().value().toString().replace("-", "");
        sql("""
                insert into directory.processor_account (processor, account, tenant_id, active, created_at)
                values ('stripe', '%s', '%s', true, now())
                """.formatted(account, tenant.id().value()));
        customer = tenant.customer("Weber GmbH").path("id").asString();
    }

    @AfterEach
    void theBooksBalance() {
        Books.mustBalance(tenant.id());
    }

    @WaitingTest
    void takesThePaymentBackAndReopensTheInvoice() {
        String payment = paidByCard(10_000);
        String dispute = STRIPE.dispute(intent(payment), 10_000);
        STRIPE.take(dispute);

        deliver("charge.dispute.created", dispute);

        JsonNode reversed = await(payment, "reversed");
        assertThat(reversed.at("/reversals/0/kind").asString()).isEqualTo("chargeback");
        assertThat(reversed.at("/reversals/0/amount").asLong()).isEqualTo(10_000);
        assertThat(open(reversed)).isEqualTo(10_000);
        assertThat(journal("reversal")).containsExactly("unapplied 10000 processor_clearing:stripe -10000");
        assertThat(journal("processor_fee")).containsExactly("processor_fees 1500 processor_clearing:stripe -1500");
    }

    @WaitingTest
    void theSameEventsInAnyOrderAndAgainBookItOnce() {
        String payment = paidByCard(10_000);
        String dispute = STRIPE.dispute(intent(payment), 10_000);
        STRIPE.take(dispute);
        STRIPE.decide(dispute, true);

        for (String type : List.of(
                "charge.dispute.closed",
                "charge.dispute.funds_reinstated",
                "charge.dispute.created",
                "charge.dispute.funds_withdrawn",
                "charge.dispute.closed",
                "charge.dispute.created")) {
            deliver(type, dispute);
        }
        eventually(() -> inbox("processed") == 6);

        JsonNode again = await(payment, "received");
        assertThat(again.path("reversals")).hasSize(1);
        assertThat(again.at("/reversals/0/reinstated_on").isNull()).isFalse();
        assertThat(open(again)).isZero();
        assertThat(journal("reversal")).hasSize(1);
        assertThat(journal("reinstatement")).hasSize(1);
        assertThat(journal("processor_fee")).hasSize(1);
    }

    @WaitingTest
    void aDisputeThatIsLostStaysTaken() {
        String payment = paidByCard(10_000);
        String dispute = STRIPE.dispute(intent(payment), 10_000);
        STRIPE.take(dispute);
        deliver("charge.dispute.funds_withdrawn", dispute);
        await(payment, "reversed");

        STRIPE.decide(dispute, false);
        deliver("charge.dispute.closed", dispute);

        eventually(() -> inbox("processed") == 2);
        assertThat(await(payment, "reversed").path("reversals")).hasSize(1);
    }

    @WaitingTest
    void anInquiryTakesNothing() {
        String payment = paidByCard(10_000);
        String dispute = STRIPE.dispute(intent(payment), 10_000);

        deliver("charge.dispute.created", dispute);

        eventually(() -> inbox("processed") == 1);
        assertThat(await(payment, "received").path("reversals")).isEmpty();
        STRIPE.take(dispute);
        deliver("charge.dispute.funds_withdrawn", dispute);
        await(payment, "reversed");
    }

    @WaitingTest
    void aPartIsTakenOutOfWhatItSettledLastAndSettlesItAgain() {
        String payment = paidByCard(10_000);
        String dispute = STRIPE.dispute(intent(payment), 4_000);
        STRIPE.take(dispute);

        deliver("charge.dispute.created", dispute);

        eventually(() -> inbox("processed") == 1);
        JsonNode standing = await(payment, "received");
        assertThat(standing.at("/reversals/0/amount").asLong()).isEqualTo(4_000);
        assertThat(open(standing)).isEqualTo(4_000);
        assertThat(journal("chargeback")).containsExactly("unapplied 4000 processor_clearing:stripe -4000");
        Books.mustBalance(tenant.id());

        STRIPE.decide(dispute, true);
        deliver("charge.dispute.closed", dispute);
        deliver("charge.dispute.funds_reinstated", dispute);

        eventually(() -> inbox("processed") == 3);
        JsonNode again = await(payment, "received");
        assertThat(again.path("unapplied").asLong()).isZero();
        assertThat(open(again)).isZero();
        assertThat(again.at("/reversals/0/reinstated_on").isNull()).isFalse();
        assertThat(journal("chargeback_undone")).hasSize(1);
    }

    @WaitingTest
    void aPartIsTakenOutOfWhatPassedToABranchAndPassesAgain() {
        String branch = program()
                .post("/v1/customers", Map.of("name", "Branch", "parent", customer))
                .expect(201)
                .path("id")
                .asString();
        String owed = tenant.invoice(branch, 7_000, "2026-01-01", "2026-01-31")
                .path("id")
                .asString();
        String payment = paidByCard(10_000);
        free(payment);
        String transfer = program()
                .post(
                        "/v1/transfers",
                        Map.of("to", branch, "payment", payment, "amount", 7_000, "reason", "for their invoice"))
                .expect(201)
                .path("id")
                .asString();
        program()
                .post("/v1/allocations", Map.of("transfer", transfer, "invoice", owed, "amount", 7_000))
                .expect(201);
        String dispute = STRIPE.dispute(intent(payment), 4_000);
        STRIPE.take(dispute);

        deliver("charge.dispute.created", dispute);

        // 30.00 were unapplied; 10.00 come back from the branch, whose claim is open by so much.
        eventually(() -> inbox("processed") == 1);
        JsonNode standing = await(payment, "received");
        assertThat(standing.path("unapplied").asLong()).isZero();
        assertThat(owedOf(owed)).isEqualTo(1_000);
        JsonNode passed = program().get("/v1/transfers/" + transfer).expect(200);
        assertThat(passed.path("standing").asLong()).isEqualTo(6_000);
        assertThat(passed.path("reversed_on").isNull()).isTrue();
        Books.mustBalance(tenant.id());

        STRIPE.decide(dispute, true);
        deliver("charge.dispute.closed", dispute);

        eventually(() -> inbox("processed") == 2);
        assertThat(owedOf(owed)).isZero();
        assertThat(await(payment, "received").path("unapplied").asLong()).isEqualTo(3_000);
        assertThat(charges()).isEmpty();
    }

    private long owedOf(String invoice) {
        return program().get("/v1/invoices/" + invoice).expect(200).path("open").asLong();
    }

    @WaitingTest
    void allThatARefundLeftIsTakenAndSettlesAgainWhatItSettled() {
        String payment = paidByCard(10_000);
        String invoice = program()
                .get("/v1/payments/" + payment)
                .expect(200)
                .at("/allocations/0/invoice")
                .asString();
        program()
                .post(
                        "/v1/refunds",
                        Map.of(
                                "payment",
                                payment,
                                "amount",
                                4_000,
                                "items",
                                List.of(Map.of("invoice", invoice, "amount", 4_000)),
                                "reason",
                                "one came back"))
                .expect(201);
        eventually(() -> STRIPE.givenBack(account) == 4_000);
        String dispute = STRIPE.dispute(intent(payment), 6_000);
        STRIPE.take(dispute);
        deliver("charge.dispute.created", dispute);
        eventually(() -> inbox("processed") == 1);
        assertThat(open(await(payment, "received"))).isEqualTo(10_000);

        STRIPE.decide(dispute, true);
        deliver("charge.dispute.closed", dispute);

        eventually(() -> inbox("processed") == 2);
        JsonNode again = await(payment, "received");
        assertThat(open(again)).isEqualTo(4_000);
        assertThat(again.path("unapplied").asLong()).isZero();
        assertThat(charges()).isEmpty();
    }

    @WaitingTest
    void whatCameAgainSettlesNoMoreThanIsStillOpenAndThenWhatWasReclaimed() {
        String payment = paidByCard(10_000);
        JsonNode before = program().get("/v1/payments/" + payment).expect(200);
        String invoice = before.at("/allocations/0/invoice").asString();
        program()
                .post(
                        "/v1/refunds",
                        Map.of(
                                "payment",
                                payment,
                                "amount",
                                7_000,
                                "items",
                                List.of(Map.of("invoice", invoice, "amount", 7_000)),
                                "reason",
                                "came back"))
                .expect(201);
        eventually(() -> STRIPE.givenBack(account) == 7_000);
        String dispute = STRIPE.dispute(intent(payment), 5_000);
        STRIPE.take(dispute);
        deliver("charge.dispute.created", dispute);
        eventually(() -> inbox("processed") == 1);
        assertThat(charges()).containsExactly("open 2000");
        tenant.payment(customer, 8_500, "2026-02-01", List.of(Map.of("invoice", invoice, "amount", 8_500)));

        STRIPE.decide(dispute, true);
        deliver("charge.dispute.closed", dispute);

        eventually(() -> inbox("processed") == 2);
        JsonNode again = await(payment, "received");
        assertThat(open(again)).isZero();
        assertThat(charges()).containsExactly("paid 0");
        assertThat(again.path("unapplied").asLong()).isEqualTo(5_000 - 1_500 - 2_000);
    }

    /** The refund was owed again while it was on its way; then nothing of it had ever happened. */
    @WaitingTest
    void aRefundThatFailsAfterItWasReclaimedSettlesTheDebtAndAWinTakesNothingTwice() {
        String payment = paidByCard(10_000);
        free(payment);
        STRIPE.refundsBegin(account, "pending");
        refund(payment, 8_000);
        eventually(() -> STRIPE.refunds(account).size() == 1);
        String dispute = STRIPE.dispute(intent(payment), 4_000);
        STRIPE.take(dispute);
        deliver("charge.dispute.created", dispute);
        eventually(() -> inbox("processed") == 1);
        assertThat(charges()).containsExactly("open 2000");

        STRIPE.refundBecomes(STRIPE.refunds(account).getFirst(), "failed");
        deliver("refund.failed", STRIPE.refunds(account).getFirst());

        eventually(() -> inbox("processed") == 2);
        assertThat(charges()).containsExactly("paid 0");
        assertThat(await(payment, "received").path("unapplied").asLong()).isEqualTo(6_000);
        Books.mustBalance(tenant.id());
        STRIPE.decide(dispute, true);
        deliver("charge.dispute.closed", dispute);
        eventually(() -> inbox("processed") == 3);
        assertThat(await(payment, "received").path("unapplied").asLong()).isEqualTo(10_000);
        assertThat(charges()).containsExactly("paid 0");
    }

    @WaitingTest
    void whatWasReclaimedPaidAndThenNeverGivenBackIsCreditBeyondThePayment() {
        String payment = paidByCard(10_000);
        free(payment);
        STRIPE.refundsBegin(account, "pending");
        refund(payment, 4_000);
        eventually(() -> STRIPE.refunds(account).size() == 1);
        String dispute = STRIPE.dispute(intent(payment), 10_000);
        STRIPE.take(dispute);
        deliver("charge.dispute.created", dispute);
        JsonNode reversed = await(payment, "reversed");
        tenant.payment(
                customer,
                4_000,
                "2026-02-01",
                List.of(Map.of("invoice", reversed.at("/reversals/0/reclaimed").asString(), "amount", 4_000)));
        STRIPE.refundBecomes(STRIPE.refunds(account).getFirst(), "failed");
        deliver("refund.failed", STRIPE.refunds(account).getFirst());
        eventually(() -> inbox("processed") == 2);
        assertThat(await(payment, "reversed").path("unapplied").asLong()).isEqualTo(4_000);
        Books.mustBalance(tenant.id());

        STRIPE.decide(dispute, true);
        deliver("charge.dispute.closed", dispute);

        assertThat(await(payment, "received").path("unapplied").asLong()).isEqualTo(14_000);
        assertThat(program()
                        .post("/v1/payments/" + payment + "/reverse", Map.of("kind", "return", "reason", "recalled"))
                        .expect(200)
                        .path("unapplied")
                        .asLong())
                .isEqualTo(4_000);
        assertThat(charges()).containsExactly("paid 0");
    }

    @WaitingTest
    void afterAPartWasLostTheRestIsTakenBackAndEachComesAgainByItself() {
        String payment = paidByCard(10_000);
        String lost = STRIPE.dispute(intent(payment), 4_000);
        STRIPE.take(lost);
        deliver("charge.dispute.created", lost);
        STRIPE.decide(lost, false);
        deliver("charge.dispute.closed", lost);
        eventually(() -> inbox("processed") == 2);

        JsonNode reversed = program()
                .post(
                        "/v1/payments/" + payment + "/reverse",
                        Map.of("kind", "return", "reversed_on", today(), "reason", "the rest, too"))
                .expect(200);

        assertThat(reversed.path("state").asString()).isEqualTo("reversed");
        assertThat(reversed.at("/reversals/1/amount").asLong()).isEqualTo(6_000);
        assertThat(reversed.at("/reversals/1/reclaimed").isNull()).isTrue();
        assertThat(open(reversed)).isEqualTo(10_000);
        assertThat(journal("reversal")).containsExactly("unapplied 6000 processor_clearing:stripe -6000");
        assertThat(program()
                        .post("/v1/payments/" + payment + "/reverse", Map.of("kind", "return", "reason", "again"))
                        .refused(409))
                .isEqualTo("already_reversed");
        Books.mustBalance(tenant.id());
        STRIPE.decide(lost, true);
        deliver("charge.dispute.closed", lost);
        eventually(() -> inbox("processed") == 3);
        assertThat(open(await(payment, "reversed"))).isEqualTo(6_000);
        Books.mustBalance(tenant.id());
        JsonNode again = program()
                .post("/v1/payments/" + payment + "/reinstate", Map.of("reason", "it was there"))
                .expect(200);
        assertThat(open(again)).isZero();
        assertThat(again.path("unapplied").asLong()).isZero();
        assertThat(program()
                        .post("/v1/payments/" + payment + "/reverse", Map.of("kind", "return", "reason", "all of it"))
                        .expect(200)
                        .at("/reversals/2/amount")
                        .asLong())
                .isEqualTo(10_000);
    }

    @WaitingTest
    void twoPartsAreTakenOneAfterTheOtherUntilNothingIsLeft() {
        String payment = paidByCard(10_000);
        for (long amount : List.of(4_000L, 6_000L)) {
            String dispute = STRIPE.dispute(intent(payment), amount);
            STRIPE.take(dispute);
            deliver("charge.dispute.created", dispute);
        }

        eventually(() -> inbox("processed") == 2);
        JsonNode taken = await(payment, "received");
        assertThat(taken.path("reversals")).hasSize(2);
        assertThat(open(taken)).isEqualTo(10_000);
        assertThat(charges()).isEmpty();
        assertThat(program()
                        .post(
                                "/v1/payments/" + payment + "/reverse",
                                Map.of("kind", "return", "reason", "nothing left"))
                        .refused(409))
                .isEqualTo("already_reversed");
    }

    @WaitingTest
    void oneBookedByHandOfAnotherAmountIsAnotherAndTold() {
        String payment = paidByCard(10_000);
        program()
                .post("/v1/payments/" + payment + "/reverse", Map.of("kind", "chargeback", "reason", "by hand"))
                .expect(200);
        String dispute = STRIPE.dispute(intent(payment), 4_000);
        STRIPE.take(dispute);
        STRIPE.decide(dispute, true);

        deliver("charge.dispute.closed", dispute);

        eventually(() -> inbox("processed") == 1);
        assertThat(events()).contains("payment.disputed_too").doesNotContain("payment.reinstated");
        await(payment, "reversed");
    }

    @WaitingTest
    void aWinWhoseEventIsLostIsFoundByAsking() throws SQLException {
        String payment = paidByCard(10_000);
        String dispute = STRIPE.dispute(intent(payment), 10_000);
        STRIPE.take(dispute);
        deliver("charge.dispute.created", dispute);
        await(payment, "reversed");
        STRIPE.decide(dispute, true);

        sql("update directory.due_work set due_at = now() where tenant_id = '%s' and kind = 'stripe_dispute'"
                .formatted(tenant.id().value()));

        assertThat(open(await(payment, "received"))).isZero();
        eventually(
                () -> query("select count(*) from directory.due_work where tenant_id = '%s' and kind = 'stripe_dispute'"
                                .formatted(tenant.id().value()))
                        .equals("0"));
    }

    @WaitingTest
    void oneInTheCurrencyThatWasBookedIsBookedAndOneInAnotherIsTold() {
        String payment = paidInDollars();
        String told = STRIPE.dispute(intent(payment), 900, "eur");
        STRIPE.take(told);
        deliver("charge.dispute.created", told);
        deliver("charge.dispute.funds_withdrawn", told);
        eventually(() -> inbox("processed") == 2);
        assertThat(events()).containsOnlyOnce("payment.disputed_in_other_currency");
        assertThat(await(payment, "received").path("reversals")).isEmpty();

        String booked = STRIPE.dispute(intent(payment), 1_100);
        STRIPE.take(booked);
        deliver("charge.dispute.created", booked);

        await(payment, "reversed");
    }

    @WaitingTest
    void aWonPartOfDollarsSettlesTheLastCentOfTheEurosAgain() {
        String payment = paidInDollars();
        String invoice =
                program().get("/v1/invoices").expect(200).at("/data/0/id").asString();
        program()
                .post("/v1/allocations", Map.of("payment", payment, "invoice", invoice, "amount", 1_000, "rate", "1.1"))
                .expect(201);
        String dispute = STRIPE.dispute(intent(payment), 501);
        STRIPE.take(dispute);
        deliver("charge.dispute.created", dispute);
        eventually(() -> inbox("processed") == 1);
        // 4.55 euros free 5.00 dollars or 5.01, as is rounded; what frees 5.01 in any case frees a cent more.
        JsonNode taken = await(payment, "received");
        assertThat(open(taken)).isEqualTo(456);
        assertThat(taken.path("unapplied").asLong()).isEqualTo(1);

        STRIPE.decide(dispute, true);
        deliver("charge.dispute.closed", dispute);

        eventually(() -> inbox("processed") == 2);
        JsonNode again = await(payment, "received");
        assertThat(open(again)).isZero();
        assertThat(again.path("unapplied").asLong()).isZero();
    }

    @WaitingTest
    void ofAPaymentThatWasRefundedInPartWhatIsMissingIsOwed() {
        String payment = paidByCard(10_000);
        free(payment);
        program()
                .post("/v1/refunds", Map.of("payment", payment, "amount", 7_000, "reason", "asked for"))
                .expect(201);
        eventually(() -> STRIPE.givenBack(account) == 7_000);
        String dispute = STRIPE.dispute(intent(payment), 5_000);
        STRIPE.take(dispute);

        deliver("charge.dispute.created", dispute);

        eventually(() -> inbox("processed") == 1);
        JsonNode charge =
                program().get("/v1/charges?kind=refund_reclaimed").expect(200).at("/data/0");
        assertThat(charge.path("open").asLong()).isEqualTo(2_000);
        assertThat(await(payment, "received").path("unapplied").asLong()).isZero();
    }

    @WaitingTest
    void oneThatSomebodyBookedByHandIsNotBookedAgain() {
        String payment = paidByCard(10_000);
        program()
                .post(
                        "/v1/payments/" + payment + "/reverse",
                        Map.of("kind", "chargeback", "reason", "saw it at Stripe"))
                .expect(200);
        String dispute = STRIPE.dispute(intent(payment), 10_000);
        STRIPE.take(dispute);

        deliver("charge.dispute.created", dispute);

        eventually(() -> inbox("processed") == 1);
        assertThat(await(payment, "reversed").path("reversals")).hasSize(1);
        STRIPE.decide(dispute, true);
        deliver("charge.dispute.closed", dispute);
        await(payment, "received");
    }

    @WaitingTest
    void oneAboutAPaymentThatWasTakenBackOtherwiseIsTold() {
        String payment = paidByCard(10_000);
        program()
                .post("/v1/payments/" + payment + "/reverse", Map.of("kind", "mistake", "reason", "another customer's"))
                .expect(200);
        String dispute = STRIPE.dispute(intent(payment), 10_000);
        STRIPE.take(dispute);

        deliver("charge.dispute.created", dispute);
        deliver("charge.dispute.funds_withdrawn", dispute);
        deliver("charge.dispute.closed", dispute);

        eventually(() -> inbox("processed") == 3);
        assertThat(events()).containsOnlyOnce("payment.disputed_too");
        assertThat(await(payment, "reversed").path("reversals")).hasSize(1);
    }

    @WaitingTest
    void anotherAccountsDisputeChangesNothing() throws SQLException {
        String payment = paidByCard(10_000);
        String dispute = STRIPE.dispute(intent(payment), 10_000);
        STRIPE.take(dispute);
        TestTenant other = tenants.create();
        String othersAccount = "acct_" + other.id().value().toString().replace("-", "");
        sql("""
                insert into directory.processor_account (processor, account, tenant_id, active, created_at)
                values ('stripe', '%s', '%s', true, now())
                """.formatted(othersAccount, other.id().value()));

        deliver(FakeStripe.event("evt_" + Ids.next(), "charge.dispute.created", othersAccount, dispute));
        deliver(FakeStripe.event("evt_" + Ids.next(), "charge.dispute.created", account, "du_of_nobody"));

        eventually(() -> inbox("ignored") == 1);
        assertThat(await(payment, "received").path("reversals")).isEmpty();
    }

    @WaitingTest
    void whatStripeDoesNotAnswerIsLookedAtAgain() {
        String payment = paidByCard(10_000);
        String dispute = STRIPE.dispute(intent(payment), 10_000);
        STRIPE.take(dispute);
        STRIPE.misbehave(account, "retrieve_dispute", "error_before", 2);

        deliver("charge.dispute.created", dispute);

        await(payment, "reversed");
    }

    private String intent(String payment) {
        return query("select processor_object from payment where tenant_id = '%s' and processor = 'stripe'"
                .formatted(tenant.id().value()));
    }

    /** What is open of the one invoice that the payment settled. */
    private long open(JsonNode payment) {
        return program()
                .get("/v1/invoices/" + payment.at("/allocations/0/invoice").asString())
                .expect(200)
                .path("open")
                .asLong();
    }

    private JsonNode await(String payment, String state) {
        eventually(() -> program()
                .get("/v1/payments/" + payment)
                .expect(200)
                .path("state")
                .asString()
                .equals(state));
        return program().get("/v1/payments/" + payment).expect(200);
    }

    private Api program() {
        return tenant.program();
    }

    private void refund(String payment, long amount) {
        program()
                .post("/v1/refunds", Map.of("payment", payment, "amount", amount, "reason", "asked for"))
                .expect(201);
    }

    /** State and open amount of what is owed again because it had been given back. */
    private List<String> charges() {
        return program().get("/v1/charges?kind=refund_reclaimed").expect(200).path("data").values().stream()
                .map(charge -> charge.path("state").asString() + " "
                        + charge.path("open").asLong())
                .toList();
    }

    private String today() {
        return LocalDate.ofInstant(clock.instant(), ZoneId.of("Europe/Berlin")).toString();
    }

    /** Ten euros were asked for, and eleven dollars came. */
    private String paidInDollars() {
        JsonNode checkout = checkout("EUR", 1_000);
        STRIPE.payOtherwise(checkout.path("url").asString(), 1_100, "usd");
        return paid(checkout);
    }

    private String paidByCard(long amount) {
        return paid("EUR", amount);
    }

    /** The payment of an invoice that was paid on the hosted page. */
    private String paid(String currency, long amount) {
        JsonNode checkout = checkout(currency, amount);
        STRIPE.pay(checkout.path("url").asString());
        return paid(checkout);
    }

    private JsonNode checkout(String currency, long amount) {
        String invoice =
                program().made("/v1/invoices", Body.invoice(customer, amount).with("currency", currency));
        return program()
                .post(
                        "/v1/checkouts",
                        Map.of(
                                "customer",
                                customer,
                                "currency",
                                currency,
                                "items",
                                List.of(invoice),
                                "return_url",
                                "https://portal.example/back"))
                .expect(201);
    }

    private String paid(JsonNode checkout) {
        String path = "/v1/checkouts/" + checkout.path("id").asString();
        eventually(
                () -> program().get(path).expect(200).path("state").asString().equals("paid"));
        return program().get(path).expect(200).path("payment").asString();
    }

    /** Takes the payment's allocation back, so that all of it is unapplied. */
    private void free(String payment) {
        String allocation = program()
                .get("/v1/payments/" + payment)
                .expect(200)
                .at("/allocations/0/id")
                .asString();
        program()
                .post("/v1/allocations/" + allocation + "/reverse", Map.of("reason", "paid twice"))
                .expect(200);
    }

    private void deliver(String type, String object) {
        deliver(FakeStripe.event("evt_" + Ids.next(), type, account, object));
    }

    private void deliver(String event) {
        String signature = FakeStripe.signature(event, FakeStripe.CONNECT_SECRET, 0);
        tenants.withoutToken()
                .with("Stripe-Signature", signature)
                .plainPost("/v1/stripe/webhooks", event)
                .expect(200);
    }

    /** Accounts and amounts of the entries of a kind. */
    private List<String> journal(String kind) {
        return program().get("/v1/journal?limit=200").expect(200).path("data").values().stream()
                .filter(entry -> entry.path("kind").asString().equals(kind))
                .map(entry -> entry.path("lines").values().stream()
                        .map(line -> line.path("account").asString().replaceAll(":cus_.*", "") + " "
                                + line.path("amount").asLong())
                        .reduce((one, other) -> one + " " + other)
                        .orElse(""))
                .toList();
    }

    private List<String> events() {
        return program().get("/v1/audit?limit=200").expect(200).path("data").values().stream()
                .map(event -> event.path("type").asString())
                .toList();
    }

    private long inbox(String state) {
        return Long.parseLong(query("select count(*) from directory.webhook_inbox where account = '%s' and state = '%s'"
                .formatted(account, state)));
    }

    private static String query(String sql) {
        try (var connection = TestBackend.DATABASE.superuser().getConnection();
                var query = connection.createStatement();
                var rows = query.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : "";
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static void sql(String text) throws SQLException {
        try (var connection = TestBackend.DATABASE.superuser().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(text);
        }
    }

    private static void eventually(BooleanSupplier fact) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!fact.getAsBoolean()) {
            assertThat(System.nanoTime()).as("within twenty seconds").isLessThan(deadline);
            try {
                Thread.sleep(100);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

package io.duebook.payment.stripe;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.net.http.HttpRequest;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@BackendTest
class CheckoutTest {

    private static final FakeStripe STRIPE = TestBackend.STRIPE;
    private static final String BACK = "https://portal.example/pay/back";

    @Autowired
    private TestTenants tenants;

    private TestTenant tenant;
    private String account = "";
    private String customer = "";

    @BeforeEach
    void aTenantWithAnAccountAtStripe() {
        tenant = tenants.create();
        account = link(tenant);
        customer = tenant.customer("Weber GmbH").path("id").asString();
    }

    @WaitingTest
    void opensAPageForWhatWasChosen() {
        JsonNode invoice = invoice(10_000, "2026-01-10");

        JsonNode checkout = checkout(List.of(id(invoice))).expect(201);

        assertThat(checkout.path("id").asString()).startsWith("chk_");
        assertThat(checkout.path("state").asString()).isEqualTo("open");
        assertThat(checkout.path("url").asString()).startsWith(STRIPE.url());
        assertThat(checkout.path("amount")).isEqualTo(json("{\"amount\":10000,\"currency\":\"EUR\"}"));
        assertThat(checkout.path("charge")).isEqualTo(checkout.path("amount"));
        assertThat(checkout.path("allocation").get(0).path("invoice").asString())
                .isEqualTo(id(invoice));
        assertThat(checkout.path("allocation").get(0).path("number").asString())
                .isEqualTo(invoice.path("number").asString());
        assertThat(checkout.path("allocation").get(0).path("amount").asLong()).isEqualTo(10_000);
        assertThat(checkout.path("failure").isNull()).isTrue();
        assertThat(checkout.path("expires_at").asString()).isNotEmpty();
    }

    @WaitingTest
    void asksStripeForTheTenantsOwnAccountAndStoresExactlyWhatItAsked() {
        JsonNode invoice = invoice(10_000, "2026-01-10");

        String id = checkout(List.of(id(invoice))).expect(201).path("id").asString();

        FakeStripe.Call call = STRIPE.calls(account, "create").getFirst();
        assertThat(call.headers())
                .containsEntry("stripe-account", account)
                .containsEntry("stripe-version", "2026-07-29.dahlia")
                .containsEntry("authorization", "Bearer " + FakeStripe.KEY);
        assertThat(call.headers().get("idempotency-key")).startsWith("duebook-checkout-");
        assertThat(call.body()).isEqualTo(stored("request", id));
        assertThat(FakeStripe.fields(call))
                .containsEntry("mode", "payment")
                .containsEntry("client_reference_id", id)
                .containsEntry("success_url", BACK + "?checkout=" + id)
                .containsEntry("line_items[0][price_data][unit_amount]", "10000")
                .containsEntry("line_items[0][price_data][currency]", "eur")
                .containsEntry("adaptive_pricing[enabled]", "false");
    }

    @WaitingTest
    void allIsNetOfUnappliedCredit() {
        invoice(10_000, "2026-01-10");
        JsonNode second = invoice(5_000, "2026-02-10");
        tenant.payment(customer, 4_000, "2026-03-01", "none");

        JsonNode checkout = checkout("all").expect(201);

        assertThat(checkout.path("charge").path("amount").asLong()).isEqualTo(11_000);
        assertThat(checkout.path("allocation").size()).isEqualTo(2);
        assertThat(checkout.path("allocation").get(1).path("invoice").asString())
                .isEqualTo(id(second));
        assertThat(checkout.path("allocation").get(1).path("amount").asLong()).isEqualTo(1_000);
    }

    @WaitingTest
    void theOrderShownIsTheTenantsPolicy() {
        JsonNode older = invoice(5_000, "2026-01-10");
        JsonNode younger = invoice(10_000, "2026-02-10");
        String cost = program()
                .post(
                        "/v1/fees",
                        Map.of(
                                "customer",
                                customer,
                                "invoice",
                                id(older),
                                "kind",
                                "collection_cost",
                                "amount",
                                4_000,
                                "currency",
                                "EUR"))
                .expect(201)
                .path("id")
                .asString();
        program()
                .patch("/v1/policies", "\"1\"", "{\"settlement\":\"statutory\"}")
                .expect(200);
        var request = request(List.of(id(younger), id(older), cost));
        request.put("amount", 7_000);

        JsonNode allocation =
                program().post("/v1/checkouts", request).expect(201).path("allocation");

        assertThat(allocation.values().stream().map(part -> part.path("invoice").asString()))
                .containsExactly(cost, id(older));
        assertThat(allocation.get(1).path("amount").asLong()).isEqualTo(3_000);
    }

    @WaitingTest
    void anAmountIsAppliedOldestFirst() {
        JsonNode younger = invoice(10_000, "2026-02-10");
        JsonNode older = invoice(5_000, "2026-01-10");
        var request = request(List.of(id(younger), id(older)));
        request.put("amount", 7_000);

        JsonNode allocation =
                program().post("/v1/checkouts", request).expect(201).path("allocation");

        assertThat(allocation.get(0).path("invoice").asString()).isEqualTo(id(older));
        assertThat(allocation.get(0).path("amount").asLong()).isEqualTo(5_000);
        assertThat(allocation.get(1).path("amount").asLong()).isEqualTo(2_000);
        request.put("amount", 15_001);
        assertThat(program().post("/v1/checkouts", request).refused(422)).isEqualTo("amount_exceeds_open");
        request.put("amount", 20);
        JsonNode tooSmall = program().post("/v1/checkouts", request).expect(422);
        assertThat(tooSmall.path("code").asString()).isEqualTo("amount_too_small");
        assertThat(tooSmall.path("params").path("minimum").asLong()).isEqualTo(50);
    }

    @WaitingTest
    void whatStripeCannotCountIsRoundedDownAndShown() {
        JsonNode invoice = program()
                .post(
                        "/v1/invoices",
                        Body.invoice(customer, 12_345)
                                .with("due_date", "2026-01-10")
                                .with("currency", "KWD"))
                .expect(201);
        var request = request(List.of(id(invoice)));
        request.put("currency", "KWD");

        JsonNode checkout = program().post("/v1/checkouts", request).expect(201);
        assertThat(checkout.path("amount").path("amount").asLong()).isEqualTo(12_345);
        assertThat(checkout.path("charge").path("amount").asLong()).isEqualTo(12_340);

        STRIPE.pay(url(checkout));
        awaitState(checkout, "paid");
        assertThat(STRIPE.charges(account)).containsExactly(12_340L);
        assertThat(open(invoice)).isEqualTo(5);
        Books.mustBalance(tenant.id());
    }

    @WaitingTest
    void isBookedOnceThoughTheWebhookComesTwice() {
        JsonNode invoice = invoice(10_000, "2026-01-10");
        JsonNode checkout = checkout(List.of(id(invoice))).expect(201);
        STRIPE.pay(url(checkout));

        String event = event("checkout.session.completed", session(checkout));
        deliver(event, FakeStripe.CONNECT_SECRET).expect(200);
        deliver(event, FakeStripe.CONNECT_SECRET).expect(200);
        awaitState(checkout, "paid");
        deliver(event, FakeStripe.CONNECT_SECRET).expect(200);
        deliver(event("payment_intent.succeeded", stored("payment_intent", id(checkout))), FakeStripe.CONNECT_SECRET)
                .expect(200);

        eventually(() ->
                count("select count(*) from directory.webhook_inbox where account = ? and state = 'processed'") == 2);
        JsonNode paid = program().get("/v1/checkouts/" + id(checkout)).expect(200);
        assertThat(paid.path("url").isNull()).isTrue();
        JsonNode payments = program().get("/v1/payments").expect(200).path("data");
        assertThat(payments.size()).isOne();
        assertThat(payments.get(0).path("id").asString())
                .isEqualTo(paid.path("payment").asString());
        assertThat(payments.get(0).path("method").asString()).isEqualTo("card");
        assertThat(payments.get(0).path("received_on").asString())
                .isEqualTo(LocalDate.ofInstant(Clock.systemUTC().instant(), ZoneId.of("Europe/Berlin"))
                        .toString());
        assertThat(open(invoice)).isZero();
        assertThat(liveReservations()).isZero();
        assertThat(events())
                .containsOnlyOnce("checkout.requested", "checkout.opened", "checkout.paid", "payment.received");
        Books.mustBalance(tenant.id());
    }

    @WaitingTest
    void whatCameInAnotherCurrencyIsBookedAndSettlesNothing() {
        JsonNode invoice = invoice(10_000, "2026-01-10");
        JsonNode checkout = checkout(List.of(id(invoice))).expect(201);
        STRIPE.payOtherwise(url(checkout), 11_800, "usd");

        JsonNode paid = awaitState(checkout, "paid");

        assertThat(open(invoice)).isEqualTo(10_000);
        JsonNode payment =
                program().get("/v1/payments/" + paid.path("payment").asString()).expect(200);
        assertThat(payment.path("amount")).isEqualTo(json("{\"amount\":11800,\"currency\":\"USD\"}"));
        assertThat(payment.path("unapplied").asLong()).isEqualTo(11_800);
        assertThat(events()).containsOnlyOnce("checkout.paid_otherwise");
        assertThat(liveReservations()).isZero();
        Books.mustBalance(tenant.id());
    }

    @WaitingTest
    void whatCameInAnotherAmountIsBookedAsItCame() {
        JsonNode invoice = invoice(10_000, "2026-01-10");
        JsonNode checkout = checkout(List.of(id(invoice))).expect(201);
        STRIPE.payOtherwise(url(checkout), 10_400, "eur");

        JsonNode paid = awaitState(checkout, "paid");

        assertThat(open(invoice)).isZero();
        JsonNode payment =
                program().get("/v1/payments/" + paid.path("payment").asString()).expect(200);
        assertThat(payment.path("unapplied").asLong()).isEqualTo(400);
        assertThat(events()).containsOnlyOnce("checkout.paid_otherwise");
        Books.mustBalance(tenant.id());
    }

    @WaitingTest
    void isBookedThoughTheCustomerWasArchivedMeanwhile() {
        JsonNode invoice = invoice(10_000, "2026-01-10");
        JsonNode checkout = checkout(List.of(id(invoice))).expect(201);
        sql("""
                update customer set archived_at = now()
                 where (tenant_id, id) = (select tenant_id, customer_id from checkout where id = ?)
                """, checkout);
        STRIPE.pay(url(checkout));

        eventually(() -> stored("state", id(checkout)).equals("paid"));

        assertThat(open(invoice)).isZero();
        Books.mustBalance(tenant.id());
    }

    @WaitingTest
    void isBookedWithoutAnyWebhook() {
        JsonNode invoice = invoice(10_000, "2026-01-10");
        JsonNode checkout = checkout(List.of(id(invoice))).expect(201);
        STRIPE.pay(url(checkout));

        eventually(() -> stored("state", id(checkout)).equals("paid"));

        assertThat(open(invoice)).isZero();
        Books.mustBalance(tenant.id());
    }

    @WaitingTest
    void believesNoEventThatStripeDidNotSign() {
        JsonNode checkout = checkout(List.of(id(invoice(10_000, "2026-01-10")))).expect(201);
        String event = event("checkout.session.completed", session(checkout));
        String signature = FakeStripe.signature(event, FakeStripe.CONNECT_SECRET, 0);

        assertThat(deliver(event, "whsec_forged").refused(400)).isEqualTo("signature_invalid");
        assertThat(send(event.replace("cs_test", "cs_tost"), signature).refused(400))
                .isEqualTo("signature_invalid");
        assertThat(send(event, FakeStripe.signature(event, FakeStripe.CONNECT_SECRET, 600))
                        .refused(400))
                .isEqualTo("signature_invalid");
        assertThat(tenants.withoutToken()
                        .plainPost("/v1/stripe/webhooks", event)
                        .refused(400))
                .isEqualTo("signature_invalid");
        assertThat(count("select count(*) from directory.webhook_inbox where account = ?"))
                .isZero();
    }

    @WaitingTest
    void anEventOfAnotherAccountMovesNothing() {
        JsonNode checkout = checkout(List.of(id(invoice(10_000, "2026-01-10")))).expect(201);
        String stranger = "acct_nobody" + tenant.id().value();
        TestTenant other = tenants.create();
        String othersAccount = link(other);

        deliver(
                        FakeStripe.event(
                                "evt_" + Ids.next(), "checkout.session.completed", stranger, session(checkout)),
                        FakeStripe.CONNECT_SECRET)
                .expect(200);
        deliver(
                        FakeStripe.event(
                                "evt_" + Ids.next(), "checkout.session.completed", othersAccount, session(checkout)),
                        FakeStripe.CONNECT_SECRET)
                .expect(200);

        assertThat(inboxState(stranger)).isEqualTo("quarantined");
        eventually(() -> inboxState(othersAccount).equals("ignored"));
        assertThat(stored("state", id(checkout))).isEqualTo("open");
    }

    @WaitingTest
    void aDeclinedCardSaysSoAndLeavesThePageOpen() {
        JsonNode invoice = invoice(10_000, "2026-01-10");
        JsonNode checkout = checkout(List.of(id(invoice))).expect(201);
        STRIPE.decline(url(checkout));

        eventually(() -> !stored("failure_code", id(checkout)).isEmpty());
        JsonNode declined = program().get("/v1/checkouts/" + id(checkout)).expect(200);
        assertThat(declined.path("state").asString()).isEqualTo("open");
        assertThat(declined.path("failure").path("code").asString()).isEqualTo("insufficient_funds");
        assertThat(declined.path("url").asString()).isEqualTo(url(checkout));

        STRIPE.pay(url(checkout));
        awaitState(checkout, "paid");
        assertThat(open(invoice)).isZero();
    }

    @WaitingTest
    void theSameItemsAndAmountGiveTheSamePage() {
        JsonNode invoice = invoice(10_000, "2026-01-10");
        JsonNode one = checkout(List.of(id(invoice))).expect(201);
        JsonNode two = checkout("all").expect(201);

        assertThat(id(two)).isEqualTo(id(one));
        assertThat(url(two)).isEqualTo(url(one));
        assertThat(STRIPE.sessions(account)).hasSize(1);
    }

    @WaitingTest
    void tenTabsAtOnceHaveOnePage() throws Exception {
        JsonNode invoice = invoice(10_000, "2026-01-10");
        List<Api.Answer> answers = atOnce(10, () -> checkout(List.of(id(invoice))));

        assertThat(answers).allMatch(answer -> answer.status() == 201);
        assertThat(new HashSet<>(
                        answers.stream().map(answer -> url(answer.json())).toList()))
                .hasSize(1);
        assertThat(STRIPE.sessions(account)).hasSize(1);
    }

    @WaitingTest
    void overlappingAttemptsClosesTheOlderPageAtStripe() {
        JsonNode one = invoice(10_000, "2026-01-10");
        JsonNode two = invoice(5_000, "2026-02-10");
        JsonNode older = checkout(List.of(id(one))).expect(201);

        JsonNode newer = checkout(List.of(id(one), id(two))).expect(201);

        assertThat(id(newer)).isNotEqualTo(id(older));
        assertThat(STRIPE.openSessions(account)).containsExactly(session(newer));
        assertThat(stored("state", id(older))).isEqualTo("expired");
        assertThat(liveReservations()).isEqualTo(2);
    }

    @WaitingTest
    void differentAmountsAtOnceLeaveAtMostOneLivePage() throws Exception {
        JsonNode invoice = invoice(100_000, "2026-01-10");
        List<Api.Answer> answers = atOnce(8, amount -> {
            var request = request(List.of(id(invoice)));
            request.put("amount", 1_000 + amount);
            return program().post("/v1/checkouts", request);
        });

        assertThat(answers).allMatch(answer -> answer.status() == 201 || answer.status() == 409);
        assertThat(STRIPE.openSessions(account)).hasSizeLessThan(2);
        assertThat(liveReservations()).isEqualTo(STRIPE.openSessions(account).size());
        JsonNode last = checkout(List.of(id(invoice))).expect(201);
        assertThat(STRIPE.openSessions(account)).containsExactly(session(last));
    }

    @WaitingTest
    void anOlderPageThatTurnsOutPaidIsBookedAndNotChargedAgain() {
        JsonNode invoice = invoice(10_000, "2026-01-10");
        JsonNode older = checkout(List.of(id(invoice))).expect(201);
        STRIPE.pay(url(older));
        var request = request(List.of(id(invoice)));
        request.put("amount", 6_000);

        JsonNode refused = program().post("/v1/checkouts", request).expect(409);

        assertThat(refused.path("code").asString()).isIn("already_paid", "item_settled");
        assertThat(stored("state", id(older))).isEqualTo("paid");
        assertThat(open(invoice)).isZero();
        assertThat(program().post("/v1/checkouts", request).refused(409)).isEqualTo("item_settled");
        assertThat(checkout("all").refused(409)).isEqualTo("nothing_to_pay");
        assertThat(STRIPE.sessions(account)).hasSize(1);
    }

    @WaitingTest
    void anAnswerThatGotLostEndsWithTheSameSession() {
        JsonNode invoice = invoice(10_000, "2026-01-10");
        STRIPE.misbehave(account, "create", "error_after", 1);

        JsonNode checkout = checkout(List.of(id(invoice))).expect(201);

        assertThat(checkout.path("state").asString()).isEqualTo("open");
        assertThat(STRIPE.sessions(account)).hasSize(1);
    }

    @WaitingTest
    void anUnknownOutcomeBlocksASecondChargeUntilStripeAnswers() {
        JsonNode invoice = invoice(10_000, "2026-01-10");
        STRIPE.misbehave(account, "create", "error_after", 1_000);
        JsonNode checkout = checkout(List.of(id(invoice))).expect(201);
        assertThat(checkout.path("state").asString()).isEqualTo("unknown");
        assertThat(checkout.path("url").isNull()).isTrue();

        var request = request(List.of(id(invoice)));
        request.put("amount", 6_000);
        JsonNode blocked = program().post("/v1/checkouts", request).expect(409);
        assertThat(blocked.path("code").asString()).isEqualTo("payment_outcome_unknown");
        assertThat(blocked.path("retryable").asBoolean()).isTrue();

        STRIPE.misbehave(account, "create", "error_after", 1);
        awaitState(checkout, "open");
        assertThat(STRIPE.sessions(account)).hasSize(1);
        STRIPE.pay(program()
                .get("/v1/checkouts/" + id(checkout))
                .expect(200)
                .path("url")
                .asString());
        awaitState(checkout, "paid");
        assertThat(STRIPE.charges(account)).containsExactly(10_000L);
        Books.mustBalance(tenant.id());
    }

    @WaitingTest
    void aServerThatDiedBeforeAskingIsHealedByTheSweeper() {
        JsonNode invoice = invoice(10_000, "2026-01-10");
        STRIPE.misbehave(account, "create", "error_before", 2);
        JsonNode checkout = checkout(List.of(id(invoice))).expect(201);
        sql(
                "update checkout set state = 'requested', requested_at = now() - interval '1 minute' where id = ?",
                checkout);

        eventually(() -> stored("state", id(checkout)).equals("open"));

        assertThat(STRIPE.sessions(account)).hasSize(1);
    }

    @WaitingTest
    void aServerThatDiedAfterThePaymentIsHealedByTheWebhook() {
        JsonNode invoice = invoice(10_000, "2026-01-10");
        JsonNode checkout = checkout(List.of(id(invoice))).expect(201);
        String session = session(checkout);
        sql("delete from directory.due_work where subject = ?", checkout);
        STRIPE.pay(url(checkout));
        sql(
                "update checkout set state = 'requested', session = null, url = null,"
                        + " requested_at = now() - interval '1 minute' where id = ?",
                checkout);

        deliver(event("checkout.session.completed", session), FakeStripe.CONNECT_SECRET)
                .expect(200);

        eventually(() -> stored("state", id(checkout)).equals("paid"));
        assertThat(open(invoice)).isZero();
    }

    @WaitingTest
    void anAttemptWhoseKeyStripeForgotIsLookedForAndNotAskedForAgain() {
        JsonNode invoice = invoice(10_000, "2026-01-10");
        JsonNode checkout = checkout(List.of(id(invoice))).expect(201);
        sql("update directory.due_work set due_at = now() + interval '1 hour' where subject = ?", checkout);
        STRIPE.pay(url(checkout));
        sql(
                "update checkout set state = 'unknown', session = null, url = null,"
                        + " requested_at = now() - interval '2 days' where id = ?",
                checkout);
        sql("update directory.due_work set due_at = now() where subject = ?", checkout);

        eventually(() -> stored("state", id(checkout)).equals("paid"));

        assertThat(STRIPE.calls(account, "create")).hasSize(1);
        assertThat(STRIPE.sessions(account)).hasSize(1);
    }

    @WaitingTest
    void aSessionThatStripeMadeBeforeItBrokeDownIsFoundAmongOthers() {
        JsonNode invoice = invoice(10_000, "2026-01-10");
        STRIPE.misbehave(account, "create", "error_kept_after", 1);
        JsonNode checkout = checkout(List.of(id(invoice))).expect(201);
        assertThat(checkout.path("state").asString()).isEqualTo("unknown");
        // Younger ones, so that it is on the second page.
        for (int at = 0; at < 3; at++) {
            checkout(List.of(id(invoice(1_000 + at, "2026-01-10")))).expect(201);
        }

        sql("update checkout set requested_at = now() - interval '2 minutes' where id = ?", checkout);
        JsonNode open = awaitState(checkout, "open");

        STRIPE.pay(url(open));
        awaitState(checkout, "paid");
        assertThat(STRIPE.charges(account)).containsExactly(10_000L);
        assertThat(STRIPE.sessions(account)).hasSize(4);
        assertThat(open(invoice)).isZero();
        Books.mustBalance(tenant.id());
    }

    @WaitingTest
    void anErrorThatStripeKeepsEndsTheAttemptOnceNoSessionIsThere() {
        JsonNode invoice = invoice(10_000, "2026-01-10");
        STRIPE.misbehave(account, "create", "error_kept", 1);
        JsonNode checkout = checkout(List.of(id(invoice))).expect(201);

        sql("update checkout set requested_at = now() - interval '2 minutes' where id = ?", checkout);
        eventually(() -> !STRIPE.calls(account, "list").isEmpty());
        // A list may be a moment old.
        assertThat(stored("state", id(checkout))).isEqualTo("unknown");
        assertThat(liveReservations()).isOne();
        sql("update checkout set error_kept_since = now() - interval '2 minutes' where id = ?", checkout);
        awaitState(checkout, "failed");

        assertThat(liveReservations()).isZero();
        assertThat(checkout(List.of(id(invoice))).expect(201).path("state").asString())
                .isEqualTo("open");
        assertThat(STRIPE.sessions(account)).hasSize(1);
    }

    @WaitingTest
    void anAttemptWithoutASessionEndsWhenItsTimeIsOver() {
        JsonNode invoice = invoice(10_000, "2026-01-10");
        STRIPE.misbehave(account, "create", "error_before", 1_000);
        JsonNode checkout = checkout(List.of(id(invoice))).expect(201);
        STRIPE.misbehave(account, "list", "error_before", 2);
        sql("""
                update checkout
                   set requested_at = now() - interval '4 hours', expires_at = now() - interval '1 hour'
                 where id = ?
                """, checkout);
        int asked = STRIPE.calls(account, "create").size();

        awaitState(checkout, "failed");

        assertThat(STRIPE.calls(account, "create")).hasSizeBetween(asked, asked + 1);
        assertThat(STRIPE.calls(account, "list").size()).isGreaterThan(2);
        assertThat(liveReservations()).isZero();
    }

    @WaitingTest
    void anEndedAttemptThatWasPaidAllTheSameIsBookedOnce() {
        JsonNode invoice = invoice(10_000, "2026-01-10");
        JsonNode checkout = checkout(List.of(id(invoice))).expect(201);
        end(checkout, "expired");
        tenant.payment(customer, 4_000, "2026-01-05", "oldest_first");
        STRIPE.pay(url(checkout));

        String event = event("checkout.session.completed", session(checkout));
        deliver(event, FakeStripe.CONNECT_SECRET).expect(200);
        deliver(event("checkout.session.completed", session(checkout)), FakeStripe.CONNECT_SECRET)
                .expect(200);
        eventually(() ->
                count("select count(*) from directory.webhook_inbox where account = ? and state = 'processed'") == 2);

        JsonNode paid = program().get("/v1/checkouts/" + id(checkout)).expect(200);
        assertThat(paid.path("state").asString()).isEqualTo("paid");
        assertThat(program()
                        .get("/v1/payments/" + paid.path("payment").asString())
                        .expect(200)
                        .path("unapplied")
                        .asLong())
                .isEqualTo(4_000);
        assertThat(open(invoice)).isZero();
        assertThat(program().get("/v1/payments").expect(200).path("data").size())
                .isEqualTo(2);
        Books.mustBalance(tenant.id());
    }

    @WaitingTest
    void aPaymentIntentLeadsToAnAttemptThatKnowsOfNoSession() {
        JsonNode invoice = invoice(10_000, "2026-01-10");
        JsonNode checkout = checkout(List.of(id(invoice))).expect(201);
        end(checkout, "failed");
        STRIPE.pay(url(checkout));
        sql("update checkout set session = null, payment_intent = null where id = ?", checkout);

        deliver(event("payment_intent.succeeded", STRIPE.intentOf(url(checkout))), FakeStripe.CONNECT_SECRET)
                .expect(200);

        eventually(() -> stored("state", id(checkout)).equals("paid"));
        assertThat(open(invoice)).isZero();
    }

    @WaitingTest
    void aPageThatIsStillOpenThoughItsAttemptEndedIsClosed() {
        JsonNode checkout = checkout(List.of(id(invoice(10_000, "2026-01-10")))).expect(201);
        end(checkout, "failed");

        deliver(event("checkout.session.expired", session(checkout)), FakeStripe.CONNECT_SECRET)
                .expect(200);

        eventually(() -> inboxState(account).equals("processed"));
        assertThat(STRIPE.openSessions(account)).isEmpty();
        assertThat(stored("state", id(checkout))).isEqualTo("failed");
    }

    @WaitingTest
    void anEventCountsAsSeenOnlyOnceStripeWasRead() {
        JsonNode invoice = invoice(10_000, "2026-01-10");
        JsonNode checkout = checkout(List.of(id(invoice))).expect(201);
        sql("delete from directory.due_work where subject = ?", checkout);
        STRIPE.pay(url(checkout));
        STRIPE.misbehave(account, "retrieve", "error_before", 1_000);

        deliver(event("checkout.session.completed", session(checkout)), FakeStripe.CONNECT_SECRET)
                .expect(200);

        eventually(() -> !STRIPE.calls(account, "retrieve").isEmpty());
        assertThat(inboxState(account)).isEqualTo("received");
        STRIPE.behave(account, "retrieve");
        eventually(() -> stored("state", id(checkout)).equals("paid"));
        eventually(() -> inboxState(account).equals("processed"));
        assertThat(open(invoice)).isZero();
    }

    @WaitingTest
    void aRepeatedRequestGoesOnWhereTheFirstOneStopped() {
        JsonNode invoice = invoice(10_000, "2026-01-10");
        Api keyed = program().with("Idempotency-Key", "pay-" + tenant.id());
        STRIPE.misbehave(account, "create", "error_before", 2);
        JsonNode first =
                keyed.post("/v1/checkouts", request(List.of(id(invoice)))).expect(201);
        assertThat(first.path("state").asString()).isEqualTo("unknown");

        Api.Answer second = keyed.post("/v1/checkouts", request(List.of(id(invoice))));

        assertThat(second.expect(201).path("state").asString()).isEqualTo("open");
        assertThat(second.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(id(second.json())).isEqualTo(id(first));
        assertThat(keyed.post("/v1/checkouts", request("all")).refused(422)).isEqualTo("idempotency_key_reused");
        assertThat(program().plainPost("/v1/checkouts", request("all")).refused(400))
                .isEqualTo("idempotency_key_required");
    }

    @WaitingTest
    void theSameRequestTenTimesAtOnceIsOneAttempt() throws Exception {
        JsonNode invoice = invoice(10_000, "2026-01-10");
        Api keyed = program().with("Idempotency-Key", "pay-" + tenant.id());

        List<Api.Answer> answers = atOnce(10, () -> keyed.post("/v1/checkouts", request(List.of(id(invoice)))));

        assertThat(answers).allMatch(answer -> answer.status() == 201);
        assertThat(new HashSet<>(answers.stream().map(Api.Answer::text).toList()))
                .hasSize(1);
        assertThat(STRIPE.sessions(account)).hasSize(1);
    }

    @WaitingTest
    void aDebitUnderWayReservesItsItemsUntilTheBankHasAnswered() {
        JsonNode invoice = invoice(10_000, "2026-01-10");
        JsonNode other = invoice(5_000, "2026-02-10");
        JsonNode checkout = checkout(List.of(id(invoice))).expect(201);
        STRIPE.payByDebit(url(checkout));
        awaitState(checkout, "processing");

        assertThat(checkout(List.of(id(invoice))).refused(409)).isEqualTo("payment_processing");
        JsonNode rest = checkout("all").expect(201);
        assertThat(rest.path("charge").path("amount").asLong()).isEqualTo(5_000);
        assertThat(rest.path("allocation").get(0).path("invoice").asString()).isEqualTo(id(other));
        assertThat(open(invoice)).isEqualTo(10_000);

        STRIPE.settleDebit(session(checkout));
        deliver(event("checkout.session.async_payment_succeeded", session(checkout)), FakeStripe.CONNECT_SECRET)
                .expect(200);
        awaitState(checkout, "paid");
        assertThat(open(invoice)).isZero();
        assertThat(program()
                        .get("/v1/payments")
                        .expect(200)
                        .path("data")
                        .get(0)
                        .path("method")
                        .asString())
                .isEqualTo("direct_debit");
    }

    @WaitingTest
    void aDebitThatFailedLeavesTheInvoicePayable() {
        JsonNode invoice = invoice(10_000, "2026-01-10");
        JsonNode checkout = checkout(List.of(id(invoice))).expect(201);
        STRIPE.payByDebit(url(checkout));
        awaitState(checkout, "processing");
        STRIPE.failDebit(session(checkout));
        deliver(event("checkout.session.async_payment_failed", session(checkout)), FakeStripe.CONNECT_SECRET)
                .expect(200);

        JsonNode failed = awaitState(checkout, "failed");

        assertThat(failed.path("failure").path("code").asString()).isEqualTo("debit_not_authorized");
        assertThat(checkout(List.of(id(invoice))).expect(201).path("state").asString())
                .isEqualTo("open");
        assertThat(program().get("/v1/payments").expect(200).path("data").size())
                .isZero();
    }

    @WaitingTest
    void thePageOfAVoidedInvoiceIsClosed() {
        JsonNode invoice = invoice(10_000, "2026-01-10");
        JsonNode other = invoice(5_000, "2026-01-10");
        JsonNode checkout = checkout(List.of(id(invoice))).expect(201);
        JsonNode untouched = checkout(List.of(id(other))).expect(201);

        cancel(invoice);

        eventually(() -> STRIPE.openSessions(account).equals(List.of(session(untouched))));
        awaitState(checkout, "expired");
        assertThat(liveReservations()).isOne();
        assertThat(STRIPE.charges(account)).isEmpty();
    }

    @WaitingTest
    void thePageOfAnInvoiceWhoseImportIsUndoneIsClosed() {
        String batch = imported("A-1", 10_000);
        JsonNode invoice =
                program().get("/v1/invoices").expect(200).path("data").get(0);
        var request = request(List.of(id(invoice)));
        request.put("customer", invoice.path("customer").path("id").asString());
        JsonNode checkout = program().post("/v1/checkouts", request).expect(201);

        program().post("/v1/imports/" + batch + "/undo", "").expect(200);

        awaitState(checkout, "expired");
        assertThat(STRIPE.openSessions(account)).isEmpty();
        assertThat(liveReservations()).isZero();
    }

    @WaitingTest
    void thePageOfWhatWasPaidOtherwiseIsClosed() {
        JsonNode whole = invoice(10_000, "2026-01-10");
        JsonNode part = invoice(5_000, "2026-01-10");
        JsonNode byHand = invoice(3_000, "2026-01-10");
        List<JsonNode> checkouts = List.of(whole, part, byHand).stream()
                .map(invoice -> checkout(List.of(id(invoice))).expect(201))
                .toList();
        JsonNode untouched = checkout(List.of(id(invoice(2_000, "2026-01-10")))).expect(201);

        tenant.payment(customer, 10_000, "2026-01-05", List.of(Map.of("invoice", id(whole), "amount", 10_000)));
        tenant.payment(customer, 1, "2026-01-05", List.of(Map.of("invoice", id(part), "amount", 1)));
        JsonNode credit = tenant.payment(customer, 3_000, "2026-01-05", "none");
        program()
                .post("/v1/allocations", Map.of("payment", id(credit), "invoice", id(byHand), "amount", 3_000))
                .expect(201);

        eventually(() -> STRIPE.openSessions(account).equals(List.of(session(untouched))));
        checkouts.forEach(checkout -> awaitState(checkout, "expired"));
        assertThat(checkout(List.of(id(part)))
                        .expect(201)
                        .path("charge")
                        .path("amount")
                        .asLong())
                .isEqualTo(4_999);
    }

    @WaitingTest
    void aReservationKeepsNobodyFromPayingOtherwiseAndMoneyOnItsWayIsBooked() {
        JsonNode invoice = invoice(10_000, "2026-01-10");
        JsonNode checkout = checkout(List.of(id(invoice))).expect(201);
        sql("delete from directory.due_work where subject = ?", checkout);
        STRIPE.pay(url(checkout));

        tenant.payment(customer, 10_000, "2026-01-05", "oldest_first");

        eventually(() -> stored("state", id(checkout)).equals("paid"));
        JsonNode paid = program().get("/v1/checkouts/" + id(checkout)).expect(200);
        assertThat(program()
                        .get("/v1/payments/" + paid.path("payment").asString())
                        .expect(200)
                        .path("unapplied")
                        .asLong())
                .isEqualTo(10_000);
        assertThat(liveReservations()).isZero();
        Books.mustBalance(tenant.id());
    }

    @WaitingTest
    void aPageThatWeHaveNotHeardOfYetIsClosedOnceItIsKnown() {
        JsonNode invoice = invoice(10_000, "2026-01-10");
        STRIPE.misbehave(account, "create", "error_after", 1_000);
        JsonNode checkout = checkout(List.of(id(invoice))).expect(201);
        assertThat(checkout.path("state").asString()).isEqualTo("unknown");

        cancel(invoice);
        STRIPE.misbehave(account, "create", "error_after", 1);

        awaitState(checkout, "expired");
        assertThat(STRIPE.sessions(account)).hasSize(1);
        assertThat(STRIPE.openSessions(account)).isEmpty();
    }

    @WaitingTest
    void aPageIsClosedLaterWhereStripeDoesNotAnswer() {
        JsonNode invoice = invoice(10_000, "2026-01-10");
        JsonNode checkout = checkout(List.of(id(invoice))).expect(201);
        STRIPE.misbehave(account, "expire", "error_before", 2);

        cancel(invoice);

        awaitState(checkout, "expired");
        assertThat(STRIPE.openSessions(account)).isEmpty();
        assertThat(STRIPE.calls(account, "expire")).hasSize(3);
    }

    @WaitingTest
    void aContactPaysForTheirOwnCustomerAndSeesNoOther() {
        JsonNode invoice = invoice(10_000, "2026-01-10");
        String stranger = tenant.customer("Other AG").path("id").asString();
        JsonNode theirs = tenant.invoice(stranger, 3_000, "2026-01-01", "2026-01-10");
        Api contact = tenant.contact(customer);

        assertThat(contact.post("/v1/checkouts", request(List.of(id(theirs)))).refused(422))
                .isEqualTo("unknown_reference");
        var forTheStranger = request(List.of(id(theirs)));
        forTheStranger.put("customer", stranger);
        assertThat(contact.post("/v1/checkouts", forTheStranger).refused(422)).isEqualTo("unknown_reference");

        JsonNode checkout =
                contact.post("/v1/checkouts", request(List.of(id(invoice)))).expect(201);
        assertThat(tenant.contact(stranger).get("/v1/checkouts/" + id(checkout)).refused(404))
                .isEqualTo("not_found");
        STRIPE.pay(url(checkout));
        eventually(() -> contact.get("/v1/checkouts/" + id(checkout))
                .expect(200)
                .path("state")
                .asString()
                .equals("paid"));
        assertThat(open(invoice)).isZero();
    }

    @WaitingTest
    void aPersonComesBackToThePortalAndNowhereElse() {
        var request = request(List.of(id(invoice(10_000, "2026-01-10"))));
        Api contact = tenant.contact(customer);
        for (String elsewhere : List.of(
                "https://portal.example.org/pay/back",
                "https://portal.example:8443/pay/back",
                "http://portal.example/pay/back",
                "https://evil.example/?https://portal.example/",
                "https://portal.example@evil.example/")) {
            request.put("return_url", elsewhere);
            JsonNode refused = contact.post("/v1/checkouts", request).expect(422);
            assertThat(refused.path("errors").get(0).path("pointer").asString())
                    .as(elsewhere)
                    .isEqualTo("/return_url");
        }
        assertThat(STRIPE.calls(account, "create")).isEmpty();

        request.put("return_url", "https://PORTAL.example:443/pay/back?lang=en");
        contact.post("/v1/checkouts", request).expect(201);
        // The tenant's own program speaks for the tenant: it may bring its payers back to the tenant's shop.
        request.put("return_url", "https://shop.example/back");
        program().post("/v1/checkouts", request).expect(201);
    }

    @WaitingTest
    void anotherTenantSeesNothingOfIt() {
        JsonNode invoice = invoice(10_000, "2026-01-10");
        JsonNode checkout = checkout(List.of(id(invoice))).expect(201);
        TestTenant other = tenants.create();
        link(other);
        String theirCustomer = other.customer("Mine").path("id").asString();

        assertThat(other.program().get("/v1/checkouts/" + id(checkout)).refused(404))
                .isEqualTo("not_found");
        assertThat(other.program()
                        .post("/v1/checkouts", request(List.of(id(invoice))))
                        .refused(422))
                .isEqualTo("unknown_reference");
        var mixed = request(List.of(id(invoice)));
        mixed.put("customer", theirCustomer);
        assertThat(other.program().post("/v1/checkouts", mixed).refused(422)).isEqualTo("unknown_reference");
    }

    @WaitingTest
    void aRefusalOfStripeReservesNothing() {
        JsonNode invoice = invoice(10_000, "2026-01-10");
        STRIPE.misbehave(account, "create", "refuse", 1);

        JsonNode refused = checkout(List.of(id(invoice))).expect(422);

        assertThat(refused.path("code").asString()).isEqualTo("refused_by_stripe");
        assertThat(refused.path("detail").asString())
                .contains("account_invalid")
                .doesNotContain("may not charge");
        assertThat(liveReservations()).isZero();
        assertThat(checkout(List.of(id(invoice))).expect(201).path("state").asString())
                .isEqualTo("open");
    }

    @WaitingTest
    void saysWhatIsMissingOrWrong() {
        TestTenant unlinked = tenants.create();
        String theirs = unlinked.customer("A").path("id").asString();
        var request = request("all");
        request.put("customer", theirs);
        assertThat(unlinked.program().post("/v1/checkouts", request).refused(409))
                .isEqualTo("stripe_not_linked");

        JsonNode invoice = invoice(10_000, "2026-01-10");
        var elsewhere = request(List.of(id(invoice)));
        elsewhere.put("return_url", "javascript:alert(1)");
        assertThat(program().post("/v1/checkouts", elsewhere).refused(422)).isEqualTo("invalid_request");
        elsewhere.put("return_url", "https://shop.example/back#there");
        assertThat(program().post("/v1/checkouts", elsewhere).refused(422)).isEqualTo("invalid_request");
        assertThat(checkout("some").refused(422)).isEqualTo("invalid_request");
        assertThat(checkout(List.of()).refused(422)).isEqualTo("invalid_request");
        assertThat(checkout(List.of(id(invoice), id(invoice))).refused(422)).isEqualTo("invalid_request");
        assertThat(checkout(List.of("inv_nothing")).refused(422)).isEqualTo("unknown_reference");
        var dollars = request(List.of(id(invoice)));
        dollars.put("currency", "USD");
        assertThat(program().post("/v1/checkouts", dollars).refused(422)).isEqualTo("currency_mismatch");
        assertThat(STRIPE.calls(account, "create")).isEmpty();
    }

    /** The id of a committed import of one invoice, of a customer of its own. */
    private String imported(String number, long cents) {
        String spec = """
                {"kind":"receivables","format":"csv","currency":"EUR","date_format":"yyyy-MM-dd",
                 "columns":{"customer.external_id":"customer","invoice.number":"number",
                            "invoice.issue_date":"issued","invoice.due_date":"due","invoice.total":"total"}}
                """;
        String csv = "customer,number,issued,due,total\nimported,%s,2026-01-01,2026-01-31,%s.00\n"
                .formatted(number, cents / 100);
        String body = "--b\r\nContent-Disposition: form-data; name=\"spec\"\r\nContent-Type: application/json\r\n\r\n"
                + spec + "\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n" + csv
                + "\r\n--b--\r\n";
        var headers = new LinkedHashMap<>(program().headers());
        headers.put("Content-Type", "multipart/form-data; boundary=b");
        headers.put("Idempotency-Key", UUID.randomUUID().toString());
        String batch = id(program()
                .send("POST", "/v1/imports", HttpRequest.BodyPublishers.ofString(body), headers)
                .expect(201));
        program().post("/v1/imports/" + batch + "/commit", "").expect(200);
        return batch;
    }

    private void cancel(JsonNode invoice) {
        program()
                .with("If-Match", "\"1\"")
                .post("/v1/invoices/" + id(invoice) + "/void", Map.of("reason", "twice"))
                .expect(200);
    }

    /** As an attempt is that was given up: nothing reserved, nobody looking. */
    private static void end(JsonNode checkout, String state) {
        sql("delete from directory.due_work where subject = ?", checkout);
        sql("update reservation set released_at = now() where attempt_id = ?", checkout);
        sql("update checkout set state = '%s', url = null where id = ?".formatted(state), checkout);
    }

    private Api program() {
        return tenant.program();
    }

    private JsonNode invoice(long amount, String dueDate) {
        return tenant.invoice(customer, amount, "2026-01-01", dueDate);
    }

    private Api.Answer checkout(Object items) {
        return program().post("/v1/checkouts", request(items));
    }

    private Map<String, Object> request(Object items) {
        var request = new LinkedHashMap<String, Object>();
        request.put("customer", customer);
        request.put("currency", "EUR");
        request.put("items", items);
        request.put("return_url", BACK);
        return request;
    }

    private static String id(JsonNode document) {
        return document.path("id").asString();
    }

    private static String url(JsonNode checkout) {
        return checkout.path("url").asString();
    }

    private String session(JsonNode checkout) {
        return stored("session", id(checkout));
    }

    private static JsonNode json(String text) {
        return Api.JSON.readTree(text);
    }

    private long open(JsonNode invoice) {
        return program()
                .get("/v1/invoices/" + id(invoice))
                .expect(200)
                .path("open")
                .asLong();
    }

    private JsonNode awaitState(JsonNode checkout, String state) {
        eventually(() -> program()
                .get("/v1/checkouts/" + id(checkout))
                .expect(200)
                .path("state")
                .asString()
                .equals(state));
        return program().get("/v1/checkouts/" + id(checkout)).expect(200);
    }

    private String event(String type, String object) {
        return FakeStripe.event("evt_" + Ids.next(), type, account, object);
    }

    private Api.Answer deliver(String event, String secret) {
        return send(event, FakeStripe.signature(event, secret, 0));
    }

    private Api.Answer send(String event, String signature) {
        return tenants.withoutToken().with("Stripe-Signature", signature).plainPost("/v1/stripe/webhooks", event);
    }

    private List<Api.Answer> atOnce(int times, Callable<Api.Answer> call) throws Exception {
        return atOnce(times, at -> call.call());
    }

    private interface Numbered {
        Api.Answer call(int at) throws Exception;
    }

    private static List<Api.Answer> atOnce(int times, Numbered call) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Api.Answer>> answers = IntStream.range(0, times)
                    .mapToObj(at -> threads.submit(() -> call.call(at)))
                    .toList();
            var done = new java.util.ArrayList<Api.Answer>();
            for (Future<Api.Answer> answer : answers) {
                done.add(answer.get());
            }
            return done;
        }
    }

    private static String link(TestTenant tenant) {
        String account = "acct_" + tenant.id().value().toString().replace("-", "");
        try (var connection = TestBackend.DATABASE.superuser().getConnection();
                var insert = connection.prepareStatement("""
                        insert into directory.processor_account (processor, account, tenant_id, active, created_at)
                        values ('stripe', ?, ?, true, now())
                        """)) {
            insert.setString(1, account);
            insert.setObject(2, tenant.id().value());
            insert.executeUpdate();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
        return account;
    }

    private static UUID uuid(String checkout) {
        return io.duebook.shared.PublicId.parse("chk_", checkout).orElseThrow();
    }

    private static String stored(String column, String checkout) {
        return query("select coalesce(%s, '') from checkout where id = ?".formatted(column), uuid(checkout));
    }

    private static String inboxState(String account) {
        return query("select state from directory.webhook_inbox where account = ?", account);
    }

    private long count(String sql) {
        return Long.parseLong(query(sql, account));
    }

    private long liveReservations() {
        return Long.parseLong(query(
                "select count(*) from reservation where tenant_id = ? and released_at is null",
                tenant.id().value()));
    }

    private List<String> events() {
        return List.of(query(
                        "select string_agg(type, ' ') from event where tenant_id = ?",
                        tenant.id().value())
                .split(" "));
    }

    private static String query(String sql, Object parameter) {
        try (var connection = TestBackend.DATABASE.superuser().getConnection();
                var query = connection.prepareStatement(sql)) {
            query.setObject(1, parameter);
            try (var rows = query.executeQuery()) {
                return rows.next() ? rows.getString(1) : "";
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static void sql(String sql, JsonNode checkout) {
        try (var connection = TestBackend.DATABASE.superuser().getConnection();
                var change = connection.prepareStatement(sql)) {
            change.setObject(1, uuid(id(checkout)));
            change.executeUpdate();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static void eventually(BooleanSupplier fact) {
        long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (!fact.getAsBoolean()) {
            assertThat(System.nanoTime()).as("within a minute").isLessThan(deadline);
            try {
                Thread.sleep(100);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

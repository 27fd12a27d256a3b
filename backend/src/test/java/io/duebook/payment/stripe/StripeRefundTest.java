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
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Money that came by card goes back by card, once, whatever Stripe answers. */
@BackendTest
class StripeRefundTest {

    private static final FakeStripe STRIPE = TestBackend.STRIPE;

    @Autowired
    private TestTenants tenants;

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
    void givesTheMoneyBackToTheCardThroughTheTenantsAccount() {
        String payment = paidByCard(10_000);
        free(payment);

        JsonNode asked = refund(payment, 4_000).expect(201);

        assertThat(asked.path("state").asString()).isEqualTo("pending");
        assertThat(asked.path("method").asString()).isEqualTo("processor");
        assertThat(unapplied(payment)).as("taken at once").isEqualTo(6_000);
        JsonNode done = await(asked, "succeeded");
        assertThat(done.path("failure").isNull()).isTrue();
        assertThat(STRIPE.givenBack(account)).isEqualTo(4_000);
        FakeStripe.Call call = STRIPE.calls(account, "create_refund").getFirst();
        assertThat(call.headers())
                .containsEntry("stripe-account", account)
                .containsEntry("stripe-version", "2026-07-29.dahlia");
        assertThat(call.headers().get("idempotency-key")).startsWith("duebook-refund-");
        assertThat(FakeStripe.fields(call))
                .containsEntry("amount", "4000")
                .containsEntry("metadata[refund]", asked.path("id").asString());
        assertThat(call.body()).isEqualTo(stored("request"));
        assertThat(journal("refund")).containsExactly("unapplied 4000 processor_clearing:stripe -4000");
        assertThat(events()).contains("refund.requested", "refund.succeeded");
    }

    @WaitingTest
    void aRefundOfWhatIsAllocatedReopensTheItem() {
        String payment = paidByCard(10_000);
        String invoice = program()
                .get("/v1/payments/" + payment)
                .expect(200)
                .at("/allocations/0/invoice")
                .asString();

        JsonNode asked = program()
                .post(
                        "/v1/refunds",
                        Map.of(
                                "payment",
                                payment,
                                "amount",
                                3_000,
                                "items",
                                List.of(Map.of("invoice", invoice, "amount", 3_000)),
                                "reason",
                                "one came back"))
                .expect(201);

        await(asked, "succeeded");
        assertThat(program()
                        .get("/v1/invoices/" + invoice)
                        .expect(200)
                        .path("open")
                        .asLong())
                .isEqualTo(3_000);
    }

    @WaitingTest
    void anAnswerThatIsLostIsAskedForAgainAndGivesTheMoneyOnce() {
        String payment = paidByCard(10_000);
        free(payment);
        STRIPE.misbehave(account, "create_refund", "error_after", 2);

        JsonNode asked = refund(payment, 4_000).expect(201);

        await(asked, "succeeded");
        assertThat(STRIPE.givenBack(account)).isEqualTo(4_000);
        assertThat(STRIPE.calls(account, "create_refund").stream()
                        .map(call -> call.headers().get("idempotency-key"))
                        .distinct())
                .hasSize(1);
    }

    @WaitingTest
    void anErrorThatStripeKeepsIsUnknownUntilItsListSaysWhatBecameOfIt() throws SQLException {
        String payment = paidByCard(10_000);
        free(payment);
        STRIPE.misbehave(account, "create_refund", "error_kept_after", 1);

        JsonNode asked = refund(payment, 4_000).expect(201);

        await(asked, "unknown");
        assertThat(unapplied(payment)).as("spoken for").isEqualTo(6_000);
        assertThat(refund(payment, 6_001).refused(409)).isEqualTo("credit_used_up");
        askedSoLongAgo("2 minutes");
        await(asked, "succeeded");
        assertThat(STRIPE.givenBack(account)).isEqualTo(4_000);
    }

    @WaitingTest
    void anErrorThatStripeKeepsWithoutARefundGivesTheCreditBack() throws SQLException {
        String payment = paidByCard(10_000);
        free(payment);
        STRIPE.misbehave(account, "create_refund", "error_kept", 1);

        JsonNode asked = refund(payment, 4_000).expect(201);

        await(asked, "unknown");
        awaitErrorKept();
        sql("update stripe_refund set error_kept_since = now() - interval '2 minutes' where tenant_id = '%s'"
                .formatted(tenant.id().value()));
        askedSoLongAgo("2 minutes");
        JsonNode failed = await(asked, "failed");
        assertThat(failed.at("/failure/code").asString()).isEqualTo("no_refund");
        assertThat(unapplied(payment)).isEqualTo(10_000);
        assertThat(STRIPE.givenBack(account)).isZero();
    }

    @WaitingTest
    void aRefundThatStripeRefusesGivesTheCreditBackOnADayOfItsOwn() {
        String payment = paidByCard(10_000);
        free(payment);
        STRIPE.misbehave(account, "create_refund", "refuse", 1);

        JsonNode asked = refund(payment, 4_000).expect(201);

        JsonNode failed = await(asked, "failed");
        assertThat(failed.at("/failure/code").asString()).isEqualTo("account_invalid");
        assertThat(failed.path("failed_on").asString()).isNotEmpty();
        assertThat(unapplied(payment)).isEqualTo(10_000);
        JsonNode view = program().get("/v1/payments/" + payment).expect(200);
        assertThat(view.path("refunded").asLong()).isZero();
        assertThat(view.at("/refunds/0/state").asString()).isEqualTo("failed");
        assertThat(journal("refund_undone")).containsExactly("processor_clearing:stripe 4000 unapplied -4000");
        assertThat(events()).contains("refund.requested", "refund.failed").doesNotContain("refund.succeeded");
        await(refund(payment, 10_000).expect(201), "succeeded");
    }

    @WaitingTest
    void thatTheAccountIsClosedSaysNothingOfWhatWasAskedBefore() {
        String payment = paidByCard(10_000);
        free(payment);
        STRIPE.misbehave(account, "create_refund", "error_after", 1);
        JsonNode asked = refund(payment, 4_000).expect(201);
        await(asked, "unknown");
        STRIPE.misbehave(account, "create_refund", "refuse", 1);

        eventually(() -> STRIPE.calls(account, "create_refund").size() >= 2);

        await(asked, "succeeded");
        assertThat(events()).doesNotContain("refund.failed");
        assertThat(unapplied(payment)).isEqualTo(6_000);
        assertThat(STRIPE.givenBack(account)).isEqualTo(4_000);
    }

    @WaitingTest
    void oneThatFailedHereAndWasGivenAllTheSameIsBookedAndWhatIsUsedIsOwed() {
        String payment = paidByCard(10_000);
        free(payment);
        STRIPE.misbehave(account, "create_refund", "refuse_after", 1);
        JsonNode asked = refund(payment, 4_000).expect(201);
        await(asked, "failed");
        String other = tenant.invoice(customer, 9_000, "2026-01-01", "2026-01-31")
                .path("id")
                .asString();
        program()
                .post("/v1/allocations", Map.of("payment", payment, "invoice", other, "amount", 9_000))
                .expect(201);
        String object = STRIPE.refunds(account).getFirst();

        deliver("refund.updated", object);
        deliver("refund.updated", object);

        JsonNode given = await(asked, "succeeded");
        assertThat(given.path("failure").isNull()).isTrue();
        eventually(() -> inbox("processed") == 2);
        assertThat(unapplied(payment)).isZero();
        assertThat(program()
                        .get("/v1/charges?kind=refund_reclaimed")
                        .expect(200)
                        .at("/data/0/open")
                        .asLong())
                .isEqualTo(3_000);
        assertThat(events()).containsOnlyOnce("refund.given_after_all");
        STRIPE.refundBecomes(object, "failed");
        deliver("refund.failed", object);
        await(asked, "failed");
        assertThat(unapplied(payment)).isEqualTo(1_000);
        assertThat(program()
                        .get("/v1/charges?kind=refund_reclaimed")
                        .expect(200)
                        .at("/data/0/open")
                        .asLong())
                .isZero();
    }

    @WaitingTest
    void oneWhosePaymentWasTakenBackBeforeStripeWasAskedIsNotAskedFor() throws SQLException {
        String payment = paidByCard(10_000);
        free(payment);
        sql("""
                create function refunds_wait() returns trigger language plpgsql as
                $$ begin if new.kind = 'stripe_refund' then new.due_at = now() + interval '1 hour'; end if; return new; end $$
                """);
        sql("""
                create trigger refunds_wait before insert on directory.due_work
                for each row when (new.tenant_id = '%s') execute function refunds_wait()
                """.formatted(tenant.id().value()));
        JsonNode asked;
        try {
            asked = refund(payment, 4_000).expect(201);
        } finally {
            sql("drop trigger refunds_wait on directory.due_work");
            sql("drop function refunds_wait()");
        }
        program()
                .post("/v1/payments/" + payment + "/reverse", Map.of("kind", "chargeback", "reason", "objected to"))
                .expect(200);

        sql("update directory.due_work set due_at = now() where tenant_id = '%s' and kind = 'stripe_refund'"
                .formatted(tenant.id().value()));

        assertThat(await(asked, "failed").at("/failure/code").asString()).isEqualTo("payment_reversed");
        assertThat(STRIPE.calls(account, "create_refund")).isEmpty();
        assertThat(unapplied(payment)).isZero();
        assertThat(program()
                        .get("/v1/charges?kind=refund_reclaimed")
                        .expect(200)
                        .at("/data/0/state")
                        .asString())
                .isEqualTo("paid");
    }

    @WaitingTest
    void whatSettlesSomethingOnADayToComeDoesNotGoBackToday() {
        String payment = paidByCard(10_000);
        free(payment);
        String later = tenant.invoice(customer, 9_000, "2998-01-01", "2998-01-31")
                .path("id")
                .asString();
        program()
                .post("/v1/allocations", Map.of("payment", payment, "invoice", later, "amount", 9_000))
                .expect(201);
        var request = new HashMap<String, Object>(Map.of("payment", payment, "amount", 3_000, "reason", "asked for"));
        request.put("items", List.of(Map.of("invoice", later, "amount", 2_000)));

        assertThat(program().post("/v1/refunds", request).refused(422)).isEqualTo("refunded_too_early");

        request.put("method", "cash");
        assertThat(program()
                        .post("/v1/refunds", request)
                        .expect(201)
                        .path("refunded_on")
                        .asString())
                .isEqualTo("2998-01-01");
    }

    @WaitingTest
    void aPendingRefundSucceedsWithoutAWebhook() {
        String payment = paidByCard(10_000);
        free(payment);
        STRIPE.refundsBegin(account, "pending");

        JsonNode asked = refund(payment, 4_000).expect(201);

        eventually(() -> STRIPE.refunds(account).size() == 1);
        assertThat(program()
                        .get("/v1/refunds/" + asked.path("id").asString())
                        .expect(200)
                        .path("state")
                        .asString())
                .isEqualTo("pending");
        STRIPE.refundBecomes(STRIPE.refunds(account).getFirst(), "succeeded");
        await(asked, "succeeded");
    }

    @WaitingTest
    void whatABankSendsBackLaterIsTheCustomersCreditAgain() {
        String payment = paidByCard(10_000);
        free(payment);
        JsonNode asked = refund(payment, 4_000).expect(201);
        await(asked, "succeeded");
        String object = STRIPE.refunds(account).getFirst();
        STRIPE.refundBecomes(object, "failed");

        deliver("refund.failed", object);
        deliver("refund.failed", object);
        deliver("refund.updated", object);

        JsonNode failed = await(asked, "failed");
        assertThat(failed.at("/failure/code").asString()).isEqualTo("lost_or_stolen_card");
        assertThat(unapplied(payment)).isEqualTo(10_000);
        assertThat(journal("refund_undone")).hasSize(1);
    }

    @WaitingTest
    void anEventFindsARefundOfWhichWeHadNoAnswer() {
        String payment = paidByCard(10_000);
        free(payment);
        STRIPE.misbehave(account, "create_refund", "error_kept_after", 1);
        JsonNode asked = refund(payment, 4_000).expect(201);
        await(asked, "unknown");

        deliver("refund.created", STRIPE.refunds(account).getFirst());

        await(asked, "succeeded");
        assertThat(STRIPE.givenBack(account)).isEqualTo(4_000);
    }

    @WaitingTest
    void eventsOfOthersRefundsChangeNothing() {
        String payment = paidByCard(10_000);
        free(payment);
        STRIPE.refundsBegin(account, "pending");
        JsonNode asked = refund(payment, 4_000).expect(201);
        eventually(() -> STRIPE.refunds(account).size() == 1);
        String object = STRIPE.refunds(account).getFirst();

        deliver("refund.updated", "re_of_nobody");
        deliver(FakeStripe.event("evt_" + Ids.next(), "refund.failed", "acct_stranger", object));

        eventually(() -> inbox("ignored") == 1);
        assertThat(program()
                        .get("/v1/refunds/" + asked.path("id").asString())
                        .expect(200)
                        .path("state")
                        .asString())
                .isEqualTo("pending");
        STRIPE.refundBecomes(object, "canceled");
        deliver("charge.refund.updated", object);
        assertThat(await(asked, "failed").at("/failure/code").asString()).isEqualTo("canceled");
    }

    @WaitingTest
    void manyAtOnceGiveNoMoreThanTheCardPaid() throws Exception {
        String payment = paidByCard(10_000);
        free(payment);

        try (var clients = Executors.newFixedThreadPool(8)) {
            List<Future<Integer>> answers = IntStream.range(0, 8)
                    .mapToObj(at -> clients.submit(() -> refund(payment, 3_000).status()))
                    .toList();
            int given = 0;
            for (Future<Integer> answer : answers) {
                given += answer.get() == 201 ? 1 : 0;
            }
            assertThat(given).isEqualTo(3);
        }
        eventually(() -> STRIPE.givenBack(account) == 9_000);
        assertThat(unapplied(payment)).isEqualTo(1_000);
    }

    @WaitingTest
    void goesBackTodayAndInAmountsThatStripeCounts() {
        String payment = paid("KWD", 12_340);
        free(payment);

        assertThat(refund(payment, 1_001).refused(422)).isEqualTo("amount_not_refundable");
        assertThat(program()
                        .post(
                                "/v1/refunds",
                                Map.of("payment", payment, "amount", 10, "refunded_on", "2020-01-01", "reason", "x"))
                        .refused(422))
                .isEqualTo("refund_goes_today");
        await(refund(payment, 1_000).expect(201), "succeeded");
        assertThat(program()
                        .post(
                                "/v1/refunds",
                                Map.of("payment", payment, "amount", 1_001, "method", "cash", "reason", "x"))
                        .expect(201)
                        .path("state")
                        .asString())
                .isEqualTo("succeeded");
        assertThat(unapplied(payment)).isEqualTo(12_340 - 2_001);
    }

    @WaitingTest
    void worksInACurrencyWithoutDecimals() {
        String payment = paid("JPY", 5_000);
        free(payment);

        await(refund(payment, 1_234).expect(201), "succeeded");

        assertThat(STRIPE.givenBack(account)).isEqualTo(1_234);
    }

    private Api program() {
        return tenant.program();
    }

    private String paidByCard(long amount) {
        return paid("EUR", amount);
    }

    /** The payment of an invoice that was paid on the hosted page. */
    private String paid(String currency, long amount) {
        String invoice =
                program().made("/v1/invoices", Body.invoice(customer, amount).with("currency", currency));
        JsonNode checkout = program()
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
        STRIPE.pay(checkout.path("url").asString());
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

    private Api.Answer refund(String payment, long amount) {
        var request = new HashMap<String, Object>(Map.of("payment", payment, "amount", amount, "reason", "asked for"));
        return program().post("/v1/refunds", request);
    }

    private long unapplied(String payment) {
        return program()
                .get("/v1/payments/" + payment)
                .expect(200)
                .path("unapplied")
                .asLong();
    }

    private JsonNode await(JsonNode refund, String state) {
        String path = "/v1/refunds/" + refund.path("id").asString();
        eventually(
                () -> program().get(path).expect(200).path("state").asString().equals(state));
        return program().get(path).expect(200);
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

    private void askedSoLongAgo(String ago) throws SQLException {
        sql("update stripe_refund set requested_at = now() - interval '%s' where tenant_id = '%s'"
                .formatted(ago, tenant.id().value()));
        sql("update directory.due_work set due_at = now() where tenant_id = '%s' and kind = 'stripe_refund'"
                .formatted(tenant.id().value()));
    }

    private void awaitErrorKept() {
        eventually(() -> !stored("coalesce(error_kept_since::text, '')").isEmpty());
    }

    private long inbox(String state) {
        return Long.parseLong(query("select count(*) from directory.webhook_inbox where account = '%s' and state = '%s'"
                .formatted(account, state)));
    }

    private String stored(String column) {
        return query("select %s from stripe_refund where tenant_id = '%s'"
                .formatted(column, tenant.id().value()));
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

package io.duebook.sandbox.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.stripe.StripeClient;
import com.stripe.exception.ApiConnectionException;
import com.stripe.exception.ApiException;
import com.stripe.exception.AuthenticationException;
import com.stripe.exception.IdempotencyException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.PermissionException;
import com.stripe.exception.RateLimitException;
import com.stripe.exception.SignatureVerificationException;
import com.stripe.exception.StripeException;
import com.stripe.model.Charge;
import com.stripe.model.Dispute;
import com.stripe.model.Event;
import com.stripe.model.Refund;
import com.stripe.model.checkout.Session;
import com.stripe.net.RequestOptions;
import com.stripe.net.Webhook;
import com.stripe.param.ChargeListParams;
import com.stripe.param.RefundCreateParams;
import com.stripe.param.checkout.SessionCreateParams;
import com.stripe.param.checkout.SessionListParams;
import com.stripe.param.checkout.SessionRetrieveParams;
import io.duebook.sandbox.http.Json;
import io.duebook.sandbox.http.Request;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The double behaves as Stripe does, seen through Stripe's own library. */
class StripeDoubleTest {

    private static final String KEY = "sk_test_of_these_tests";
    private static final String CONNECT_SECRET = "whsec_connect";
    private static final String ACCOUNT = "acct_north";
    private static final String FORM = "mode=payment&success_url=http://localhost/done&line_items[0][quantity]=1"
            + "&line_items[0][price_data][currency]=usd&line_items[0][price_data][unit_amount]=900"
            + "&line_items[0][price_data][product_data][name]=Invoice";
    private static final String OTHER_ACCOUNT = "acct_south";

    private final HttpClient http =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
    private Path folder;
    private Receiver receiver;
    private StripeDouble stripe;
    private StripeClient client;

    @BeforeEach
    void start(@TempDir Path empty) throws Exception {
        folder = empty;
        receiver = new Receiver();
        startDouble(Clock.systemUTC());
        put("/_accounts/" + ACCOUNT, "{\"name\":\"Northwind Trading Co.\"}");
        put("/_accounts/" + OTHER_ACCOUNT, "{\"name\":\"Southwind\"}");
    }

    @AfterEach
    void stop() throws Exception {
        stripe.close();
        receiver.close();
    }

    @Test
    void makesASessionThatCanBePaidByCard() throws Exception {
        Session open =
                client.v1().checkout().sessions().create(session("eur", 12_345).build(), as(ACCOUNT));
        assertThat(open.getStatus()).isEqualTo("open");
        assertThat(open.getPaymentIntent()).as("made at the first attempt only").isNull();
        assertThat(open.getExpiresAt() - open.getCreated())
                .isEqualTo(Duration.ofHours(24).toSeconds());

        JsonNode paid = post("/_checkout/" + open.getId() + "/complete", "{\"card\":\"4242424242424242\"}");
        assertThat(paid.path("payment_status").asString()).isEqualTo("paid");

        Session done = retrieve(open.getId());
        assertThat(done.getStatus()).isEqualTo("complete");
        assertThat(done.getUrl()).isNull();
        assertThat(done.getClientReferenceId()).isEqualTo("att_1");
        assertThat(done.getPaymentIntentObject().getStatus()).isEqualTo("succeeded");
        assertThat(done.getPaymentIntentObject().getAmountReceived()).isEqualTo(12_345);
        assertThat(done.getPaymentIntentObject().getMetadata()).containsEntry("attempt", "1");
        var charge = done.getPaymentIntentObject().getLatestChargeObject();
        assertThat(charge.getPaid()).isTrue();
        assertThat(charge.getPaymentMethodDetails().getCard().getLast4()).isEqualTo("4242");
        assertThat(client.v1()
                        .charges()
                        .list(
                                ChargeListParams.builder()
                                        .setPaymentIntent(done.getPaymentIntent())
                                        .build(),
                                as(ACCOUNT))
                        .getData())
                .hasSize(1);
        var transaction = client.v1().balanceTransactions().retrieve(charge.getBalanceTransaction(), as(ACCOUNT));
        assertThat(transaction.getNet()).isEqualTo(12_345 - transaction.getFee());
        assertThat(get("/_charges").path("succeeded").asInt()).isEqualTo(1);
    }

    @Test
    void aDeclinedCardChargesNothingAndLeavesTheSessionOpen() throws Exception {
        Session open = create("usd", 5_000);
        JsonNode refused = post("/_checkout/" + open.getId() + "/complete", "4000000000009995");
        assertThat(refused.path("error").path("decline_code").asString()).isEqualTo("insufficient_funds");

        Session still = retrieve(open.getId());
        assertThat(still.getStatus()).isEqualTo("open");
        assertThat(still.getPaymentIntentObject().getStatus()).isEqualTo("requires_payment_method");
        assertThat(still.getPaymentIntentObject().getLastPaymentError().getCode())
                .isEqualTo("card_declined");
        assertThat(get("/_charges").path("succeeded").asInt()).isZero();

        post("/_checkout/" + open.getId() + "/complete", "4242424242424242");
        Session paid = retrieve(open.getId());
        assertThat(paid.getPaymentIntent()).isEqualTo(still.getPaymentIntent());
        assertThat(get("/_charges").path("succeeded").asInt()).isEqualTo(1);
    }

    @Test
    void twentyPagesPayingAtOnceChargeOnce() throws Exception {
        Session open = create("usd", 5_000);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<JsonNode> pay = () -> post("/_checkout/" + open.getId() + "/complete", "4242424242424242");
            for (Future<JsonNode> done : threads.invokeAll(Collections.nCopies(20, pay))) {
                assertThat(done.get().path("payment_status").asString()).isEqualTo("paid");
            }
        }
        assertThat(get("/_charges").path("count").asInt()).isEqualTo(1);
    }

    @Test
    void aKeyRepeatsItsAnswerAndRefusesAnotherRequest() throws Exception {
        Session first =
                client.v1().checkout().sessions().create(session("usd", 900).build(), key("k1"));
        Session again =
                client.v1().checkout().sessions().create(session("usd", 900).build(), key("k1"));
        assertThat(again.getId()).isEqualTo(first.getId());
        assertThat(again.getLastResponse().headers().firstValue("Idempotent-Replayed"))
                .contains("true");

        assertThatThrownBy(() -> client.v1()
                        .checkout()
                        .sessions()
                        .create(session("usd", 901).build(), key("k1")))
                .isInstanceOf(IdempotencyException.class);
        assertThat(client.v1()
                        .checkout()
                        .sessions()
                        .create(
                                session("usd", 900).build(),
                                RequestOptions.builder()
                                        .setStripeAccount(OTHER_ACCOUNT)
                                        .setIdempotencyKey("k1")
                                        .build())
                        .getId())
                .as("another account's keys are its own")
                .isNotEqualTo(first.getId());
    }

    @Test
    void aRefusalAfterTheWorkBeganIsRepeatedAndOneBeforeIsNot() throws Exception {
        StripeException tooSmall = refusal(session("usd", 10), key("k2"));
        assertThat(tooSmall.getCode()).isEqualTo("amount_too_small");
        HttpResponse<String> raw = createRaw("k2", "mode=payment&success_url=http%3A%2F%2Flocalhost&nonsense=1");
        assertThat(raw.statusCode()).as("the parameters are checked first").isEqualTo(400);
        assertThat(Json.parse(raw.body()).path("error").path("code").asString()).isEqualTo("parameter_unknown");
        assertThat(refusal(session("usd", 10), key("k2")).getCode()).isEqualTo("amount_too_small");
        assertThat(createRaw("k3", "nonsense=1").statusCode()).isEqualTo(400);
        assertThat(client.v1()
                        .checkout()
                        .sessions()
                        .create(session("usd", 900).build(), key("k3"))
                        .getId())
                .startsWith("cs_test_");
    }

    @Test
    void twoCallsWithOneKeyAtOnceAreAConflict() throws Exception {
        post("/_faults", "{\"kind\":\"slow_ms\",\"on\":\"checkout.session.create\",\"ms\":4000}");
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Session> slow = threads.submit(() ->
                    client.v1().checkout().sessions().create(session("usd", 900).build(), key("k4")));
            Thread.sleep(500);
            StripeException conflict = refusal(session("usd", 900), key("k4"));
            assertThat(conflict.getStatusCode()).isEqualTo(409);
            assertThat(conflict.getCode()).isEqualTo("idempotency_key_in_use");
            assertThat(client.v1()
                            .checkout()
                            .sessions()
                            .retrieve(slow.get().getId(), as(ACCOUNT))
                            .getStatus())
                    .isEqualTo("open");
        }
    }

    @Test
    void acceptsAndThenSaysNothing() throws Exception {
        post("/_faults", "{\"kind\":\"timeout_after_accepting\",\"on\":\"checkout.session.create\"}");
        RequestOptions impatient = RequestOptions.builder()
                .setStripeAccount(ACCOUNT)
                .setIdempotencyKey("k5")
                .setReadTimeout(3_000)
                .build();
        assertThatThrownBy(() -> client.v1()
                        .checkout()
                        .sessions()
                        .create(session("usd", 900).build(), impatient))
                .isInstanceOf(ApiConnectionException.class);
        List<Session> made = sessions();
        assertThat(made).hasSize(1);
        Session again =
                client.v1().checkout().sessions().create(session("usd", 900).build(), key("k5"));
        assertThat(again.getId()).isEqualTo(made.getFirst().getId());
        assertThat(sessions()).hasSize(1);
    }

    @Test
    void faultsComeAsOrderedAndOnlyAsOftenAsOrdered() throws Exception {
        post(
                "/_faults",
                "[{\"kind\":\"rate_limit\"},{\"kind\":\"error_500_before\"},{\"kind\":\"connection_reset_after\"}]");
        assertThatThrownBy(() -> create("usd", 900)).isInstanceOf(RateLimitException.class);
        assertThatThrownBy(() -> create("usd", 900)).isInstanceOf(ApiException.class);
        assertThat(sessions()).isEmpty();
        // The JDK's older client, which Stripe's library uses, repeats a POST by itself when the connection breaks.
        assertThatThrownBy(() -> createRaw("", FORM)).isInstanceOf(IOException.class);
        assertThat(sessions()).hasSize(1);
        assertThat(create("usd", 900).getStatus()).isEqualTo("open");
        post("/_faults", "{\"kind\":\"rate_limit\",\"times\":3}");
        send("DELETE", "/_faults", "");
        assertThat(create("usd", 900).getStatus()).isEqualTo("open");
        assertThat(post("/_faults", "{\"kind\":\"earthquake\"}").path("error").asString())
                .contains("earthquake");
    }

    @Test
    void aBreakdownAfterTheWorkIsWhatTheKeyRepeats() throws Exception {
        post("/_faults", "{\"kind\":\"error_500_after\",\"on\":\"checkout.session.create\"}");
        for (int attempt = 0; attempt < 2; attempt++) {
            assertThatThrownBy(() -> client.v1()
                            .checkout()
                            .sessions()
                            .create(session("usd", 900).build(), key("k6")))
                    .isInstanceOf(ApiException.class);
        }
        assertThat(sessions()).as("the session was made all the same").hasSize(1);
    }

    @Test
    void aBreakdownBeforeTheWorkMayBeWhatTheKeyRepeatsToo() throws Exception {
        post("/_faults", "{\"kind\":\"error_500_kept\",\"on\":\"checkout.session.create\"}");
        for (int attempt = 0; attempt < 2; attempt++) {
            ApiException broken = catchThrowableOfType(ApiException.class, () -> client.v1()
                    .checkout()
                    .sessions()
                    .create(session("usd", 900).build(), key("kept")));
            assertThat(broken.getStatusCode()).isEqualTo(500);
            assertThat(broken.getStripeError()
                            .getLastResponse()
                            .headers()
                            .firstValue("Idempotent-Replayed")
                            .isPresent())
                    .isEqualTo(attempt > 0);
        }
        assertThat(sessions()).isEmpty();
        assertThat(client.v1()
                        .checkout()
                        .sessions()
                        .create(session("usd", 900).build(), key("kept next"))
                        .getStatus())
                .isEqualTo("open");
    }

    @Test
    void keepsAccountsAndKeysApart() throws Exception {
        Session mine = create("usd", 900);
        InvalidRequestException missing = catchThrowableOfType(
                InvalidRequestException.class,
                () -> client.v1().checkout().sessions().retrieve(mine.getId(), as(OTHER_ACCOUNT)));
        assertThat(missing.getStatusCode()).isEqualTo(404);
        assertThat(missing.getCode()).isEqualTo("resource_missing");
        assertThatThrownBy(() -> client.v1().checkout().sessions().retrieve(mine.getId(), as("acct_unknown")))
                .isInstanceOf(PermissionException.class);
        StripeClient stranger = client("sk_test_of_somebody_else");
        assertThatThrownBy(() -> stranger.v1().checkout().sessions().retrieve(mine.getId(), as(ACCOUNT)))
                .isInstanceOf(AuthenticationException.class);
        assertThat(client.v1().accounts().retrieve(ACCOUNT).getBusinessProfile().getName())
                .isEqualTo("Northwind Trading Co.");
        assertThatThrownBy(() -> client.v1().accounts().retrieve("acct_unknown"))
                .isInstanceOf(PermissionException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "usd,49,amount_too_small",
        "usd,50,",
        "usd,99999999,",
        "usd,100000000,amount_too_large",
        "jpy,49,amount_too_small",
        "jpy,50,",
        "kwd,1005,refused",
        "kwd,1010,",
        "isk,550,refused",
        "isk,5500,",
        "cny,10000,",
        "xyz,1000,refused"
    })
    void chargesOnlyWhatStripeCharges(String currency, long amount, @Nullable String code) throws Exception {
        if (code == null) {
            assertThat(create(currency, amount).getAmountTotal()).isEqualTo(amount);
        } else {
            StripeException refused = refusal(session(currency, amount), as(ACCOUNT));
            assertThat(refused.getStatusCode()).isEqualTo(400);
            assertThat(code.equals("refused") ? "refused" : refused.getCode()).isEqualTo(code);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "line_items[0][price_data][colour]=red,parameter_unknown,line_items[0][price_data][colour]",
        "line_items[0][quantity]=many,parameter_invalid_integer,line_items[0][quantity]",
        "client_reference_id=,parameter_invalid_empty,client_reference_id",
        "success_url=somewhere,url_invalid,success_url",
        "customer_email=nobody,email_invalid,customer_email"
    })
    void refusesWhatStripeRefuses(String more, String code, String param) throws Exception {
        String form = FORM + "&" + more;
        JsonNode error = Json.parse(createRaw("", form).body()).path("error");
        assertThat(error.path("code").asString()).isEqualTo(code);
        assertThat(error.path("param").asString()).isEqualTo(param);
        assertThat(error.path("type").asString()).isEqualTo("invalid_request_error");
    }

    @Test
    void wantsWhatAPaymentNeeds() throws Exception {
        assertThat(Json.parse(createRaw("", "mode=payment").body())
                        .path("error")
                        .path("param")
                        .asString())
                .isEqualTo("success_url");
        assertThat(Json.parse(createRaw("", "mode=payment&success_url=http://localhost")
                                .body())
                        .path("error")
                        .path("code")
                        .asString())
                .isEqualTo("parameter_missing");
    }

    @Test
    void expiresOnRequestAndOnlyWhileOpen() throws Exception {
        Session open = create("usd", 900);
        Session expired = client.v1().checkout().sessions().expire(open.getId(), as(ACCOUNT));
        assertThat(expired.getStatus()).isEqualTo("expired");
        InvalidRequestException again = catchThrowableOfType(
                InvalidRequestException.class,
                () -> client.v1().checkout().sessions().expire(open.getId(), as(ACCOUNT)));
        assertThat(again.getMessage()).contains("`expired`");
        assertThat(send("POST", "/_checkout/" + open.getId() + "/complete", "4242424242424242")
                        .statusCode())
                .isEqualTo(409);
        assertThat(get("/_charges").path("count").asInt()).isZero();
        receiver.await(all -> receiver.types().contains("checkout.session.expired"));
        assertThat(receiver.types()).contains("checkout.session.expired");
    }

    @Test
    void expiresByItselfWhenItsTimeIsOver() throws Exception {
        long in30 = Instant.now().getEpochSecond() + 31 * 60;
        Session open = client.v1()
                .checkout()
                .sessions()
                .create(session("usd", 900).setExpiresAt(in30).build(), as(ACCOUNT));
        stripe.close();
        startDouble(Clock.offset(Clock.systemUTC(), Duration.ofMinutes(32)));
        assertThat(send("POST", "/_checkout/" + open.getId() + "/complete", "4242424242424242")
                        .statusCode())
                .isEqualTo(409);
        assertThat(retrieve(open.getId()).getStatus()).isEqualTo("expired");
    }

    @Test
    void aRestartForgetsNothing() throws Exception {
        Session open =
                client.v1().checkout().sessions().create(session("usd", 900).build(), key("k7"));
        post("/_checkout/" + open.getId() + "/complete", "4242424242424242");
        stripe.close();
        startDouble(Clock.systemUTC());
        assertThat(retrieve(open.getId()).getPaymentIntentObject().getStatus()).isEqualTo("succeeded");
        assertThat(client.v1()
                        .checkout()
                        .sessions()
                        .create(session("usd", 900).build(), key("k7"))
                        .getId())
                .isEqualTo(open.getId());
        assertThat(get("/_charges").path("count").asInt()).isEqualTo(1);
    }

    @Test
    void signsItsWebhooksAndRepeatsThemUntilTaken() throws Exception {
        receiver.toRefuse.set(2);
        Session open = create("eur", 900);
        post("/_checkout/" + open.getId() + "/complete", "4242424242424242");
        receiver.await(all -> receiver.types().contains("checkout.session.completed") && all.size() >= 4);
        Request taken = receiver.received.stream()
                .filter(request -> Receiver.type(request).equals("checkout.session.completed"))
                .findFirst()
                .orElseThrow();
        String signature = taken.header("Stripe-Signature").orElseThrow();
        Event event = Webhook.constructEvent(taken.text(), signature, CONNECT_SECRET);
        assertThat(event.getAccount()).isEqualTo(ACCOUNT);
        assertThat(event.getApiVersion()).isEqualTo(com.stripe.Stripe.API_VERSION);
        Session told = (Session) event.getDataObjectDeserializer().getObject().orElseThrow();
        assertThat(told.getId()).isEqualTo(open.getId());
        assertThat(told.getPaymentStatus()).isEqualTo("paid");
        assertThatThrownBy(() -> Webhook.constructEvent(taken.text(), signature, "whsec_other"))
                .isInstanceOf(SignatureVerificationException.class);
        assertThat(client.v1().events().retrieve(event.getId(), as(ACCOUNT)).getType())
                .isEqualTo("checkout.session.completed");
        assertThat(receiver.types()).contains("payment_intent.created", "charge.succeeded", "payment_intent.succeeded");
    }

    @Test
    void webhooksComeTwiceLateOrNeverOnRequest() throws Exception {
        post("/_faults", """
                [{"kind":"webhook_duplicate","on":"checkout.session.completed"},
                 {"kind":"webhook_drop","on":"charge.succeeded"},
                 {"kind":"webhook_out_of_order","on":"payment_intent.created"},
                 {"kind":"webhook_delay_seconds","on":"payment_intent.succeeded","seconds":1.5}]
                """);
        Session open = create("eur", 900);
        long start = System.nanoTime();
        post("/_checkout/" + open.getId() + "/complete", "4242424242424242");
        receiver.await(all -> all.size() >= 4);
        assertThat(System.nanoTime() - start)
                .isGreaterThan(Duration.ofMillis(1400).toNanos());
        assertThat(receiver.types())
                .hasSize(4)
                .doesNotContain("charge.succeeded")
                .contains("payment_intent.succeeded");
        assertThat(receiver.types().stream().filter("checkout.session.completed"::equals))
                .hasSize(2);
        assertThat(receiver.types().getFirst()).isNotEqualTo("payment_intent.created");
    }

    @Test
    void aDebitIsCompleteAtOnceAndPaidLater() throws Exception {
        Session open = client.v1()
                .checkout()
                .sessions()
                .create(
                        session("eur", 900)
                                .addPaymentMethodType(SessionCreateParams.PaymentMethodType.CARD)
                                .addPaymentMethodType(SessionCreateParams.PaymentMethodType.SEPA_DEBIT)
                                .build(),
                        as(ACCOUNT));
        JsonNode done = post("/_checkout/" + open.getId() + "/complete", "{\"iban\":\"AT611904300234573201\"}");
        assertThat(done.path("payment_status").asString()).isEqualTo("unpaid");
        Session waiting = retrieve(open.getId());
        assertThat(waiting.getStatus()).isEqualTo("complete");
        assertThat(waiting.getPaymentIntentObject().getStatus()).isEqualTo("processing");
        assertThat(waiting.getPaymentIntentObject().getLatestChargeObject().getStatus())
                .isEqualTo("pending");

        post("/_payment_intents/" + waiting.getPaymentIntent() + "/settle", "");
        assertThat(retrieve(open.getId()).getPaymentStatus()).isEqualTo("paid");
        assertThat(send("POST", "/_payment_intents/" + waiting.getPaymentIntent() + "/fail", "")
                        .statusCode())
                .isEqualTo(400);
        receiver.await(all -> receiver.types().contains("checkout.session.async_payment_succeeded"));
        assertThat(receiver.types()).contains("checkout.session.async_payment_succeeded");
    }

    @Test
    void aDebitMayFailLater() throws Exception {
        Session open = client.v1()
                .checkout()
                .sessions()
                .create(
                        session("eur", 900)
                                .addPaymentMethodType(SessionCreateParams.PaymentMethodType.SEPA_DEBIT)
                                .build(),
                        as(ACCOUNT));
        post("/_checkout/" + open.getId() + "/complete", "{\"iban\":\"AT611904300234573201\"}");
        post("/_payment_intents/" + retrieve(open.getId()).getPaymentIntent() + "/fail", "");
        Session failed = retrieve(open.getId());
        assertThat(failed.getPaymentStatus()).isEqualTo("unpaid");
        assertThat(failed.getPaymentIntentObject().getStatus()).isEqualTo("requires_payment_method");
        assertThat(get("/_charges").path("succeeded").asInt()).isZero();
    }

    @Test
    void givesBackNoMoreThanWasTaken() throws Exception {
        Session open = create("usd", 5_000);
        post("/_checkout/" + open.getId() + "/complete", "4242424242424242");
        String intent = retrieve(open.getId()).getPaymentIntent();
        RefundCreateParams part = RefundCreateParams.builder()
                .setPaymentIntent(intent)
                .setAmount(2_000L)
                .build();
        Refund refund = client.v1().refunds().create(part, key("r1"));
        assertThat(client.v1().refunds().create(part, key("r1")).getId()).isEqualTo(refund.getId());
        assertThat(client.v1().refunds().retrieve(refund.getId(), as(ACCOUNT)).getStatus())
                .isEqualTo("succeeded");
        assertThatThrownBy(() -> client.v1()
                        .refunds()
                        .create(
                                RefundCreateParams.builder()
                                        .setPaymentIntent(intent)
                                        .setAmount(3_001L)
                                        .build(),
                                as(ACCOUNT)))
                .isInstanceOf(InvalidRequestException.class);
        client.v1()
                .refunds()
                .create(RefundCreateParams.builder().setPaymentIntent(intent).build(), as(ACCOUNT));
        InvalidRequestException over = catchThrowableOfType(InvalidRequestException.class, () -> client.v1()
                .refunds()
                .create(RefundCreateParams.builder().setPaymentIntent(intent).build(), as(ACCOUNT)));
        assertThat(over.getCode()).isEqualTo("charge_already_refunded");
    }

    @Test
    void pagesItsLists() throws Exception {
        for (int i = 0; i < 5; i++) {
            create("usd", 900 + i);
        }
        var first = client.v1()
                .checkout()
                .sessions()
                .list(SessionListParams.builder().setLimit(2L).build(), as(ACCOUNT));
        assertThat(first.getHasMore()).isTrue();
        assertThat(first.getData()).extracting(Session::getAmountTotal).containsExactly(904L, 903L);
        var all = client.v1()
                .checkout()
                .sessions()
                .list(SessionListParams.builder().setLimit(2L).build(), as(ACCOUNT))
                .autoPagingIterable();
        assertThat(all).extracting(Session::getAmountTotal).containsExactly(904L, 903L, 902L, 901L, 900L);
        assertThat(client.v1()
                        .checkout()
                        .sessions()
                        .lineItems()
                        .list(
                                first.getData().getFirst().getId(),
                                com.stripe.param.checkout.SessionLineItemListParams.builder()
                                        .build(),
                                as(ACCOUNT))
                        .getData())
                .singleElement()
                .satisfies(line -> assertThat(line.getDescription()).isEqualTo("Invoice 2026-001"));
    }

    @Test
    void thePaymentPagePaysAndGoesBack() throws Exception {
        Session open = client.v1()
                .checkout()
                .sessions()
                .create(
                        session("kwd", 12_340)
                                .setLocale(SessionCreateParams.Locale.ZH)
                                .build(),
                        as(ACCOUNT));
        String path = URI.create(open.getUrl()).getPath();
        String page = send("GET", path, "").body();
        assertThat(page).contains("lang=\"zh-CN\"", "Northwind Trading Co.", "12.340", "Invoice 2026-001");
        assertThat(send("GET", path + "?lang=en", "").body()).contains("lang=\"en\"", "Card number");

        HttpResponse<String> refused = form(path + "?lang=en", "4000000000000002");
        assertThat(refused.body()).contains("role=\"alert\"", "Your card was declined.", "value=\"Ann &lt;b&gt;\"");
        assertThat(form(path, "4242424242424241").body()).contains("卡号不正确。");
        assertThat(form(path + "?lang=en", "4000056655665564").body()).contains("used a non test card");

        HttpResponse<String> challenge = form(path, "4000002760003184");
        assertThat(challenge.statusCode()).isEqualTo(303);
        String next = challenge.headers().firstValue("Location").orElseThrow();
        assertThat(send("GET", next, "").body()).contains("通过验证");
        assertThat(sendForm(next, "outcome=fail").body()).contains("未能验证您的身份");
        assertThat(retrieve(open.getId()).getStatus()).isEqualTo("open");
        form(path, "4000002760003184");
        HttpResponse<String> done = sendForm(next, "outcome=complete");
        assertThat(done.headers().firstValue("Location")).contains("http://localhost/done?session=" + open.getId());
        assertThat(form(path, "4242424242424242").body()).contains("此笔付款已完成。");
        assertThat(get("/_charges").path("succeeded").asInt()).isEqualTo(1);
    }

    @Test
    void refundsOfATestCardAndOfDebitsArePendingUntilTheirOutcomeIsTold() throws Exception {
        Session paid = create("eur", 2000);
        post("/_checkout/" + paid.getId() + "/complete", "4000000000007726");
        String intent = retrieve(paid.getId()).getPaymentIntent();

        Refund arrives = client.v1().refunds().create(refund(intent, 500), as(ACCOUNT));
        Refund fails = client.v1().refunds().create(refund(intent, 600), as(ACCOUNT));
        Refund stopped = client.v1().refunds().create(refund(intent, 700), as(ACCOUNT));
        assertThat(List.of(arrives.getStatus(), fails.getStatus(), stopped.getStatus()))
                .containsOnly("pending");
        post("/_refunds/" + arrives.getId() + "/succeed", "");
        post("/_refunds/" + fails.getId() + "/fail", "");
        post("/_refunds/" + stopped.getId() + "/cancel", "");

        assertThat(client.v1().refunds().retrieve(arrives.getId(), as(ACCOUNT)).getStatus())
                .isEqualTo("succeeded");
        Refund failed = client.v1().refunds().retrieve(fails.getId(), as(ACCOUNT));
        assertThat(failed.getStatus()).isEqualTo("failed");
        assertThat(failed.getFailureReason()).isEqualTo("lost_or_stolen_card");
        assertThat(client.v1().refunds().retrieve(stopped.getId(), as(ACCOUNT)).getStatus())
                .isEqualTo("canceled");
        Charge charge = retrieve(paid.getId()).getPaymentIntentObject().getLatestChargeObject();
        assertThat(charge.getAmountRefunded()).isEqualTo(500);
        assertThat(send("POST", "/_refunds/" + stopped.getId() + "/succeed", "").statusCode())
                .isEqualTo(400);
    }

    @Test
    void aRefundThatTimesOutAfterAcceptingIsThereAndItsKeyGivesItAgain() throws Exception {
        Session paid = create("eur", 2000);
        post("/_checkout/" + paid.getId() + "/complete", "4242424242424242");
        String intent = retrieve(paid.getId()).getPaymentIntent();
        post("/_faults", "{\"kind\":\"timeout_after_accepting\",\"on\":\"refund.create\",\"ms\":1500}");
        var impatient = RequestOptions.builder()
                .setStripeAccount(ACCOUNT)
                .setIdempotencyKey("refund-1")
                .setReadTimeout(500)
                .build();

        assertThat(catchThrowableOfType(
                        ApiConnectionException.class,
                        () -> client.v1().refunds().create(refund(intent, 500), impatient)))
                .isNotNull();
        Refund again = client.v1().refunds().create(refund(intent, 500), key("refund-1"));

        assertThat(again.getStatus()).isEqualTo("succeeded");
        assertThat(get("/_refunds?account=" + ACCOUNT).path("data")).hasSize(1);
    }

    private static RefundCreateParams refund(String intent, long amount) {
        return RefundCreateParams.builder()
                .setPaymentIntent(intent)
                .setAmount(amount)
                .build();
    }

    @Test
    void aDisputeTakesTheMoneyAndGivesItBackWhenWon() throws Exception {
        Session paid = create("eur", 2000);
        post("/_checkout/" + paid.getId() + "/complete", "4242424242424242");
        String intent = retrieve(paid.getId()).getPaymentIntent();

        String id = post("/_disputes", "{\"payment_intent\":\"" + intent + "\",\"reason\":\"product_not_received\"}")
                .path("id")
                .asString();

        Dispute open = client.v1().disputes().retrieve(id, as(ACCOUNT));
        assertThat(open.getStatus()).isEqualTo("needs_response");
        assertThat(open.getAmount()).isEqualTo(2000);
        assertThat(open.getPaymentIntent()).isEqualTo(intent);
        assertThat(open.getBalanceTransactions()).hasSize(1);
        assertThat(open.getBalanceTransactions().getFirst().getAmount()).isEqualTo(-2000);
        assertThat(open.getBalanceTransactions().getFirst().getFee()).isEqualTo(1500);
        assertThat(catchThrowableOfType(
                                StripeException.class,
                                () -> client.v1().refunds().create(refund(intent, 500), as(ACCOUNT)))
                        .getCode())
                .isEqualTo("charge_disputed");
        assertThat(send("POST", "/_disputes", "{\"payment_intent\":\"" + intent + "\"}")
                        .statusCode())
                .as("once")
                .isEqualTo(400);

        post("/_disputes/" + id + "/win", "");
        Dispute won = client.v1().disputes().retrieve(id, as(ACCOUNT));
        assertThat(won.getStatus()).isEqualTo("won");
        assertThat(won.getBalanceTransactions()).hasSize(2);
        assertThat(won.getBalanceTransactions().getLast().getAmount()).isEqualTo(2000);
        assertThat(send("POST", "/_disputes/" + id + "/lose", "").statusCode()).isEqualTo(400);
        assertThat(get("/_disputes?account=" + ACCOUNT).path("data")).hasSize(1);
    }

    @Test
    void anInquiryTakesNothingUntilItBecomesADispute() throws Exception {
        Session paid = create("jpy", 2000);
        post("/_checkout/" + paid.getId() + "/complete", "4242424242424242");
        String intent = retrieve(paid.getId()).getPaymentIntent();

        String id = post("/_disputes", "{\"payment_intent\":\"" + intent + "\",\"amount\":800,\"inquiry\":true}")
                .path("id")
                .asString();
        Dispute asked = client.v1().disputes().retrieve(id, as(ACCOUNT));
        assertThat(asked.getStatus()).isEqualTo("warning_needs_response");
        assertThat(asked.getBalanceTransactions()).isEmpty();

        post("/_disputes/" + id + "/escalate", "");
        post("/_disputes/" + id + "/lose", "");
        Dispute lost = client.v1().disputes().retrieve(id, as(ACCOUNT));
        assertThat(lost.getStatus()).isEqualTo("lost");
        assertThat(lost.getBalanceTransactions().getFirst().getAmount()).isEqualTo(-800);
        assertThat(lost.getBalanceTransactions().getFirst().getFee()).isEqualTo(15);
    }

    private void startDouble(Clock clock) throws Exception {
        stripe = StripeDouble.start(
                new StripeSettings(
                        "127.0.0.1", 0, null, KEY, receiver.address(), "whsec_platform", CONNECT_SECRET, folder),
                clock);
        client = client(KEY);
    }

    private StripeClient client(String key) {
        return StripeClient.builder()
                .setApiKey(key)
                .setApiBase("http://127.0.0.1:" + stripe.port())
                .setMaxNetworkRetries(0)
                .build();
    }

    private Session create(String currency, long amount) throws StripeException {
        return client.v1()
                .checkout()
                .sessions()
                .create(session(currency, amount).build(), as(ACCOUNT));
    }

    private StripeException refusal(SessionCreateParams.Builder asked, RequestOptions options) {
        return catchThrowableOfType(
                StripeException.class, () -> client.v1().checkout().sessions().create(asked.build(), options));
    }

    private Session retrieve(String id) throws StripeException {
        return client.v1()
                .checkout()
                .sessions()
                .retrieve(
                        id,
                        SessionRetrieveParams.builder()
                                .addExpand("payment_intent")
                                .addExpand("payment_intent.latest_charge")
                                .build(),
                        as(ACCOUNT));
    }

    private List<Session> sessions() throws StripeException {
        return client.v1()
                .checkout()
                .sessions()
                .list(SessionListParams.builder().build(), as(ACCOUNT))
                .getData();
    }

    private static SessionCreateParams.Builder session(String currency, long amount) {
        return SessionCreateParams.builder()
                .setMode(SessionCreateParams.Mode.PAYMENT)
                .setSuccessUrl("http://localhost/done?session={CHECKOUT_SESSION_ID}")
                .setCancelUrl("http://localhost/statement")
                .setClientReferenceId("att_1")
                .setPaymentIntentData(SessionCreateParams.PaymentIntentData.builder()
                        .putMetadata("attempt", "1")
                        .build())
                .addLineItem(SessionCreateParams.LineItem.builder()
                        .setQuantity(1L)
                        .setPriceData(SessionCreateParams.LineItem.PriceData.builder()
                                .setCurrency(currency)
                                .setUnitAmount(amount)
                                .setProductData(SessionCreateParams.LineItem.PriceData.ProductData.builder()
                                        .setName("Invoice 2026-001")
                                        .build())
                                .build())
                        .build());
    }

    private static RequestOptions as(String account) {
        return RequestOptions.builder().setStripeAccount(account).build();
    }

    private static RequestOptions key(String key) {
        return RequestOptions.builder()
                .setStripeAccount(ACCOUNT)
                .setIdempotencyKey(key)
                .build();
    }

    private HttpResponse<String> createRaw(String key, String form) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(address("/v1/checkout/sessions"))
                .header("Authorization", "Bearer " + KEY)
                .header("Stripe-Account", ACCOUNT)
                .POST(HttpRequest.BodyPublishers.ofString(form));
        if (!key.isEmpty()) {
            request.header("Idempotency-Key", key);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> form(String path, String card) throws Exception {
        return sendForm(
                path,
                "email=ann%40example.com&cardNumber=" + card
                        + "&cardExpiry=12+%2F+34&cardCvc=123&billingName=Ann+%3Cb%3E");
    }

    private HttpResponse<String> sendForm(String path, String form) throws Exception {
        return send("POST", path, form);
    }

    private JsonNode get(String path) throws Exception {
        return Json.parse(send("GET", path, "").body());
    }

    private JsonNode post(String path, String body) throws Exception {
        return Json.parse(send("POST", path, body).body());
    }

    private void put(String path, String body) throws Exception {
        assertThat(send("PUT", path, body).statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> send(String method, String path, String body) throws Exception {
        return http.send(
                HttpRequest.newBuilder(address(path))
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + stripe.port() + path);
    }
}

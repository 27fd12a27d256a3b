package io.duebook.payment.stripe;

import com.stripe.StripeClient;
import com.stripe.exception.ApiConnectionException;
import com.stripe.exception.AuthenticationException;
import com.stripe.exception.IdempotencyException;
import com.stripe.exception.RateLimitException;
import com.stripe.exception.StripeException;
import com.stripe.model.Charge;
import com.stripe.model.PaymentIntent;
import com.stripe.model.StripeError;
import com.stripe.model.checkout.Session;
import com.stripe.net.ApiMode;
import com.stripe.net.ApiResource.RequestMethod;
import com.stripe.net.RawRequestOptions;
import com.stripe.net.RequestOptions;
import com.stripe.param.checkout.SessionListParams;
import com.stripe.param.checkout.SessionRetrieveParams;
import io.duebook.shared.Currency;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * The one place that speaks to Stripe: its blocking library, on virtual threads, for the tenant's own account. It never
 * repeats a call by itself. What a call did is told as {@link Seen}, silence included.
 */
@Component
@EnableConfigurationProperties(StripeSettings.class)
class StripeGateway {

    private static final Logger LOG = LoggerFactory.getLogger(StripeGateway.class);
    private static final int CONNECT_MILLIS = 3_000;
    private static final int READ_MILLIS = 8_000;
    private static final Duration LONGEST_CALL = Duration.ofSeconds(12);

    /** On an answer that Stripe gave before, under the same key. */
    private static final String REPLAYED = "Idempotent-Replayed";

    private static final Duration CLOCKS_DIFFER_BY = Duration.ofMinutes(10);

    /** For so long somebody may be waiting for the first answer: a call, and its one repetition. */
    static final Duration LONGEST_CREATION = LONGEST_CALL.multipliedBy(2);

    private final @Nullable StripeClient client;
    private final MeterRegistry meters;
    private final Scheduler threads =
            Schedulers.fromExecutorService(Executors.newVirtualThreadPerTaskExecutor(), "stripe");

    StripeGateway(StripeSettings settings, MeterRegistry meters) {
        this.client = client(settings);
        this.meters = meters;
    }

    private static @Nullable StripeClient client(StripeSettings settings) {
        if (settings.key() == null || settings.key().isBlank()) {
            return null;
        }
        var builder = StripeClient.builder()
                .setApiKey(settings.key())
                .setConnectTimeout(CONNECT_MILLIS)
                .setReadTimeout(READ_MILLIS)
                .setMaxNetworkRetries(0);
        if (settings.url() != null && !settings.url().isBlank()) {
            builder.setApiBase(settings.url());
        }
        return builder.build();
    }

    /** @throws NotConfigured if this installation has no key */
    void mustBeConfigured() {
        if (client == null) {
            throw new NotConfigured();
        }
    }

    /** Asks for the attempt's session: the first time, or again under the same key, which gives the same session. */
    Mono<Seen> create(Attempt attempt) {
        return call("create", () -> seen(create(client(), attempt)), StripeGateway::creationFailed);
    }

    private static Session create(StripeClient stripe, Attempt attempt) throws StripeException {
        var options = RawRequestOptions.builder();
        options.setStripeAccount(attempt.account());
        options.setIdempotencyKey(attempt.idempotencyKey());
        var answer = stripe.rawRequest(
                RequestMethod.POST, "/v1/checkout/sessions", attempt.request(), (RawRequestOptions) options.build());
        return (Session) stripe.deserialize(answer.body(), ApiMode.V1);
    }

    /** Looks for the session of an attempt among all of the account's, where asking for it tells nothing. */
    Mono<Seen> find(Attempt attempt) {
        return call("find", () -> find(client(), attempt), StripeGateway::unanswered);
    }

    private static Seen find(StripeClient stripe, Attempt attempt) throws StripeException {
        Instant listedAt = now();
        var made = SessionListParams.Created.builder()
                .setGte(attempt.requestedAt().minus(CLOCKS_DIFFER_BY).getEpochSecond())
                .setLte(attempt.expiresAt().plus(CLOCKS_DIFFER_BY).getEpochSecond())
                .build();
        var sessions = stripe.v1()
                .checkout()
                .sessions()
                .list(
                        SessionListParams.builder()
                                .setCreated(made)
                                .setLimit(100L)
                                .build(),
                        options(attempt.account()));
        for (Session session : sessions.autoPagingIterable()) {
            if (attempt.id().text().equals(session.getClientReferenceId())) {
                return look(stripe, attempt.account(), session.getId());
            }
        }
        return attempt.isOverUnlessListed(listedAt)
                ? new Seen.Refused(new Failure("no_session", "Stripe has no payment page for this attempt."))
                : new Seen.NoAnswer();
    }

    /** How an attempt stands that has a session. One that Stripe no longer knows can be paid until its time is over. */
    Mono<Seen> look(Attempt attempt) {
        return look(attempt, Objects.requireNonNull(attempt.session(), "an attempt without a session"));
    }

    /** The same for a session that the attempt may not know of. */
    Mono<Seen> look(Attempt attempt, String session) {
        return call(
                "look",
                () -> look(client(), attempt.account(), session),
                error -> isMissing(error) && attempt.expiresAt().isBefore(now())
                        ? new Seen.Expired(session)
                        : new Seen.NoAnswer());
    }

    private static Seen look(StripeClient stripe, String account, String session) throws StripeException {
        return seen(retrieve(stripe, account, session));
    }

    private static Session retrieve(StripeClient stripe, String account, String session) throws StripeException {
        return stripe.v1()
                .checkout()
                .sessions()
                .retrieve(
                        session,
                        SessionRetrieveParams.builder()
                                .addExpand("payment_intent.latest_charge")
                                .build(),
                        options(account));
    }

    /** Closes the attempt's page, so that nobody can pay on it any more; where that is too late, says how it stands. */
    Mono<Seen> expire(Attempt attempt) {
        return expire(attempt, Objects.requireNonNull(attempt.session(), "an attempt without a session"));
    }

    /** The same for a session that the attempt may not know of. */
    Mono<Seen> expire(Attempt attempt, String session) {
        return call("expire", () -> expire(client(), attempt.account(), session), StripeGateway::unanswered);
    }

    private static Seen expire(StripeClient stripe, String account, String session) throws StripeException {
        try {
            return seen(stripe.v1().checkout().sessions().expire(session, options(account)));
        } catch (StripeException tooLate) {
            if (!Objects.equals(tooLate.getStatusCode(), 400)) {
                throw tooLate;
            }
            return look(stripe, account, session);
        }
    }

    /**
     * A session that we may not have heard of.
     *
     * @param reference our own on it
     */
    record Referred(String session, String reference) {}

    /** The session of this id, or of this payment intent; empty where there is none, or none of ours. */
    Mono<Referred> referred(String account, String object) {
        return this.<Optional<Session>>call(
                        "look",
                        () -> object.startsWith("pi_")
                                ? sessionOf(client(), account, object)
                                : Optional.of(retrieve(client(), account, object)),
                        StripeGateway::emptyIfMissing)
                .flatMap(found -> Mono.justOrEmpty(found.filter(session -> session.getClientReferenceId() != null)
                        .map(session -> new Referred(session.getId(), session.getClientReferenceId()))));
    }

    private static Optional<Session> sessionOf(StripeClient stripe, String account, String intent)
            throws StripeException {
        return stripe
                .v1()
                .checkout()
                .sessions()
                .list(SessionListParams.builder().setPaymentIntent(intent).build(), options(account))
                .getData()
                .stream()
                .findFirst();
    }

    /** What to make of a call that failed. */
    interface Recovery<T> {
        T from(Throwable error);
    }

    /** A call on a thread of its own, counted and bounded in time. */
    <T> Mono<T> call(String operation, Callable<T> work, Recovery<T> recovery) {
        return Mono.defer(() -> {
            long began = System.nanoTime();
            return Mono.fromCallable(work)
                    .subscribeOn(threads)
                    .timeout(LONGEST_CALL)
                    .doOnSuccess(done -> measure(operation, "answered", began))
                    .onErrorResume(error -> !(error instanceof NotConfigured), error -> {
                        measure(operation, "failed", began);
                        LOG.atInfo()
                                .addKeyValue("operation", operation)
                                .addKeyValue("error", describe(error))
                                .log("a call to Stripe failed");
                        return Mono.fromCallable(() -> recovery.from(error));
                    });
        });
    }

    private void measure(String operation, String outcome, long began) {
        meters.timer("duebook.stripe", "operation", operation, "outcome", outcome)
                .record(Duration.ofNanos(System.nanoTime() - began));
    }

    /** Without the message, which may repeat what a payer typed. */
    private static String describe(Throwable error) {
        return error instanceof StripeException stripe
                ? error.getClass().getSimpleName() + " " + stripe.getStatusCode() + " " + stripe.getCode()
                : error.getClass().getSimpleName();
    }

    /** Only a clear no is a no: after anything else there may be a session. */
    private static Seen creationFailed(Throwable error) {
        return switch (error) {
            case IdempotencyException keyInUse -> new Seen.NoAnswer();
            case RateLimitException tooMany -> new Seen.NoAnswer();
            case ApiConnectionException silence -> new Seen.NoAnswer();
            case TimeoutException silence -> new Seen.NoAnswer();
            case AuthenticationException wrongKey -> refused(wrongKey, "authentication_failed");
            case StripeException refused when isRefusal(refused) -> refused(refused, "invalid_request");
            case StripeException broken when isReplayed(broken) -> new Seen.ErrorKept(now());
            default -> new Seen.NoAnswer();
        };
    }

    /** Whether it is an answer that Stripe gave before, under the same key. */
    static boolean isReplayed(StripeException error) {
        StripeError said = error.getStripeError();
        return said != null
                && said.getLastResponse() != null
                && said.getLastResponse()
                        .headers()
                        .firstValue(REPLAYED)
                        .filter("true"::equals)
                        .isPresent();
    }

    /** Whether it is a clear no. */
    static boolean isRefusal(StripeException error) {
        Integer status = error.getStatusCode();
        return status != null && status >= 400 && status < 500 && status != 409 && status != 429;
    }

    /** Stripe's sentence goes to the log: it speaks to developers, of keys and accounts, and not to payers. */
    private static Seen refused(StripeException error, String otherwise) {
        StripeError said = error.getStripeError();
        String code = codeOf(error, otherwise);
        LOG.atWarn()
                .addKeyValue("code", code)
                .addKeyValue("reason", said == null ? "" : said.getMessage())
                .log("Stripe refused to make a session");
        return new Seen.Refused(new Failure(code, "Stripe would not open a payment page for this request."));
    }

    static String codeOf(StripeException error, String otherwise) {
        StripeError said = error.getStripeError();
        return said == null || said.getCode() == null ? otherwise : said.getCode();
    }

    private static Seen unanswered(Throwable error) {
        return new Seen.NoAnswer();
    }

    /** @throws StripeUnreachable for every other error than that there is no such object */
    static <T> Optional<T> emptyIfMissing(Throwable error) {
        if (isMissing(error)) {
            return Optional.empty();
        }
        throw new StripeUnreachable(error);
    }

    private static boolean isMissing(Throwable error) {
        return error instanceof StripeException stripe && Objects.equals(stripe.getStatusCode(), 404);
    }

    private static Seen seen(Session session) {
        return switch (String.valueOf(session.getStatus())) {
            case "open" ->
                new Seen.Open(
                        session.getId(),
                        String.valueOf(session.getUrl()),
                        session.getPaymentIntent(),
                        failure(session.getPaymentIntentObject()));
            case "expired" -> new Seen.Expired(session.getId());
            case "complete" -> complete(session, session.getPaymentIntentObject());
            default -> new Seen.NoAnswer();
        };
    }

    /** The payer is done; whether the money came, the payment intent says. */
    private static Seen complete(Session session, @Nullable PaymentIntent intent) {
        if (intent == null) {
            return new Seen.NoAnswer();
        }
        return switch (String.valueOf(intent.getStatus())) {
            case "succeeded" -> paid(session, intent);
            case "requires_payment_method", "canceled" -> {
                Failure failure = failure(intent);
                yield new Seen.Failed(
                        session.getId(),
                        failure == null ? new Failure("canceled", "The payment was canceled.") : failure);
            }
            default -> new Seen.Processing(session.getId(), intent.getId());
        };
    }

    private static Seen paid(Session session, PaymentIntent intent) {
        Currency currency = Currency.of(intent.getCurrency().toUpperCase(Locale.ROOT));
        Charge charge = intent.getLatestChargeObject();
        Long at = charge == null ? intent.getCreated() : charge.getCreated();
        return new Seen.Paid(
                session.getId(),
                intent.getId(),
                StripeAmounts.ofUnits(intent.getAmountReceived(), currency),
                Instant.ofEpochSecond(at),
                charge == null || charge.getPaymentMethodDetails() == null
                        ? "other"
                        : String.valueOf(charge.getPaymentMethodDetails().getType()));
    }

    private static @Nullable Failure failure(@Nullable PaymentIntent intent) {
        StripeError error = intent == null ? null : intent.getLastPaymentError();
        if (error == null) {
            return null;
        }
        String code = error.getDeclineCode() == null ? error.getCode() : error.getDeclineCode();
        return new Failure(
                code == null ? "declined" : code,
                error.getMessage() == null ? "The payment was declined." : error.getMessage());
    }

    static RequestOptions options(String account) {
        return RequestOptions.builder().setStripeAccount(account).build();
    }

    /** @throws NotConfigured if this installation has no key */
    StripeClient client() {
        if (client == null) {
            throw new NotConfigured();
        }
        return client;
    }

    static Instant now() {
        return Instant.now(java.time.Clock.systemUTC());
    }

    /** Stripe gave no answer that could be used; the work at hand is done again later. */
    static final class StripeUnreachable extends RuntimeException {

        StripeUnreachable() {
            super("Stripe gave no answer");
        }

        StripeUnreachable(Throwable cause) {
            super("Stripe gave no answer", cause);
        }
    }
}

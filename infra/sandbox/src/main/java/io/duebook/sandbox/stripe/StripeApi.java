package io.duebook.sandbox.stripe;

import io.duebook.sandbox.http.Json;
import io.duebook.sandbox.http.Reply;
import io.duebook.sandbox.http.Request;
import io.duebook.sandbox.http.WebServer;
import io.duebook.sandbox.stripe.Fault.Kind;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The calls of Stripe's API, each through the same gate: key, account, faults, parameters, idempotency. */
final class StripeApi {

    /** The only version of Stripe's API that is spoken here. */
    static final String VERSION = "2026-07-29.dahlia";

    private static final int MOST_REMEMBERED = 2000;

    private final ObjectStore store;
    private final Checkout checkout;
    private final Refunds refunds;
    private final Expansion expansion;
    private final IdempotencyKeys keys;
    private final Faults faults;
    private final Clock clock;
    private final String secretKey;
    private final Deque<ObjectNode> calls = new ArrayDeque<>();

    StripeApi(ObjectStore store, Checkout checkout, Refunds refunds, Faults faults, Clock clock, String secretKey) {
        this.store = store;
        this.checkout = checkout;
        this.refunds = refunds;
        this.expansion = new Expansion(store, checkout);
        this.keys = new IdempotencyKeys(store, clock);
        this.faults = faults;
        this.clock = clock;
        this.secretKey = secretKey;
    }

    void routes(WebServer server) {
        post(
                server,
                "/v1/checkout/sessions",
                new Operation(
                        "checkout.session.create",
                        RequestRules.CREATE_SESSION,
                        call -> checkout.create(call.account(), call.parameters())));
        get(
                server,
                "/v1/checkout/sessions",
                list("checkout.session.list", RequestRules.LIST_SESSIONS, StripeObjects.SESSION, this::wantedSession));
        get(server, "/v1/checkout/sessions/{id}", one("checkout.session.retrieve", StripeObjects.SESSION));
        get(
                server,
                "/v1/checkout/sessions/{id}/line_items",
                new Operation("checkout.session.line_items", RequestRules.LIST_LINE_ITEMS, this::lineItems));
        post(
                server,
                "/v1/checkout/sessions/{id}/expire",
                new Operation(
                        "checkout.session.expire",
                        RequestRules.NOTHING_BUT_EXPAND,
                        call -> checkout.expire(call.account(), call.id())));
        get(
                server,
                "/v1/payment_intents",
                list("payment_intent.list", RequestRules.LIST_INTENTS, StripeObjects.INTENT, call -> intent -> true));
        get(server, "/v1/payment_intents/{id}", one("payment_intent.retrieve", StripeObjects.INTENT));
        get(
                server,
                "/v1/charges",
                list(
                        "charge.list",
                        RequestRules.LIST_CHARGES,
                        StripeObjects.CHARGE,
                        call -> matching(call, "payment_intent")));
        get(server, "/v1/charges/{id}", one("charge.retrieve", StripeObjects.CHARGE));
        get(
                server,
                "/v1/balance_transactions",
                list(
                        "balance_transaction.list",
                        RequestRules.LIST_BALANCE_TRANSACTIONS,
                        StripeObjects.BALANCE_TRANSACTION,
                        call -> matching(call, "source", "type", "currency")));
        get(
                server,
                "/v1/balance_transactions/{id}",
                one("balance_transaction.retrieve", StripeObjects.BALANCE_TRANSACTION));
        get(server, "/v1/payment_methods/{id}", one("payment_method.retrieve", StripeObjects.PAYMENT_METHOD));
        post(
                server,
                "/v1/refunds",
                new Operation(
                        "refund.create",
                        RequestRules.CREATE_REFUND,
                        call -> refunds.refund(call.account(), call.parameters())));
        get(
                server,
                "/v1/refunds",
                list(
                        "refund.list",
                        RequestRules.LIST_REFUNDS,
                        StripeObjects.REFUND,
                        call -> matching(call, "payment_intent", "charge")));
        get(server, "/v1/refunds/{id}", one("refund.retrieve", StripeObjects.REFUND));
        get(
                server,
                "/v1/disputes",
                list(
                        "dispute.list",
                        RequestRules.LIST_DISPUTES,
                        StripeObjects.DISPUTE,
                        call -> matching(call, "payment_intent", "charge")));
        get(server, "/v1/disputes/{id}", one("dispute.retrieve", StripeObjects.DISPUTE));
        post(server, "/v1/accounts", new Operation("account.create", RequestRules.CREATE_ACCOUNT, this::createAccount));
        get(
                server,
                "/v1/account",
                new Operation("account.retrieve", RequestRules.NOTHING_BUT_EXPAND, call -> account(call.account())));
        get(
                server,
                "/v1/accounts/{id}",
                new Operation("account.retrieve", RequestRules.NOTHING_BUT_EXPAND, call -> account(call.id())));
        get(server, "/v1/events", list("event.list", RequestRules.LIST_EVENTS, StripeObjects.EVENT, this::wantedEvent));
        get(server, "/v1/events/{id}", one("event.retrieve", StripeObjects.EVENT));
    }

    /** Stripe's answer to an address it does not know. */
    Reply unknown(Request request) {
        return refusal(
                StripeError.other(
                        404,
                        "invalid_request_error",
                        null,
                        "Unrecognized request URL (" + request.method() + ": " + request.path()
                                + "). If you are trying to list objects, remove the trailing slash. If you are trying "
                                + "to retrieve an object, make sure you passed a valid (non-empty) identifier in your "
                                + "code."),
                Ids.next("req_", 14));
    }

    /** The latest calls, newest first. */
    List<ObjectNode> calls() {
        synchronized (calls) {
            return List.copyOf(calls);
        }
    }

    private void get(WebServer server, String path, Operation operation) {
        server.get(path, request -> gate(request, operation));
    }

    private void post(WebServer server, String path, Operation operation) {
        server.post(path, request -> gate(request, operation));
    }

    private Reply gate(Request request, Operation operation) throws InterruptedException {
        String requestId = Ids.next("req_", 14);
        ObjectNode log = Json.object()
                .put("at", clock.instant().toString())
                .put("request_id", requestId)
                .put("operation", operation.name())
                .put("path", request.path())
                .put("account", request.header("Stripe-Account").orElse(""))
                .put("idempotency_key", request.header("Idempotency-Key").orElse(""));
        Reply reply;
        try {
            authenticate(request);
            reply = misbehaved(operation.name()).orElseGet(() -> answer(request, operation, requestId, log));
        } catch (StripeError refused) {
            reply = refusal(refused, requestId);
        }
        remember(log.put("status", reply.status()));
        return request.header("Idempotency-Key").isPresent()
                ? reply.with(
                        "Idempotency-Key", request.header("Idempotency-Key").get())
                : reply;
    }

    private Reply answer(Request request, Operation operation, String requestId, ObjectNode log) {
        String account = account(request);
        ObjectNode parameters =
                Parameters.tree(request.method().equals("POST") ? request.formPairs() : request.queryPairs());
        log.set("parameters", parameters);
        operation.rules().check("", parameters);
        Operation.Call call = new Operation.Call(account, request.variables(), parameters);
        String key = request.header("Idempotency-Key").orElse("");
        if (!request.method().equals("POST") || key.isEmpty()) {
            IdempotencyKeys.Kept done = run(operation, call, requestId);
            return afterwards(operation, done).orElseGet(() -> reply(done));
        }
        String fingerprint = fingerprint(request, parameters);
        Optional<IdempotencyKeys.Kept> before = keys.begin(account, key, fingerprint);
        if (before.isPresent()) {
            log.put("replayed", true);
            return reply(before.get())
                    .with("Idempotent-Replayed", "true")
                    .with("Original-Request", before.get().requestId());
        }
        try {
            if (faults.take(Kind.ERROR_500_KEPT, operation.name()).isPresent()) {
                IdempotencyKeys.Kept brokenDown = kept(broken(), requestId);
                keys.finish(account, key, fingerprint, brokenDown);
                return reply(brokenDown);
            }
            IdempotencyKeys.Kept done = run(operation, call, requestId);
            Optional<Reply> fault = afterwards(operation, done);
            // What Stripe breaks down on after the work is what it repeats from then on.
            keys.finish(
                    account,
                    key,
                    fingerprint,
                    fault.filter(reply -> reply.status() == 500)
                            .map(reply -> kept(reply, requestId))
                            .orElse(done));
            return fault.orElseGet(() -> reply(done));
        } finally {
            keys.release(account, key);
        }
    }

    private IdempotencyKeys.Kept run(Operation operation, Operation.Call call, String requestId) {
        try {
            faults.take(Kind.SLOW_MS, operation.name()).ifPresent(fault -> pause(fault.length()));
            ObjectNode done = operation.work().run(call);
            expansion.expand(call.account(), done, call.parameters().path("expand"));
            return new IdempotencyKeys.Kept(200, done.toString(), requestId);
        } catch (StripeError refused) {
            return kept(refusal(refused, requestId), requestId);
        }
    }

    private Optional<Reply> misbehaved(String operation) {
        if (faults.take(Kind.RATE_LIMIT, operation).isPresent()) {
            throw StripeError.other(
                    429,
                    "invalid_request_error",
                    "rate_limit",
                    "Request rate limit exceeded. Learn more about rate "
                            + "limits here https://docs.stripe.com/rate-limits.");
        }
        return faults.take(Kind.ERROR_500_BEFORE, operation).map(fault -> broken());
    }

    /** Faults after the work is done; the caller cannot know that it was. */
    private Optional<Reply> afterwards(Operation operation, IdempotencyKeys.Kept done) {
        boolean reads =
                !operation.name().endsWith(".create") && !operation.name().endsWith(".expire");
        return after(Kind.TIMEOUT_AFTER_ACCEPTING, operation.name(), reads)
                .map(fault -> Reply.silence(fault.length()))
                .or(() -> after(Kind.CONNECTION_RESET_AFTER, operation.name(), reads)
                        .map(fault -> Reply.silence(Duration.ZERO)))
                .or(() -> after(Kind.ERROR_500_AFTER, operation.name(), reads).map(fault -> broken()))
                .filter(fault -> done.status() == 200);
    }

    /** A fault that names no operation waits for one that changes something. */
    private Optional<Fault> after(Kind kind, String operation, boolean reads) {
        boolean named = faults.armed().stream()
                .anyMatch(fault -> fault.kind() == kind && fault.on() != null && fault.fits(operation));
        return reads && !named ? Optional.empty() : faults.take(kind, operation);
    }

    private static Reply broken() {
        return refusal(
                StripeError.other(
                        500,
                        "api_error",
                        null,
                        "Sorry! There was an error while talking to one of our backends. Support has been notified."),
                Ids.next("req_", 14));
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void authenticate(Request request) {
        String given = request.header("Authorization").orElse("");
        String key = given.startsWith("Bearer ")
                ? given.substring(7)
                : given.startsWith("Basic ") ? basicUser(given.substring(6)) : "";
        if (key.isEmpty()) {
            throw StripeError.other(
                    401,
                    "invalid_request_error",
                    null,
                    "You did not provide an API key. You need to provide your API key in the Authorization header, "
                            + "using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY').");
        }
        if (!MessageDigest.isEqual(key.getBytes(StandardCharsets.UTF_8), secretKey.getBytes(StandardCharsets.UTF_8))) {
            throw StripeError.other(401, "invalid_request_error", null, "Invalid API Key provided: " + masked(key));
        }
        String version = request.header("Stripe-Version").orElse(VERSION);
        if (!version.equals(VERSION)) {
            throw StripeError.invalid(
                    null, null, "Invalid Stripe API version: " + version + ". This double speaks " + VERSION + ".");
        }
    }

    private static String basicUser(String encoded) {
        try {
            String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            return pair.substring(0, Math.max(0, pair.indexOf(':')));
        } catch (IllegalArgumentException malformed) {
            return "";
        }
    }

    private String account(Request request) {
        String account = request.header("Stripe-Account").orElse(ObjectStore.PLATFORM);
        if (!account.equals(ObjectStore.PLATFORM)
                && store.findAnywhere(StripeObjects.ACCOUNT, account).isEmpty()) {
            throw StripeError.other(
                    403,
                    "invalid_request_error",
                    "account_invalid",
                    "The provided key '" + masked(secretKey) + "' does not have access to account '" + account
                            + "' (or that account does not exist). Application access may have been revoked.");
        }
        return account;
    }

    private static String masked(String key) {
        return key.length() < 12 ? "****" : key.substring(0, 8) + "****" + key.substring(key.length() - 4);
    }

    private static String fingerprint(Request request, JsonNode parameters) {
        return request.method() + " " + request.path() + " " + parameters;
    }

    private static Reply reply(IdempotencyKeys.Kept kept) {
        return Reply.text(kept.status(), "application/json", kept.body())
                .with("Request-Id", kept.requestId())
                .with("Stripe-Version", VERSION);
    }

    private static IdempotencyKeys.Kept kept(Reply reply, String requestId) {
        return new IdempotencyKeys.Kept(reply.status(), new String(reply.body(), StandardCharsets.UTF_8), requestId);
    }

    private static Reply refusal(StripeError error, String requestId) {
        return Reply.json(error.status(), error.body())
                .with("Request-Id", requestId)
                .with("Stripe-Version", VERSION);
    }

    private void remember(ObjectNode call) {
        synchronized (calls) {
            calls.addFirst(call);
            if (calls.size() > MOST_REMEMBERED) {
                calls.removeLast();
            }
        }
    }

    private Operation one(String name, String kind) {
        return new Operation(name, RequestRules.NOTHING_BUT_EXPAND, call -> store.get(call.account(), kind, call.id()));
    }

    private Operation list(
            String name,
            ParameterRule.Fields rules,
            String kind,
            Function<Operation.Call, Predicate<ObjectNode>> wanted) {
        String url = "/v1/" + kind.replace("checkout.", "checkout/") + "s";
        return new Operation(name, rules, call -> Listing.of(store, call, kind, url, wanted.apply(call)));
    }

    private static Predicate<ObjectNode> matching(Operation.Call call, String... fields) {
        return object -> {
            for (String field : fields) {
                String asked = call.parameter(field);
                if (!asked.isEmpty() && !object.path(field).asString("").equals(asked)) {
                    return false;
                }
            }
            return true;
        };
    }

    private Predicate<ObjectNode> wantedSession(Operation.Call call) {
        String email = call.parameters().path("customer_details").path("email").asString("");
        return matching(call, "payment_intent", "status")
                .and(session -> email.isEmpty()
                        || session.path("customer_details")
                                .path("email")
                                .asString("")
                                .equals(email));
    }

    private Predicate<ObjectNode> wantedEvent(Operation.Call call) {
        List<String> types = new ArrayList<>();
        call.parameters().path("types").values().forEach(type -> types.add(type.asString()));
        Predicate<ObjectNode> typed = matching(call, "type")
                .and(event ->
                        types.isEmpty() || types.contains(event.path("type").asString()));
        String delivered = call.parameter("delivery_success");
        return delivered.isEmpty()
                ? typed
                : typed.and(event -> event.path("pending_webhooks").asInt() == 0 == Boolean.parseBoolean(delivered));
    }

    private ObjectNode lineItems(Operation.Call call) {
        store.get(call.account(), StripeObjects.SESSION, call.id());
        List<ObjectNode> lines = new ArrayList<>();
        checkout.lines(call.id()).values().forEach(line -> lines.add((ObjectNode) line));
        return Listing.page(lines, call, "/v1/checkout/sessions/" + call.id() + "/line_items");
    }

    private ObjectNode createAccount(Operation.Call call) {
        ObjectNode account = StripeObjects.account(
                Ids.next("acct_1", 15),
                call.parameters().path("business_profile").path("name").asString(""),
                call.parameters().path("country").asString("US"),
                call.parameters().path("default_currency").asString("usd"),
                call.parameter("email"),
                clock.instant().getEpochSecond());
        store.put(account.path("id").asString(), account);
        return account;
    }

    private ObjectNode account(String id) {
        return store.findAnywhere(StripeObjects.ACCOUNT, id)
                .map(ObjectStore.Owned::object)
                .orElseThrow(() -> StripeError.other(
                        403,
                        "invalid_request_error",
                        "account_invalid",
                        "The provided key '" + masked(secretKey) + "' does not have access to account '" + id
                                + "' (or that account does not exist). Application access may have been revoked."));
    }
}

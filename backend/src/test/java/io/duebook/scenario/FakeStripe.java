package io.duebook.scenario;

import com.stripe.net.Webhook;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.duebook.platform.Ids;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * As much of Stripe as checkouts and refunds need, over HTTP: sessions and refunds under idempotency keys, payments that
 * succeed, are declined or take days, and the true list of what was charged and given back. Each account is a world of its own, so that tests share it.
 */
public final class FakeStripe {

    public static final String KEY = "sk_test_duebook";
    public static final String SECRET = "whsec_platform";
    public static final String CONNECT_SECRET = "whsec_connect";

    private final HttpServer server;
    private final Map<String, Kept> answers = new LinkedHashMap<>();
    private final Map<String, ObjectNode> sessions = new LinkedHashMap<>();
    private final Map<String, ObjectNode> intents = new LinkedHashMap<>();
    private final Map<String, ObjectNode> refunds = new LinkedHashMap<>();
    private final Map<String, String> refundStates = new LinkedHashMap<>();
    private final Map<String, ObjectNode> disputes = new LinkedHashMap<>();
    private final Map<String, String> faults = new LinkedHashMap<>();
    private final List<Call> calls = new ArrayList<>();

    /** A call that arrived, with its headers' first values in lower case. */
    public record Call(String operation, String account, String body, Map<String, String> headers) {}

    private record Kept(String request, int status, String body, boolean isReplayed) {

        Kept(String request, int status, String body) {
            this(request, status, body, false);
        }

        Kept replayed() {
            return new Kept(request, status, body, true);
        }
    }

    private FakeStripe(HttpServer server) {
        this.server = server;
    }

    static FakeStripe start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            var stripe = new FakeStripe(server);
            server.createContext("/v1/checkout/sessions", http -> stripe.handle(http, "/v1/checkout/sessions", ""));
            server.createContext("/v1/disputes", http -> stripe.handle(http, "/v1/disputes", "_dispute"));
            server.createContext("/v1/refunds", http -> stripe.handle(http, "/v1/refunds", "_refund"));
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.start();
            return stripe;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /**
     * The account's next so many calls of an operation misbehave: {@code error_before} does nothing and answers 500,
     * {@code error_after} does it and answers 500, {@code error_kept} does nothing, answers 500 and repeats that under
     * the key, {@code error_kept_after} does it and repeats the 500 all the same, {@code refuse} answers that the account
     * may not charge, and {@code refuse_after} that it may not, but does it.
     */
    public synchronized void misbehave(String account, String operation, String how, int times) {
        faults.put(account + " " + operation, how + " " + times);
    }

    /** The account's calls of an operation are answered again as they should be. */
    public synchronized void behave(String account, String operation) {
        faults.remove(account + " " + operation);
    }

    /** The session of the page's address, paid by card. */
    public synchronized void pay(String url) {
        ObjectNode session = session(url);
        require(session, "open");
        ObjectNode intent = intent(session);
        intent.put("status", "succeeded")
                .put("amount_received", intent.path("amount").asLong());
        intent.remove("last_payment_error");
        charge(intent, "card");
        session.put("status", "complete").put("payment_status", "paid").putNull("url");
    }

    /** Paid by card, but not what was asked for: another amount in Stripe's units, or another currency. */
    public synchronized void payOtherwise(String url, long received, String currency) {
        pay(url);
        intent(session(url)).put("amount_received", received).put("currency", currency);
    }

    public synchronized String intentOf(String url) {
        return session(url).path("payment_intent").asString();
    }

    /** A card is tried and declined; the page stays open. */
    public synchronized void decline(String url) {
        ObjectNode session = session(url);
        require(session, "open");
        ObjectNode intent = intent(session);
        intent.put("status", "requires_payment_method");
        intent.putObject("last_payment_error")
                .put("type", "card_error")
                .put("code", "card_declined")
                .put("decline_code", "insufficient_funds")
                .put("message", "Your card has insufficient funds.");
    }

    /** A bank debit: the payer is done, the money comes later. */
    public synchronized void payByDebit(String url) {
        ObjectNode session = session(url);
        require(session, "open");
        ObjectNode intent = intent(session);
        intent.put("status", "processing");
        charge(intent, "sepa_debit");
        session.put("status", "complete").put("payment_status", "unpaid").putNull("url");
    }

    public synchronized void settleDebit(String sessionId) {
        ObjectNode session = byId(sessionId);
        ObjectNode intent = intent(session);
        intent.put("status", "succeeded")
                .put("amount_received", intent.path("amount").asLong());
        session.put("payment_status", "paid");
    }

    public synchronized void failDebit(String sessionId) {
        ObjectNode intent = intent(byId(sessionId));
        intent.put("status", "requires_payment_method");
        intent.putObject("last_payment_error")
                .put("code", "debit_not_authorized")
                .put("message", "The debit was not authorized.");
    }

    /** How the account's refunds begin from now on: {@code succeeded}, {@code pending}, {@code failed}. */
    public synchronized void refundsBegin(String account, String status) {
        refundStates.put(account, status);
    }

    /** What became of a refund: {@code succeeded}, {@code failed} or {@code canceled}. */
    public synchronized void refundBecomes(String refund, String status) {
        ObjectNode found = Objects.requireNonNull(refunds.get(refund));
        found.put("status", status);
        if (status.equals("failed")) {
            found.put("failure_reason", "lost_or_stolen_card");
        }
    }

    /** The ids of an account's refunds, in the order in which they were made. */
    public synchronized List<String> refunds(String account) {
        return refunds.values().stream()
                .filter(refund -> refund.path("_account").asString().equals(account))
                .map(refund -> refund.path("id").asString())
                .toList();
    }

    /** The payer of a payment intent asks their bank about an amount, in Stripe's units; the new dispute's id. */
    public synchronized String dispute(String intent, long amount) {
        return dispute(
                intent,
                amount,
                Objects.requireNonNull(intents.get(intent)).path("currency").asString());
    }

    /** The same in a currency of its own. */
    public synchronized String dispute(String intent, long amount, String currency) {
        ObjectNode disputed = Objects.requireNonNull(intents.get(intent));
        String id = "du_" + Ids.next().toString().replace("-", "");
        ObjectNode dispute = Api.JSON.createObjectNode();
        dispute.put("id", id)
                .put("object", "dispute")
                .put("amount", amount)
                .put("currency", currency)
                .put("payment_intent", intent)
                .put("reason", "product_not_received")
                .put("status", "warning_needs_response")
                .put("_account", disputed.path("_account").asString());
        dispute.putArray("balance_transactions");
        disputes.put(id, dispute);
        return id;
    }

    /** The bank takes what a dispute is about, and Stripe fifteen for its work. */
    public synchronized void take(String dispute) {
        ObjectNode found = Objects.requireNonNull(disputes.get(dispute));
        found.put("status", "needs_response");
        move(found, -found.path("amount").asLong(), 1_500);
    }

    /** The bank gives it back, or not. */
    public synchronized void decide(String dispute, boolean forTheTenant) {
        ObjectNode found = Objects.requireNonNull(disputes.get(dispute));
        found.put("status", forTheTenant ? "won" : "lost");
        if (forTheTenant) {
            move(found, found.path("amount").asLong(), 0);
        }
    }

    private static void move(ObjectNode dispute, long amount, long fee) {
        dispute.withArray("balance_transactions")
                .addObject()
                .put("id", "txn_" + Ids.next())
                .put("object", "balance_transaction")
                .put("amount", amount)
                .put("fee", fee)
                .put("currency", dispute.path("currency").asString())
                .put("created", Clock.systemUTC().instant().getEpochSecond());
    }

    /** The sum of what an account gave back, in Stripe's units. */
    public synchronized long givenBack(String account) {
        return refunds.values().stream()
                .filter(refund -> refund.path("_account").asString().equals(account))
                .filter(refund -> !refund.path("status").asString().matches("failed|canceled"))
                .mapToLong(refund -> refund.path("amount").asLong())
                .sum();
    }

    /** The ids of an account's sessions that somebody could still pay on. */
    public synchronized List<String> openSessions(String account) {
        return sessionsOf(account, "open");
    }

    public synchronized List<String> sessions(String account) {
        return sessionsOf(account, "");
    }

    /** The sum of what an account's payers were charged, in Stripe's units. */
    public synchronized List<Long> charges(String account) {
        return intents.values().stream()
                .filter(intent -> intent.path("_account").asString().equals(account))
                .filter(intent -> intent.path("status").asString().equals("succeeded"))
                .map(intent -> intent.path("amount_received").asLong())
                .toList();
    }

    public synchronized List<Call> calls(String account, String operation) {
        return calls.stream()
                .filter(call ->
                        call.account().equals(account) && call.operation().equals(operation))
                .toList();
    }

    /** An event as Stripe words it. */
    public static String event(String id, String type, String account, String object) {
        ObjectNode event = Api.JSON.createObjectNode();
        event.put("id", id)
                .put("object", "event")
                .put("type", type)
                .put("account", account)
                .put("api_version", "2026-07-29.dahlia")
                .put("livemode", false);
        event.putObject("data").putObject("object").put("id", object).put("payment_status", "paid");
        return event.toString();
    }

    public static String signature(String payload, String secret, long ageSeconds) {
        try {
            return Webhook.Signature.generateSignatureHeader(
                    payload, secret, Clock.systemUTC().instant().getEpochSecond() - ageSeconds);
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    /** @param suffix what the names of the operations end with */
    private void handle(HttpExchange http, String prefix, String suffix) throws IOException {
        String body = new String(http.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String account = String.valueOf(http.getRequestHeaders().getFirst("Stripe-Account"));
        String path = http.getRequestURI().getPath().substring(prefix.length());
        boolean posts = http.getRequestMethod().equals("POST");
        String operation =
                (!posts ? path.isEmpty() ? "list" : "retrieve" : path.endsWith("/expire") ? "expire" : "create")
                        + suffix;
        Kept answer = answer(http, operation, account, path, body);
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        http.getResponseHeaders().set("Content-Type", "application/json");
        if (answer.isReplayed()) {
            http.getResponseHeaders().set("Idempotent-Replayed", "true");
        }
        http.sendResponseHeaders(answer.status(), bytes.length);
        http.getResponseBody().write(bytes);
        http.close();
    }

    private synchronized Kept answer(HttpExchange http, String operation, String account, String path, String body) {
        var headers = new LinkedHashMap<String, String>();
        http.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(java.util.Locale.ROOT), values.getFirst()));
        calls.add(new Call(operation, account, body, headers));
        String fault = fault(account, operation);
        if (fault.equals("error_before")) {
            return error(500, "api_error", null, "Sorry!");
        }
        if (fault.equals("refuse")) {
            return error(403, "invalid_request_error", "account_invalid", "The account may not charge.");
        }
        Kept done =
                switch (operation) {
                    case "create" ->
                        create(
                                account,
                                headers.getOrDefault("idempotency-key", ""),
                                body,
                                fault,
                                () -> make(account, body));
                    case "create_refund" ->
                        create(
                                account,
                                headers.getOrDefault("idempotency-key", ""),
                                body,
                                fault,
                                () -> refund(account, body));
                    case "retrieve_refund" -> retrieveRefund(account, path.substring(1));
                    case "retrieve_dispute" -> retrieveDispute(account, path.substring(1));
                    case "list_refund" ->
                        listRefunds(account, http.getRequestURI().getRawQuery());
                    case "expire" -> expire(account, path.substring(1, path.length() - "/expire".length()));
                    case "retrieve" -> retrieve(account, path.substring(1));
                    default -> list(account, http.getRequestURI().getRawQuery());
                };
        if (fault.equals("refuse_after")) {
            return error(403, "invalid_request_error", "account_invalid", "The account may not charge.");
        }
        return fault.equals("error_after") ? error(500, "api_error", null, "Sorry!") : done;
    }

    private String fault(String account, String operation) {
        String armed = faults.remove(account + " " + operation);
        if (armed == null) {
            return "";
        }
        String how = armed.substring(0, armed.indexOf(' '));
        int times = Integer.parseInt(armed.substring(armed.indexOf(' ') + 1));
        if (times > 1) {
            misbehave(account, operation, how, times - 1);
        }
        return how;
    }

    private Kept create(String account, String key, String body, String fault, Supplier<Kept> work) {
        Kept kept = answers.get(account + " " + key);
        if (kept != null) {
            return kept.request().equals(body)
                    ? kept.replayed()
                    : error(400, "idempotency_error", null, "Keys can only be used with the same parameters.");
        }
        Kept broken =
                new Kept(body, 500, error(500, "api_error", null, "Sorry!").body());
        if (fault.equals("error_kept")) {
            answers.put(account + " " + key, broken);
            return broken;
        }
        Kept made = work.get();
        Kept answer = fault.equals("error_kept_after") ? broken : made;
        answers.put(account + " " + key, answer);
        return answer;
    }

    private Kept make(String account, String body) {
        Map<String, String> asked = form(body);
        String id = "cs_test_" + Ids.next().toString().replace("-", "");
        long total = asked.entrySet().stream()
                .filter(field -> field.getKey().endsWith("[unit_amount]"))
                .mapToLong(field -> Long.parseLong(field.getValue()))
                .sum();
        ObjectNode session = Api.JSON.createObjectNode();
        session.put("id", id)
                .put("object", "checkout.session")
                .put("client_reference_id", asked.get("client_reference_id"))
                .put("amount_total", total)
                .put("currency", asked.get("line_items[0][price_data][currency]"))
                .put("created", Clock.systemUTC().instant().getEpochSecond())
                .put("expires_at", Long.parseLong(asked.get("expires_at")))
                .put("status", "open")
                .put("payment_status", "unpaid")
                .put("url", url() + "/pay/" + id)
                .put("success_url", asked.get("success_url"))
                .putNull("payment_intent");
        session.put("_account", account);
        sessions.put(id, session);
        return new Kept(body, 200, session.toString());
    }

    private Kept refund(String account, String body) {
        Map<String, String> asked = form(body);
        ObjectNode intent = intents.get(asked.get("payment_intent"));
        if (intent == null || !intent.path("_account").asString().equals(account)) {
            return error(404, "invalid_request_error", "resource_missing", "No such payment_intent");
        }
        long amount = Long.parseLong(asked.get("amount"));
        long left = intent.path("amount_received").asLong()
                - refunded(intent.path("id").asString());
        if (amount > left) {
            String code = left == 0 ? "charge_already_refunded" : null;
            return new Kept(
                    body,
                    400,
                    error(400, "invalid_request_error", code, "Too much.").body());
        }
        String id = "re_" + Ids.next().toString().replace("-", "");
        ObjectNode refund = Api.JSON.createObjectNode();
        refund.put("id", id)
                .put("object", "refund")
                .put("amount", amount)
                .put("currency", intent.path("currency").asString())
                .put("payment_intent", intent.path("id").asString())
                .put("created", Clock.systemUTC().instant().getEpochSecond())
                .put("status", refundStates.getOrDefault(account, "succeeded"))
                .put("_account", account);
        var metadata = refund.putObject("metadata");
        asked.forEach((name, value) -> {
            if (name.startsWith("metadata[")) {
                metadata.put(name.substring(9, name.length() - 1), value);
            }
        });
        refunds.put(id, refund);
        return new Kept(body, 200, refund.toString());
    }

    private long refunded(String intent) {
        return refunds.values().stream()
                .filter(refund -> refund.path("payment_intent").asString().equals(intent))
                .filter(refund -> !refund.path("status").asString().matches("failed|canceled"))
                .mapToLong(refund -> refund.path("amount").asLong())
                .sum();
    }

    private Kept retrieveDispute(String account, String id) {
        ObjectNode dispute = disputes.get(id);
        return dispute == null || !dispute.path("_account").asString().equals(account)
                ? error(404, "invalid_request_error", "resource_missing", "No such dispute")
                : new Kept("", 200, dispute.toString());
    }

    private Kept retrieveRefund(String account, String id) {
        ObjectNode refund = refunds.get(id);
        return refund == null || !refund.path("_account").asString().equals(account)
                ? error(404, "invalid_request_error", "resource_missing", "No such refund")
                : new Kept("", 200, refund.toString());
    }

    private Kept listRefunds(String account, @Nullable String query) {
        Map<String, String> asked = query == null ? Map.of() : form(query);
        ObjectNode list = Api.JSON.createObjectNode();
        list.put("object", "list").put("url", "/v1/refunds").put("has_more", false);
        var data = list.putArray("data");
        refunds.values().stream()
                .filter(refund -> refund.path("_account").asString().equals(account))
                .filter(refund -> refund.path("payment_intent").asString().equals(asked.get("payment_intent")))
                .forEach(refund -> data.add(refund.deepCopy()));
        return new Kept("", 200, list.toString());
    }

    private Kept expire(String account, String id) {
        ObjectNode session = sessions.get(id);
        if (session == null || !session.path("_account").asString().equals(account)) {
            return missing();
        }
        if (!session.path("status").asString().equals("open")) {
            return error(400, "invalid_request_error", null, "Only open sessions can be expired.");
        }
        session.put("status", "expired").putNull("url");
        return new Kept("", 200, session.toString());
    }

    private Kept retrieve(String account, String id) {
        ObjectNode session = sessions.get(id);
        return session == null || !session.path("_account").asString().equals(account)
                ? missing()
                : new Kept("", 200, expanded(session).toString());
    }

    private ObjectNode expanded(ObjectNode session) {
        ObjectNode copy = session.deepCopy();
        ObjectNode intent = intents.get(session.path("payment_intent").asString(""));
        if (intent != null) {
            copy.set("payment_intent", intent.deepCopy());
        }
        return copy;
    }

    /** Newest first, and never more than two to a page, whatever was asked for. */
    private Kept list(String account, @Nullable String query) {
        Map<String, String> asked = query == null ? Map.of() : form(query);
        long from = Long.parseLong(asked.getOrDefault("created[gte]", "0"));
        long to = Long.parseLong(asked.getOrDefault("created[lte]", "99999999999"));
        String intent = asked.getOrDefault("payment_intent", "");
        List<ObjectNode> found = sessionsOf(account, "").reversed().stream()
                .map(this::byId)
                .filter(session -> session.path("created").asLong() >= from
                        && session.path("created").asLong() <= to)
                .filter(session -> intent.isEmpty()
                        || session.path("payment_intent").asString("").equals(intent))
                .dropWhile(session -> asked.containsKey("starting_after")
                        && !session.path("id").asString().equals(asked.get("starting_after")))
                .skip(asked.containsKey("starting_after") ? 1 : 0)
                .toList();
        ObjectNode list = Api.JSON.createObjectNode();
        list.put("object", "list").put("url", "/v1/checkout/sessions").put("has_more", found.size() > 2);
        var data = list.putArray("data");
        found.stream().limit(2).forEach(session -> data.add(session.deepCopy()));
        return new Kept("", 200, list.toString());
    }

    private static Kept missing() {
        return error(404, "invalid_request_error", "resource_missing", "No such checkout.session");
    }

    private static Kept error(int status, String type, @Nullable String code, String message) {
        ObjectNode answer = Api.JSON.createObjectNode();
        answer.putObject("error").put("type", type).put("code", code).put("message", message);
        return new Kept("", status, answer.toString());
    }

    private ObjectNode session(String url) {
        return byId(url.substring(url.lastIndexOf('/') + 1));
    }

    private ObjectNode byId(String id) {
        return Objects.requireNonNull(sessions.get(id), "no such session");
    }

    private static void require(ObjectNode session, String status) {
        if (!session.path("status").asString().equals(status)) {
            throw new IllegalStateException(
                    "the session is " + session.path("status").asString());
        }
    }

    /** Like Stripe, made at the first attempt to pay. */
    private ObjectNode intent(ObjectNode session) {
        String known = session.path("payment_intent").asString("");
        if (!known.isEmpty()) {
            return Objects.requireNonNull(intents.get(known));
        }
        String id = "pi_" + Ids.next().toString().replace("-", "");
        ObjectNode intent = Api.JSON.createObjectNode();
        intent.put("id", id)
                .put("object", "payment_intent")
                .put("amount", session.path("amount_total").asLong())
                .put("currency", session.path("currency").asString())
                .put("created", Clock.systemUTC().instant().getEpochSecond())
                .put("_account", session.path("_account").asString());
        intents.put(id, intent);
        session.put("payment_intent", id);
        return intent;
    }

    private static void charge(ObjectNode intent, String method) {
        intent.putObject("latest_charge")
                .put("id", "ch_" + intent.path("id").asString())
                .put("object", "charge")
                .put("created", Clock.systemUTC().instant().getEpochSecond())
                .putObject("payment_method_details")
                .put("type", method);
    }

    private List<String> sessionsOf(String account, String status) {
        return sessions.values().stream()
                .filter(session -> session.path("_account").asString().equals(account))
                .filter(session ->
                        status.isEmpty() || session.path("status").asString().equals(status))
                .map(session -> session.path("id").asString())
                .toList();
    }

    private static Map<String, String> form(String body) {
        var fields = new LinkedHashMap<String, String>();
        for (String pair : body.split("&")) {
            int at = pair.indexOf('=');
            fields.put(
                    URLDecoder.decode(pair.substring(0, at), StandardCharsets.UTF_8),
                    URLDecoder.decode(pair.substring(at + 1), StandardCharsets.UTF_8));
        }
        return fields;
    }

    /** What a call of ours said, field by field. */
    public static Map<String, String> fields(Call call) {
        return form(call.body());
    }
}

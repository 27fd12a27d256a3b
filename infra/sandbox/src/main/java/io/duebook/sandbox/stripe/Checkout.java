package io.duebook.sandbox.stripe;

import io.duebook.sandbox.http.Json;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Checkout sessions: made, expired on request or by time. Paying them is the {@link Cashier}'s. */
final class Checkout {

    private static final Duration SHORTEST = Duration.ofMinutes(30);
    private static final Duration LONGEST = Duration.ofHours(24);
    private static final int MOST_LINES = 100;
    private static final Set<String> METHODS = Set.of("card", "sepa_debit");

    private final ObjectStore store;
    private final Webhooks webhooks;
    private final Clock clock;
    private final String publicUrl;

    Checkout(ObjectStore store, Webhooks webhooks, Clock clock, String publicUrl) {
        this.store = store;
        this.webhooks = webhooks;
        this.clock = clock;
        this.publicUrl = publicUrl;
    }

    /** @throws StripeError when Stripe would not make such a session */
    ObjectNode create(String account, ObjectNode asked) {
        checkMode(asked);
        checkUrl(asked, "success_url");
        checkUrl(asked, "cancel_url");
        checkEmail(asked);
        checkExpiry(asked);
        checkChargesEnabled(account);
        String currency = currency(asked);
        checkMethods(asked, currency);
        List<ObjectNode> lines = lines(asked, currency);
        long total = lines.stream()
                .mapToLong(line -> line.path("amount_total").asLong())
                .reduce(0, Math::addExact);
        CurrencyRules.checkTotal(total, currency);
        return store.exclusively(() -> keep(account, asked, lines, total, currency));
    }

    /** @throws StripeError when the session is no longer open */
    ObjectNode expire(String account, String id) {
        return store.exclusively(() -> {
            ObjectNode session = store.get(account, StripeObjects.SESSION, id);
            String status = session.path("status").asString();
            if (!status.equals("open")) {
                throw StripeError.invalid(
                        null,
                        null,
                        "Only Checkout Sessions with a status in [\"open\"] can be expired. "
                                + "This Checkout Session has a status of `" + status + "`.");
            }
            return expired(account, session);
        });
    }

    /** Expires each session whose time is over. */
    void expireOverdue() {
        long now = clock.instant().getEpochSecond();
        for (ObjectStore.Owned owned : store.all(StripeObjects.SESSION)) {
            store.exclusively(() -> store.find(
                            owned.account(),
                            StripeObjects.SESSION,
                            owned.object().path("id").asString())
                    .filter(session -> session.path("status").asString().equals("open"))
                    .filter(session -> session.path("expires_at").asLong() <= now)
                    .map(session -> expired(owned.account(), session)));
        }
    }

    /** The lines that the session was made with. */
    ArrayNode lines(String sessionId) {
        ArrayNode lines = Json.array();
        store.findAnywhere("_lines", sessionId)
                .ifPresent(kept -> kept.object().path("lines").values().forEach(lines::add));
        return lines;
    }

    /** What the request said about the payment to be made. */
    JsonNode intentData(String sessionId) {
        return store.findAnywhere("_lines", sessionId)
                .map(kept -> kept.object().path("payment_intent_data"))
                .orElseGet(Json::object);
    }

    private ObjectNode keep(String account, ObjectNode asked, List<ObjectNode> lines, long total, String currency) {
        String id = Ids.next("cs_test_a1", 56);
        ObjectNode session = StripeObjects.session(
                id,
                asked,
                total,
                currency,
                publicUrl + "/c/pay/" + id,
                clock.instant().getEpochSecond());
        ObjectNode more = Json.object().put("object", "_lines").put("id", id);
        more.putArray("lines").addAll(lines);
        more.set(
                "payment_intent_data",
                asked.path("payment_intent_data").isObject()
                        ? asked.path("payment_intent_data").deepCopy()
                        : Json.object());
        store.put(account, more);
        store.put(account, session);
        return session;
    }

    private ObjectNode expired(String account, ObjectNode session) {
        session.put("status", "expired").putNull("url");
        store.put(account, session);
        store.find(account, StripeObjects.INTENT, session.path("payment_intent").asString(""))
                .ifPresent(intent -> cancel(account, intent));
        webhooks.emit(account, "checkout.session.expired", session);
        return session;
    }

    private void cancel(String account, ObjectNode intent) {
        intent.put("status", "canceled")
                .put("canceled_at", clock.instant().getEpochSecond())
                .put("cancellation_reason", "expired")
                .putNull("next_action");
        store.put(account, intent);
        webhooks.emit(account, "payment_intent.canceled", intent);
    }

    private static void checkMode(ObjectNode asked) {
        String mode = asked.path("mode").asString("");
        if (mode.isEmpty()) {
            throw StripeError.invalid("parameter_missing", "mode", "Missing required param: mode.");
        }
        if (!mode.equals("payment")) {
            throw StripeError.invalid(null, "mode", "This double of Stripe knows the mode 'payment' only.");
        }
        if (!asked.path("ui_mode").asString("hosted_page").equals("hosted_page")) {
            throw StripeError.invalid(null, "ui_mode", "This double of Stripe knows the 'hosted_page' only.");
        }
    }

    private static void checkUrl(ObjectNode asked, String name) {
        String url = asked.path(name).asString("");
        if (url.isEmpty()) {
            return;
        }
        try {
            String scheme =
                    URI.create(url.replace("{CHECKOUT_SESSION_ID}", "id")).getScheme();
            if ("http".equals(scheme) || "https".equals(scheme)) {
                return;
            }
        } catch (IllegalArgumentException malformed) {
            // Refused below like every other text that is no address.
        }
        throw StripeError.invalid("url_invalid", name, "Not a valid URL");
    }

    private static void checkEmail(ObjectNode asked) {
        String email = asked.path("customer_email").asString("");
        if (!email.isEmpty() && !email.matches("[^@\\s]+@[^@\\s]+")) {
            throw StripeError.invalid("email_invalid", "customer_email", "Invalid email address: " + email);
        }
    }

    private void checkExpiry(ObjectNode asked) {
        if (!asked.has("expires_at")) {
            return;
        }
        long now = clock.instant().getEpochSecond();
        long at = asked.path("expires_at").asLong();
        if (at < now + SHORTEST.toSeconds()) {
            throw StripeError.invalid(
                    null,
                    "expires_at",
                    "The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation.");
        }
        if (at > now + LONGEST.toSeconds()) {
            throw StripeError.invalid(
                    null,
                    "expires_at",
                    "The `expires_at` timestamp must be less than 24 hours from Checkout Session creation.");
        }
    }

    private void checkChargesEnabled(String account) {
        boolean enabled = store.findAnywhere(StripeObjects.ACCOUNT, account)
                .map(owned -> owned.object().path("charges_enabled").asBoolean(false))
                .orElse(true);
        if (!enabled) {
            throw StripeError.invalid(
                    null, null, "Your account cannot currently make live charges. Its charges are not enabled.");
        }
    }

    private static String currency(ObjectNode asked) {
        String currency = asked.path("currency").asString("").toLowerCase(Locale.ROOT);
        for (JsonNode line : asked.path("line_items").values()) {
            String own = line.path("price_data").path("currency").asString("").toLowerCase(Locale.ROOT);
            if (!currency.isEmpty() && !own.isEmpty() && !own.equals(currency)) {
                throw StripeError.invalid(
                        null,
                        "line_items",
                        "You may only specify one of these currencies in `line_items`: " + currency + ", " + own + ".");
            }
            currency = own.isEmpty() ? currency : own;
        }
        if (currency.isEmpty()) {
            throw StripeError.invalid(
                    "parameter_missing", "line_items", "You must provide `line_items` in `payment` mode.");
        }
        CurrencyRules.checkKnown(currency, "line_items[0][price_data][currency]");
        return currency;
    }

    private static void checkMethods(ObjectNode asked, String currency) {
        for (JsonNode method : asked.path("payment_method_types").values()) {
            String name = method.asString("");
            if (!METHODS.contains(name)) {
                throw StripeError.invalid(
                        null, "payment_method_types", "This double of Stripe knows 'card' and 'sepa_debit' only.");
            }
            if (name.equals("sepa_debit") && !currency.equals("eur")) {
                throw StripeError.invalid(
                        null,
                        "payment_method_types",
                        "The currency provided (" + currency
                                + ") is invalid for one or more of the payment methods: sepa_debit.");
            }
        }
    }

    private static List<ObjectNode> lines(ObjectNode asked, String currency) {
        JsonNode items = asked.path("line_items");
        if (items.isEmpty()) {
            throw StripeError.invalid(
                    "parameter_missing", "line_items", "You must provide `line_items` in `payment` mode.");
        }
        if (items.size() > MOST_LINES) {
            throw StripeError.invalid(
                    null, "line_items", "You can have at most " + MOST_LINES + " line items in a session.");
        }
        List<ObjectNode> lines = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            lines.add(line(items.get(i), "line_items[" + i + "]", currency));
        }
        return lines;
    }

    private static ObjectNode line(JsonNode item, String place, String currency) {
        JsonNode price = item.path("price_data");
        require(price, place + "[price_data]");
        require(price.path("product_data"), place + "[price_data][product_data]");
        require(price.path("unit_amount"), place + "[price_data][unit_amount]");
        require(item.path("quantity"), place + "[quantity]");
        long unit = price.path("unit_amount").asLong();
        if (unit < 0) {
            throw StripeError.invalid(
                    "parameter_invalid_integer", place + "[price_data][unit_amount]", "Invalid non-negative integer");
        }
        CurrencyRules.checkStep(unit, currency, place + "[price_data][unit_amount]");
        long quantity = item.path("quantity").asLong();
        if (quantity < 1) {
            throw StripeError.invalid(
                    "parameter_invalid_integer",
                    place + "[quantity]",
                    "This value must be greater than or equal to 1.");
        }
        try {
            return StripeObjects.lineItem(item, Math.multiplyExact(unit, quantity), currency);
        } catch (ArithmeticException overflow) {
            throw StripeError.invalid("amount_too_large", place, "The amount of this line is too large.");
        }
    }

    private static void require(JsonNode value, String place) {
        if (value.isMissingNode()) {
            throw StripeError.invalid("parameter_missing", place, "Missing required param: " + place + ".");
        }
    }
}

package io.duebook.sandbox.stripe;

import io.duebook.sandbox.http.Json;
import io.duebook.sandbox.http.Reply;
import io.duebook.sandbox.http.Request;
import io.duebook.sandbox.http.WebServer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What tests ask of the double and could not ask of Stripe: faults, paying without a browser, the true charges. */
final class ControlApi {

    private final ObjectStore store;
    private final Checkout checkout;
    private final Cashier cashier;
    private final Refunds refunds;
    private final Disputes disputes;
    private final Faults faults;
    private final Webhooks webhooks;
    private final StripeApi api;
    private final Clock clock;

    ControlApi(
            ObjectStore store,
            Checkout checkout,
            Cashier cashier,
            Refunds refunds,
            Disputes disputes,
            Faults faults,
            Webhooks webhooks,
            StripeApi api,
            Clock clock) {
        this.store = store;
        this.checkout = checkout;
        this.cashier = cashier;
        this.refunds = refunds;
        this.disputes = disputes;
        this.faults = faults;
        this.webhooks = webhooks;
        this.api = api;
        this.clock = clock;
    }

    void routes(WebServer server) {
        server.get("/_faults", request -> faults());
        server.post("/_faults", this::arm);
        server.route("DELETE", "/_faults", request -> {
            faults.clear();
            return Reply.noContent();
        });
        server.get("/_charges", this::charges);
        server.get("/_sessions", this::sessions);
        server.get("/_requests", request -> list(api.calls()));
        server.get("/_webhooks", request -> list(webhooks.attempts()));
        server.post(
                "/_webhooks/{id}/resend",
                request -> webhooks.resend(request.variable("id"))
                        ? Reply.json(202, Json.object().put("resent", request.variable("id")))
                        : Reply.json(404, Json.object().put("error", "No such event, or nowhere to send it")));
        server.route("PUT", "/_accounts/{id}", this::putAccount);
        server.get(
                "/_accounts",
                request -> list(store.all(StripeObjects.ACCOUNT).stream()
                        .map(ObjectStore.Owned::object)
                        .toList()));
        server.post("/_checkout/{id}/complete", this::complete);
        server.post(
                "/_payment_intents/{id}/settle", request -> refusable(() -> cashier.settle(request.variable("id"))));
        server.post("/_payment_intents/{id}/fail", request -> refusable(() -> cashier.fail(request.variable("id"))));
        server.get("/_refunds", request -> ofAccount(request, StripeObjects.REFUND));
        server.post("/_refunds/{id}/succeed", request -> refusable(() -> refunds.succeed(request.variable("id"))));
        server.post("/_refunds/{id}/fail", request -> refusable(() -> refunds.fail(request.variable("id"))));
        server.post("/_refunds/{id}/cancel", request -> refusable(() -> refunds.cancel(request.variable("id"))));
        server.get("/_disputes", request -> ofAccount(request, StripeObjects.DISPUTE));
        server.post("/_disputes", this::dispute);
        server.post("/_disputes/{id}/escalate", request -> refusable(() -> disputes.escalate(request.variable("id"))));
        server.post("/_disputes/{id}/win", request -> refusable(() -> disputes.win(request.variable("id"))));
        server.post("/_disputes/{id}/lose", request -> refusable(() -> disputes.lose(request.variable("id"))));
    }

    private Reply faults() {
        return list(faults.armed().stream().map(Fault::json).toList());
    }

    private Reply arm(Request request) {
        try {
            JsonNode body = Json.parse(request.text());
            List<Fault> more = new ArrayList<>();
            if (body.isArray()) {
                body.values().forEach(each -> more.add(Fault.read(each)));
            } else {
                more.add(Fault.read(body));
            }
            faults.arm(more);
            return faults();
        } catch (JacksonException | IllegalArgumentException wrong) {
            return Reply.json(400, Json.object().put("error", String.valueOf(wrong.getMessage())));
        }
    }

    private Reply charges(Request request) {
        String account = request.query("account").orElse("");
        List<ObjectNode> rows = store.all(StripeObjects.CHARGE).stream()
                .filter(owned -> account.isEmpty() || owned.account().equals(account))
                .map(owned -> owned.object().put("account", owned.account()))
                .toList();
        ObjectNode answer = Json.object();
        answer.put("count", rows.size());
        answer.put(
                "succeeded",
                rows.stream()
                        .filter(charge -> charge.path("status").asString().equals("succeeded"))
                        .count());
        ArrayNode data = answer.putArray("data");
        rows.forEach(data::add);
        return Reply.json(200, answer);
    }

    private Reply sessions(Request request) {
        return ofAccount(request, StripeObjects.SESSION);
    }

    /** All objects of a kind, or those of the account asked for. */
    private Reply ofAccount(Request request, String kind) {
        String account = request.query("account").orElse("");
        return list(store.all(kind).stream()
                .filter(owned -> account.isEmpty() || owned.account().equals(account))
                .map(owned -> owned.object().put("account", owned.account()))
                .toList());
    }

    private Reply dispute(Request request) {
        try {
            return Json.parse(request.text()) instanceof ObjectNode asked
                    ? refusable(() -> disputes.open(asked))
                    : Reply.json(400, Json.object().put("error", "Say which payment_intent is objected to"));
        } catch (JacksonException wrong) {
            return Reply.json(400, Json.object().put("error", String.valueOf(wrong.getMessage())));
        }
    }

    /** Makes an account, or changes what is given of it. */
    private Reply putAccount(Request request) {
        JsonNode asked;
        try {
            asked = Json.parse(request.text().isBlank() ? "{}" : request.text());
        } catch (JacksonException noJson) {
            return Reply.json(400, Json.object().put("error", "The body must be JSON"));
        }
        String id = request.variable("id");
        if (!id.matches("acct_[A-Za-z0-9_]{1,60}")) {
            return Reply.json(400, Json.object().put("error", "An account's id is acct_ and letters or digits"));
        }
        ObjectNode account = store.findAnywhere(StripeObjects.ACCOUNT, id)
                .map(ObjectStore.Owned::object)
                .orElseGet(() -> StripeObjects.account(
                        id, "", "US", "usd", "", clock.instant().getEpochSecond()));
        if (asked.has("name")) {
            account.withObject("business_profile")
                    .put("name", asked.path("name").asString(""));
        }
        if (asked.has("country")) {
            account.put("country", asked.path("country").asString(""));
        }
        if (asked.has("default_currency")) {
            account.put(
                    "default_currency",
                    asked.path("default_currency").asString("").toLowerCase(Locale.ROOT));
        }
        if (asked.has("charges_enabled")) {
            account.put("charges_enabled", asked.path("charges_enabled").asBoolean(true));
        }
        store.put(id, account);
        return Reply.json(200, account);
    }

    /** Pays a session as a payer would: by card number, or by {@code iban} where the session takes debits. */
    private Reply complete(Request request) {
        checkout.expireOverdue();
        ObjectStore.Owned owned = store.findAnywhere(StripeObjects.SESSION, request.variable("id"))
                .orElse(null);
        if (owned == null) {
            StripeError missing = StripeError.missing(StripeObjects.SESSION, request.variable("id"));
            return Reply.json(missing.status(), missing.body());
        }
        JsonNode asked = asked(request.text().trim());
        Payer payer = Payer.of(
                asked.path("email")
                        .asString(owned.object().path("customer_email").asString("")),
                asked.path("name").asString(""));
        Cashier.Outcome outcome = asked.has("iban")
                ? cashier.payByDebit(owned, asked.path("iban").asString(""), payer)
                : cashier.payByCard(owned, asked.path("card").asString("4242424242424242"), payer);
        if (outcome instanceof Cashier.Outcome.Challenge) {
            outcome = cashier.answerChallenge(owned, asked.path("authenticate").asBoolean(true));
        }
        return switch (outcome) {
            case Cashier.Outcome.Paid paid -> summary(200, "paid", paid.session());
            case Cashier.Outcome.Processing processing -> summary(200, "processing", processing.session());
            case Cashier.Outcome.Challenge challenge -> summary(200, "requires_action", challenge.session());
            case Cashier.Outcome.Refused refused ->
                Reply.json(402, refused.error().body());
            case Cashier.Outcome.NotOpen over -> summary(409, "not_open", over.session());
        };
    }

    private static JsonNode asked(String body) {
        if (body.startsWith("{")) {
            return Json.parse(body);
        }
        String card = body.replace("\"", "");
        return card.isEmpty() ? Json.object() : Json.object().put("card", card);
    }

    private static Reply summary(int status, String outcome, ObjectNode session) {
        ObjectNode summary =
                Json.object().put("id", session.path("id").asString()).put("outcome", outcome);
        for (String name : new String[] {"status", "payment_status", "payment_intent", "amount_total", "currency"}) {
            summary.set(name, session.path(name));
        }
        return Reply.json(status, summary.put("success_url", CheckoutPages.successUrl(session)));
    }

    private static Reply refusable(Supplier<ObjectNode> work) {
        try {
            return Reply.json(200, work.get());
        } catch (StripeError refused) {
            return Reply.json(refused.status(), refused.body());
        }
    }

    private static Reply list(List<ObjectNode> rows) {
        ObjectNode answer = Json.object();
        ArrayNode data = answer.putArray("data");
        rows.forEach(data::add);
        return Reply.json(200, answer);
    }
}

package io.duebook.sandbox.stripe;

import io.duebook.sandbox.http.Json;
import java.time.Clock;
import java.util.Locale;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Takes money for sessions. One thing at a time: a session is paid once, however many pages are open. */
final class Cashier {

    /** What came of an attempt to pay. */
    sealed interface Outcome {

        record Paid(ObjectNode session) implements Outcome {}

        /** The bank has been asked; the answer comes in days. */
        record Processing(ObjectNode session) implements Outcome {}

        /** The payer's bank wants to see the payer. */
        record Challenge(ObjectNode session) implements Outcome {}

        record Refused(StripeError error) implements Outcome {}

        /** The session was paid or expired before. */
        record NotOpen(ObjectNode session) implements Outcome {}
    }

    private final ObjectStore store;
    private final Webhooks webhooks;
    private final Checkout checkout;
    private final Clock clock;

    Cashier(ObjectStore store, Webhooks webhooks, Checkout checkout, Clock clock) {
        this.store = store;
        this.webhooks = webhooks;
        this.checkout = checkout;
        this.clock = clock;
    }

    Outcome payByCard(ObjectStore.Owned owned, String number, Payer payer) {
        return whileOpen(owned, session -> switch (TestCard.of(number)) {
            case TestCard.Wrong wrong -> new Outcome.Refused(StripeError.card(wrong.code(), null, wrong.message()));
            case TestCard.Accepted card -> {
                ObjectNode method = cardMethod(owned.account(), card.brand(), card.last4(), payer);
                yield paid(owned.account(), session, intent(owned.account(), session), method);
            }
            case TestCard.Declined card -> {
                ObjectNode method = cardMethod(owned.account(), card.brand(), card.last4(), payer);
                yield declined(owned.account(), intent(owned.account(), session), method, card);
            }
            case TestCard.Challenged card -> challenged(owned.account(), session, number, card, payer);
        });
    }

    /** The payer has, or has not, proved to the bank who they are. */
    Outcome answerChallenge(ObjectStore.Owned owned, boolean proved) {
        return whileOpen(owned, session -> {
            String account = owned.account();
            ObjectNode intent = intent(account, session);
            if (!intent.path("status").asString().equals("requires_action")) {
                return new Outcome.Refused(
                        StripeError.invalid(null, null, "No authentication is under way for this payment."));
            }
            ObjectNode method = store.get(
                    account,
                    StripeObjects.PAYMENT_METHOD,
                    intent.path("payment_method").asString());
            String number = store.findAnywhere("_challenge", intent.path("id").asString())
                    .map(kept -> kept.object().path("number").asString())
                    .orElse("");
            intent.putNull("next_action");
            if (!proved) {
                return unproved(account, intent, method);
            }
            return switch (TestCard.of(number)) {
                case TestCard.Challenged card
                when card.afterwards() instanceof TestCard.Declined declined ->
                    declined(account, intent, method, declined);
                default -> paid(account, session, intent, method);
            };
        });
    }

    /** A SEPA debit: complete at once, money later. */
    Outcome payByDebit(ObjectStore.Owned owned, String typed, Payer payer) {
        String iban = typed.replaceAll("\\s", "").toUpperCase(Locale.ROOT);
        return whileOpen(owned, session -> {
            boolean offered = session.path("payment_method_types").values().stream()
                    .anyMatch(method -> method.asString().equals("sepa_debit"));
            if (!offered) {
                return new Outcome.Refused(StripeError.invalid(null, null, "This session takes cards only."));
            }
            if (!iban.matches("[A-Z]{2}\\d{2}[A-Z0-9]{11,30}")) {
                return new Outcome.Refused(
                        StripeError.invalid("invalid_bank_account_iban", null, "The IBAN you provided is invalid."));
            }
            return processing(owned.account(), session, iban, payer);
        });
    }

    /** The bank has paid a debit. */
    ObjectNode settle(String intentId) {
        return store.exclusively(() -> {
            ObjectStore.Owned owned = processingIntent(intentId);
            ObjectNode charge = charge(owned);
            succeed(owned.account(), owned.object(), charge);
            ObjectNode session = sessionOf(owned).put("payment_status", "paid");
            store.put(owned.account(), session);
            webhooks.emit(owned.account(), "charge.succeeded", charge);
            webhooks.emit(owned.account(), "payment_intent.succeeded", owned.object());
            webhooks.emit(owned.account(), "checkout.session.async_payment_succeeded", session);
            return owned.object();
        });
    }

    /** The bank has refused a debit. */
    ObjectNode fail(String intentId) {
        return store.exclusively(() -> {
            ObjectStore.Owned owned = processingIntent(intentId);
            ObjectNode charge = charge(owned);
            StripeError error = StripeError.card(
                    "debit_not_authorized",
                    null,
                    "The debit could not be collected: the customer's bank did not accept it.");
            refuse(owned.account(), owned.object(), charge, error);
            webhooks.emit(owned.account(), "checkout.session.async_payment_failed", sessionOf(owned));
            return owned.object();
        });
    }

    private Outcome whileOpen(ObjectStore.Owned owned, Function<ObjectNode, Outcome> attempt) {
        return store.exclusively(() -> {
            ObjectNode session = store.get(
                    owned.account(),
                    StripeObjects.SESSION,
                    owned.object().path("id").asString());
            boolean open = session.path("status").asString().equals("open")
                    && session.path("expires_at").asLong() > now();
            return open ? attempt.apply(session) : new Outcome.NotOpen(session);
        });
    }

    private ObjectNode cardMethod(String account, String brand, String last4, Payer payer) {
        ObjectNode method = StripeObjects.cardMethod(brand, last4, payer, now());
        store.put(account, method);
        return method;
    }

    /** Like Stripe, the intent is made at the first attempt to pay, not with the session. */
    private ObjectNode intent(String account, ObjectNode session) {
        String known = session.path("payment_intent").asString("");
        if (!known.isEmpty()) {
            return store.get(account, StripeObjects.INTENT, known);
        }
        ObjectNode intent = StripeObjects.intent(
                Ids.next("pi_3"),
                session,
                checkout.intentData(session.path("id").asString()),
                now());
        store.put(account, intent);
        session.put("payment_intent", intent.path("id").asString());
        store.put(account, session);
        webhooks.emit(account, "payment_intent.created", intent);
        return intent;
    }

    private Outcome paid(String account, ObjectNode session, ObjectNode intent, ObjectNode method) {
        ObjectNode charge = StripeObjects.charge(intent, method, now());
        intent.put("payment_method", method.path("id").asString());
        succeed(account, intent, charge);
        complete(account, session, method, "paid");
        webhooks.emit(account, "charge.succeeded", charge);
        webhooks.emit(account, "payment_intent.succeeded", intent);
        webhooks.emit(account, "checkout.session.completed", session);
        return new Outcome.Paid(session);
    }

    private void succeed(String account, ObjectNode intent, ObjectNode charge) {
        ObjectNode transaction = StripeObjects.balanceTransaction(charge, now());
        charge.put("status", "succeeded")
                .put("paid", true)
                .put("captured", true)
                .put("amount_captured", charge.path("amount").asLong())
                .put("balance_transaction", transaction.path("id").asString());
        charge.putObject("outcome")
                .put("network_status", "approved_by_network")
                .put("seller_message", "Payment complete.")
                .put("type", "authorized");
        intent.put("status", "succeeded")
                .put("amount_received", intent.path("amount").asLong())
                .put("latest_charge", charge.path("id").asString())
                .putNull("last_payment_error");
        store.put(account, transaction);
        store.put(account, charge);
        store.put(account, intent);
    }

    private Outcome declined(String account, ObjectNode intent, ObjectNode method, TestCard.Declined card) {
        StripeError error = StripeError.card(card.code(), card.declineCode(), card.message());
        refuse(account, intent, StripeObjects.charge(intent, method, now()), error);
        return new Outcome.Refused(error);
    }

    private void refuse(String account, ObjectNode intent, ObjectNode charge, StripeError error) {
        charge.put("status", "failed")
                .put("failure_code", error.error().path("code").asString())
                .put("failure_message", error.getMessage());
        charge.putObject("outcome")
                .put("network_status", "declined_by_network")
                .put("reason", error.error().path("decline_code").asString("generic_decline"))
                .put("type", "issuer_declined");
        intent.put("status", "requires_payment_method")
                .put("latest_charge", charge.path("id").asString())
                .putNull("payment_method");
        intent.set(
                "last_payment_error",
                error.error().put("charge", charge.path("id").asString()));
        store.put(account, charge);
        store.put(account, intent);
        webhooks.emit(account, "charge.failed", charge);
        webhooks.emit(account, "payment_intent.payment_failed", intent);
    }

    private Outcome challenged(
            String account, ObjectNode session, String number, TestCard.Challenged card, Payer payer) {
        ObjectNode intent = intent(account, session);
        ObjectNode method = cardMethod(account, card.brand(), card.last4(), payer);
        intent.put("status", "requires_action")
                .put("payment_method", method.path("id").asString());
        intent.putObject("next_action").put("type", "use_stripe_sdk");
        store.put(account, intent);
        store.put(
                account,
                Json.object()
                        .put("object", "_challenge")
                        .put("id", intent.path("id").asString())
                        .put("number", number));
        webhooks.emit(account, "payment_intent.requires_action", intent);
        return new Outcome.Challenge(session);
    }

    private Outcome unproved(String account, ObjectNode intent, ObjectNode method) {
        StripeError error = StripeError.card(
                "payment_intent_authentication_failure",
                null,
                "We are unable to authenticate your payment method. "
                        + "Please choose a different payment method and try again.");
        intent.put("status", "requires_payment_method").putNull("payment_method");
        ObjectNode fields = error.error();
        fields.set("payment_method", method);
        intent.set("last_payment_error", fields);
        store.put(account, intent);
        webhooks.emit(account, "payment_intent.payment_failed", intent);
        return new Outcome.Refused(error);
    }

    private Outcome processing(String account, ObjectNode session, String iban, Payer payer) {
        ObjectNode intent = intent(account, session);
        ObjectNode method = StripeObjects.debitMethod(iban, payer, now());
        store.put(account, method);
        ObjectNode charge = StripeObjects.charge(intent, method, now());
        store.put(account, charge);
        intent.put("status", "processing")
                .put("payment_method", method.path("id").asString())
                .put("latest_charge", charge.path("id").asString());
        store.put(account, intent);
        complete(account, session, method, "unpaid");
        webhooks.emit(account, "charge.pending", charge);
        webhooks.emit(account, "payment_intent.processing", intent);
        webhooks.emit(account, "checkout.session.completed", session);
        return new Outcome.Processing(session);
    }

    private void complete(String account, ObjectNode session, ObjectNode method, String paymentStatus) {
        JsonNode payer = method.path("billing_details");
        session.put("status", "complete").put("payment_status", paymentStatus).putNull("url");
        ObjectNode details = session.putObject("customer_details");
        details.set("email", payer.path("email"));
        details.set("name", payer.path("name"));
        details.putNull("phone").put("tax_exempt", "none");
        details.putObject("address").putNull("country").putNull("postal_code");
        store.put(account, session);
    }

    private ObjectStore.Owned processingIntent(String intentId) {
        ObjectStore.Owned owned = store.findAnywhere(StripeObjects.INTENT, intentId)
                .orElseThrow(() -> StripeError.missing(StripeObjects.INTENT, intentId));
        String status = owned.object().path("status").asString();
        if (!status.equals("processing")) {
            throw StripeError.invalid(
                    "payment_intent_unexpected_state", null, "The payment is " + status + ", not processing.");
        }
        return owned;
    }

    private ObjectNode charge(ObjectStore.Owned intent) {
        return store.get(
                intent.account(),
                StripeObjects.CHARGE,
                intent.object().path("latest_charge").asString());
    }

    private ObjectNode sessionOf(ObjectStore.Owned intent) {
        String id = intent.object().path("id").asString();
        return store.all(StripeObjects.SESSION).stream()
                .filter(owned -> owned.account().equals(intent.account()))
                .map(ObjectStore.Owned::object)
                .filter(session -> session.path("payment_intent").asString("").equals(id))
                .findFirst()
                .orElseThrow(() -> StripeError.missing(StripeObjects.SESSION, id));
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }
}

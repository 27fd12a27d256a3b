package io.duebook.sandbox.stripe;

import java.time.Clock;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * Gives money back, never more than a charge took. Most of it arrives at once; a debit's, and that of one test card, is
 * pending until somebody says what became of it. A bank may send back what had arrived.
 */
final class Refunds {

    private static final Set<String> FINISHED = Set.of("succeeded", "processing", "canceled");

    private final ObjectStore store;
    private final Webhooks webhooks;
    private final Clock clock;

    Refunds(ObjectStore store, Webhooks webhooks, Clock clock) {
        this.store = store;
        this.webhooks = webhooks;
        this.clock = clock;
    }

    /** @throws StripeError when that much cannot be given back */
    ObjectNode refund(String account, ObjectNode asked) {
        return store.exclusively(() -> {
            ObjectNode charge = chargeToRefund(account, asked);
            long left = charge.path("amount_captured").asLong()
                    - charge.path("amount_refunded").asLong();
            long amount = asked.has("amount") ? asked.path("amount").asLong() : left;
            String id = charge.path("id").asString();
            if (left == 0) {
                throw StripeError.invalid(
                        "charge_already_refunded", null, "Charge " + id + " has already been refunded.");
            }
            if (amount < 1) {
                throw StripeError.invalid("parameter_invalid_integer", "amount", "Invalid positive integer");
            }
            if (amount > left) {
                throw StripeError.invalid(
                        null,
                        "amount",
                        "Refund amount (" + amount + ") is greater than unrefunded amount on charge (" + left + ")");
            }
            CurrencyRules.checkStep(amount, charge.path("currency").asString(), "amount");
            return refunded(account, charge, amount, asked);
        });
    }

    /** The money has arrived. */
    ObjectNode succeed(String id) {
        return store.exclusively(() -> {
            ObjectStore.Owned owned = of(id, Set.of("pending"));
            ObjectNode refund = owned.object().put("status", "succeeded");
            store.put(owned.account(), refund);
            webhooks.emit(owned.account(), "refund.updated", refund);
            webhooks.emit(owned.account(), "charge.refund.updated", refund);
            return refund;
        });
    }

    /** The payer's bank does not take the money, or sends it back. */
    ObjectNode fail(String id) {
        return store.exclusively(() -> {
            ObjectStore.Owned owned = of(id, Set.of("pending", "succeeded"));
            ObjectNode refund = owned.object().put("status", "failed").put("failure_reason", "lost_or_stolen_card");
            ObjectNode transaction = StripeObjects.refundFailureTransaction(refund, now());
            store.put(owned.account(), transaction);
            refund.put("failure_balance_transaction", transaction.path("id").asString());
            notRefunded(owned.account(), refund);
            webhooks.emit(owned.account(), "refund.failed", refund);
            webhooks.emit(owned.account(), "charge.refund.updated", refund);
            return refund;
        });
    }

    /** Somebody stopped it on Stripe's own pages before it went out. */
    ObjectNode cancel(String id) {
        return store.exclusively(() -> {
            ObjectStore.Owned owned = of(id, Set.of("pending"));
            ObjectNode refund = owned.object().put("status", "canceled");
            notRefunded(owned.account(), refund);
            webhooks.emit(owned.account(), "refund.updated", refund);
            webhooks.emit(owned.account(), "charge.refund.updated", refund);
            return refund;
        });
    }

    private void notRefunded(String account, ObjectNode refund) {
        ObjectNode charge =
                store.get(account, StripeObjects.CHARGE, refund.path("charge").asString());
        charge.put(
                        "amount_refunded",
                        charge.path("amount_refunded").asLong()
                                - refund.path("amount").asLong())
                .put("refunded", false);
        store.put(account, charge);
        store.put(account, refund);
    }

    private ObjectStore.Owned of(String id, Set<String> states) {
        ObjectStore.Owned owned = store.findAnywhere(StripeObjects.REFUND, id)
                .orElseThrow(() -> StripeError.missing(StripeObjects.REFUND, id));
        String status = owned.object().path("status").asString();
        if (!states.contains(status)) {
            throw StripeError.invalid(null, null, "The refund is " + status + ".");
        }
        return owned;
    }

    private ObjectNode chargeToRefund(String account, ObjectNode asked) {
        if (asked.has("charge")) {
            ObjectNode charge = store.get(
                    account, StripeObjects.CHARGE, asked.path("charge").asString());
            return refundable(charge);
        }
        if (!asked.has("payment_intent")) {
            throw StripeError.invalid(
                    "parameter_missing",
                    null,
                    "One of the following params should be provided: payment_intent, charge.");
        }
        ObjectNode intent = store.get(
                account, StripeObjects.INTENT, asked.path("payment_intent").asString());
        if (!FINISHED.contains(intent.path("status").asString())) {
            throw StripeError.invalid(
                    "payment_intent_unexpected_state",
                    null,
                    "This PaymentIntent does not have a successful charge to refund.");
        }
        return refundable(store.get(
                account, StripeObjects.CHARGE, intent.path("latest_charge").asString("")));
    }

    private static ObjectNode refundable(ObjectNode charge) {
        String id = charge.path("id").asString();
        if (!charge.path("status").asString().equals("succeeded")) {
            throw StripeError.invalid(null, null, "Charge " + id + " has not succeeded and cannot be refunded.");
        }
        if (charge.path("disputed").asBoolean()) {
            throw StripeError.invalid(
                    "charge_disputed", null, "Charge " + id + " has been charged back; cannot issue a refund.");
        }
        return charge;
    }

    private ObjectNode refunded(String account, ObjectNode charge, long amount, ObjectNode asked) {
        ObjectNode refund = StripeObjects.refund(charge, amount, asked, now())
                .put("status", takesDays(charge) ? "pending" : "succeeded");
        ObjectNode transaction = StripeObjects.refundTransaction(refund, now());
        refund.put("balance_transaction", transaction.path("id").asString());
        long sum = charge.path("amount_refunded").asLong() + amount;
        charge.put("amount_refunded", sum)
                .put("refunded", sum == charge.path("amount_captured").asLong());
        store.put(account, transaction);
        store.put(account, refund);
        store.put(account, charge);
        webhooks.emit(account, "refund.created", refund);
        webhooks.emit(account, "charge.refunded", charge);
        return refund;
    }

    private static boolean takesDays(ObjectNode charge) {
        var details = charge.path("payment_method_details");
        return !details.path("type").asString().equals("card")
                || details.path("card").path("last4").asString().equals(TestCard.LAST4_OF_PENDING_REFUNDS);
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }
}

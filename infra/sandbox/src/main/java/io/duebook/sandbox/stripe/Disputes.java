package io.duebook.sandbox.stripe;

import java.time.Clock;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * Payers' objections to charges at their bank. The bank takes the money while it decides, and gives it back where the
 * tenant was right; an inquiry takes none.
 */
final class Disputes {

    private static final String INQUIRY = "warning_needs_response";
    private static final String OPEN = "needs_response";

    private final ObjectStore store;
    private final Webhooks webhooks;
    private final Clock clock;

    Disputes(ObjectStore store, Webhooks webhooks, Clock clock) {
        this.store = store;
        this.webhooks = webhooks;
        this.clock = clock;
    }

    /**
     * The payer of a payment objects to it, or to a part.
     *
     * @param asked {@code payment_intent}, and as needed {@code amount}, {@code reason} and {@code inquiry}
     */
    ObjectNode open(ObjectNode asked) {
        return store.exclusively(() -> {
            String intentId = asked.path("payment_intent").asString("");
            ObjectStore.Owned intent = store.findAnywhere(StripeObjects.INTENT, intentId)
                    .orElseThrow(() -> StripeError.missing(StripeObjects.INTENT, intentId));
            String account = intent.account();
            ObjectNode charge = store.get(
                    account,
                    StripeObjects.CHARGE,
                    intent.object().path("latest_charge").asString(""));
            if (!charge.path("paid").asBoolean() || charge.path("disputed").asBoolean()) {
                throw StripeError.invalid(null, null, "Nobody can object to this charge.");
            }
            boolean asks = asked.path("inquiry").asBoolean(false);
            ObjectNode dispute = StripeObjects.dispute(
                    charge,
                    asked.path("amount").asLong(charge.path("amount").asLong()),
                    asked.path("reason").asString("fraudulent"),
                    asks ? INQUIRY : OPEN,
                    now());
            store.put(account, charge.put("disputed", true));
            store.put(account, dispute);
            webhooks.emit(account, "charge.dispute.created", dispute);
            return asks ? dispute : withdrawn(account, dispute);
        });
    }

    /** An inquiry that was not answered becomes a dispute. */
    ObjectNode escalate(String id) {
        return store.exclusively(() -> {
            ObjectStore.Owned owned = of(id, Set.of(INQUIRY));
            ObjectNode dispute = owned.object().put("status", OPEN);
            webhooks.emit(owned.account(), "charge.dispute.updated", dispute);
            return withdrawn(owned.account(), dispute);
        });
    }

    private ObjectNode withdrawn(String account, ObjectNode dispute) {
        move(account, dispute, StripeObjects.disputeTransaction(dispute, now()));
        webhooks.emit(account, "charge.dispute.funds_withdrawn", dispute);
        return dispute;
    }

    /** The bank decides for the tenant: what it took comes back, its fee does not. */
    ObjectNode win(String id) {
        return store.exclusively(() -> {
            ObjectStore.Owned owned = of(id, Set.of(OPEN));
            ObjectNode dispute = owned.object().put("status", "won");
            move(owned.account(), dispute, StripeObjects.disputeReversalTransaction(dispute, now()));
            webhooks.emit(owned.account(), "charge.dispute.funds_reinstated", dispute);
            webhooks.emit(owned.account(), "charge.dispute.closed", dispute);
            return dispute;
        });
    }

    /** The bank decides for the payer; an inquiry just ends. */
    ObjectNode lose(String id) {
        return store.exclusively(() -> {
            ObjectStore.Owned owned = of(id, Set.of(OPEN, INQUIRY));
            boolean asked = owned.object().path("status").asString().equals(INQUIRY);
            ObjectNode dispute = owned.object().put("status", asked ? "warning_closed" : "lost");
            store.put(owned.account(), dispute);
            webhooks.emit(owned.account(), "charge.dispute.closed", dispute);
            return dispute;
        });
    }

    private void move(String account, ObjectNode dispute, ObjectNode transaction) {
        dispute.withArray("balance_transactions").add(transaction);
        store.put(account, transaction);
        store.put(account, dispute);
    }

    private ObjectStore.Owned of(String id, Set<String> states) {
        ObjectStore.Owned owned = store.findAnywhere(StripeObjects.DISPUTE, id)
                .orElseThrow(() -> StripeError.missing(StripeObjects.DISPUTE, id));
        String status = owned.object().path("status").asString();
        if (!states.contains(status)) {
            throw StripeError.invalid(null, null, "The dispute is " + status + ".");
        }
        return owned;
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }
}

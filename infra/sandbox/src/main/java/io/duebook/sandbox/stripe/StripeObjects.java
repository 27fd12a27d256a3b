package io.duebook.sandbox.stripe;

import io.duebook.sandbox.http.Json;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes new objects in the shape Stripe gives them. Times are seconds since 1970. */
final class StripeObjects {

    static final String SESSION = "checkout.session";
    static final String INTENT = "payment_intent";
    static final String CHARGE = "charge";
    static final String REFUND = "refund";
    static final String DISPUTE = "dispute";
    static final String ACCOUNT = "account";
    static final String EVENT = "event";
    static final String PAYMENT_METHOD = "payment_method";
    static final String BALANCE_TRANSACTION = "balance_transaction";

    private StripeObjects() {}

    static ObjectNode account(String id, String name, String country, String currency, String email, long now) {
        ObjectNode account = Json.object()
                .put("id", id)
                .put("object", ACCOUNT)
                .put("business_type", "company")
                .put("charges_enabled", true)
                .put("payouts_enabled", true)
                .put("details_submitted", true)
                .put("country", country)
                .put("created", now)
                .put("default_currency", currency)
                .put("type", "standard");
        put(account, "email", email);
        ObjectNode profile = account.putObject("business_profile");
        put(profile, "name", name);
        account.putObject("capabilities").put("card_payments", "active").put("transfers", "active");
        account.putObject("metadata");
        account.putObject("settings")
                .putObject("dashboard")
                .put("timezone", "Etc/UTC")
                .put("display_name", name);
        return account;
    }

    /** An open session for parameters that were found right. */
    static ObjectNode session(String id, ObjectNode asked, long total, String currency, String url, long now) {
        ObjectNode session = Json.object()
                .put("id", id)
                .put("object", SESSION)
                .put("amount_subtotal", total)
                .put("amount_total", total)
                .put("created", now)
                .put("currency", currency)
                .put("livemode", false)
                .put("mode", "payment")
                .put("payment_status", "unpaid")
                .put("status", "open")
                .put("success_url", asked.path("success_url").asString())
                .put("ui_mode", "hosted_page")
                .put("url", url);
        for (String name :
                new String[] {"cancel_url", "client_reference_id", "customer_email", "locale", "submit_type"}) {
            put(session, name, asked.path(name).asString(""));
        }
        session.put("expires_at", asked.path("expires_at").asLong(now + 24 * 60 * 60));
        session.put("customer_creation", asked.path("customer_creation").asString("if_required"));
        session.put(
                "payment_method_collection",
                asked.path("payment_method_collection").asString("if_required"));
        for (String name : new String[] {
            "after_expiration",
            "customer",
            "customer_details",
            "invoice",
            "payment_intent",
            "payment_link",
            "setup_intent",
            "subscription",
            "recovered_from",
            "shipping_cost",
            "client_secret"
        }) {
            session.putNull(name);
        }
        session.putObject("automatic_tax").put("enabled", false).putNull("status");
        session.putObject("phone_number_collection").put("enabled", false);
        session.putObject("adaptive_pricing").put("enabled", false);
        session.putObject("total_details")
                .put("amount_discount", 0)
                .put("amount_shipping", 0)
                .put("amount_tax", 0);
        session.putObject("payment_method_options");
        session.putArray("custom_fields");
        session.putArray("shipping_options");
        session.set("metadata", metadata(asked));
        session.set("payment_method_types", methods(asked));
        return session;
    }

    static ObjectNode lineItem(JsonNode asked, long amount, String currency) {
        JsonNode product = asked.path("price_data").path("product_data");
        long unit = asked.path("price_data").path("unit_amount").asLong(0);
        ObjectNode line = Json.object()
                .put("id", Ids.next("li_"))
                .put("object", "item")
                .put("amount_discount", 0)
                .put("amount_subtotal", amount)
                .put("amount_tax", 0)
                .put("amount_total", amount)
                .put("currency", currency)
                .put("description", product.path("name").asString(""))
                .put("quantity", asked.path("quantity").asLong(1));
        ObjectNode price = line.putObject("price")
                .put("id", Ids.next("price_"))
                .put("object", "price")
                .put("active", false)
                .put("billing_scheme", "per_unit")
                .put("currency", currency)
                .put("livemode", false)
                .put("product", Ids.next("prod_", 14))
                .put("type", "one_time")
                .put("unit_amount", unit)
                .put("unit_amount_decimal", String.valueOf(unit));
        price.putObject("metadata");
        return line;
    }

    static ObjectNode intent(String id, ObjectNode session, JsonNode data, long now) {
        ObjectNode intent = Json.object()
                .put("id", id)
                .put("object", INTENT)
                .put("amount", session.path("amount_total").asLong())
                .put("amount_capturable", 0)
                .put("amount_received", 0)
                .put("capture_method", "automatic_async")
                .put("client_secret", id + "_secret_" + Ids.next("", 20))
                .put("confirmation_method", "automatic")
                .put("created", now)
                .put("currency", session.path("currency").asString())
                .put("livemode", false)
                .put("status", "requires_payment_method");
        for (String name : new String[] {
            "application",
            "canceled_at",
            "cancellation_reason",
            "customer",
            "last_payment_error",
            "latest_charge",
            "next_action",
            "on_behalf_of",
            "payment_method",
            "processing",
            "review",
            "setup_future_usage",
            "shipping"
        }) {
            intent.putNull(name);
        }
        for (String name : new String[] {
            "description", "receipt_email", "statement_descriptor", "statement_descriptor_suffix", "transfer_group"
        }) {
            put(intent, name, data.path(name).asString(""));
        }
        if (data.has("application_fee_amount")) {
            intent.put(
                    "application_fee_amount",
                    data.path("application_fee_amount").asLong());
        }
        intent.set("metadata", metadata(data));
        intent.set("payment_method_types", session.path("payment_method_types").deepCopy());
        intent.putObject("payment_method_options");
        intent.putObject("amount_details").putObject("tip");
        return intent;
    }

    static ObjectNode cardMethod(String brand, String last4, Payer payer, long now) {
        ObjectNode method = method("card", payer, now);
        method.putObject("card")
                .put("brand", brand)
                .put("country", "US")
                .put("exp_month", payer.expiryMonth())
                .put("exp_year", payer.expiryYear())
                .put("fingerprint", Ids.next("", 16))
                .put("funding", "credit")
                .put("last4", last4);
        return method;
    }

    static ObjectNode debitMethod(String iban, Payer payer, long now) {
        ObjectNode method = method("sepa_debit", payer, now);
        method.putObject("sepa_debit")
                .put("bank_code", iban.substring(4, 8))
                .put("country", iban.substring(0, 2))
                .put("fingerprint", Ids.next("", 16))
                .put("last4", iban.substring(iban.length() - 4));
        return method;
    }

    /** A charge that has not come to anything yet. */
    static ObjectNode charge(ObjectNode intent, ObjectNode method, long now) {
        String type = method.path("type").asString();
        ObjectNode charge = Json.object()
                .put("id", Ids.next(type.equals("card") ? "ch_" : "py_"))
                .put("object", CHARGE)
                .put("amount", intent.path("amount").asLong())
                .put("amount_captured", 0)
                .put("amount_refunded", 0)
                .put("captured", false)
                .put("created", now)
                .put("currency", intent.path("currency").asString())
                .put("disputed", false)
                .put("livemode", false)
                .put("paid", false)
                .put("payment_intent", intent.path("id").asString())
                .put("payment_method", method.path("id").asString())
                .put("refunded", false)
                .put("status", "pending");
        for (String name : new String[] {
            "application",
            "application_fee",
            "balance_transaction",
            "customer",
            "failure_balance_transaction",
            "failure_code",
            "failure_message",
            "on_behalf_of",
            "outcome",
            "receipt_email",
            "receipt_number",
            "receipt_url",
            "review",
            "shipping"
        }) {
            charge.putNull(name);
        }
        put(charge, "description", intent.path("description").asString(""));
        charge.set("billing_details", method.path("billing_details").deepCopy());
        charge.set("metadata", intent.path("metadata").deepCopy());
        ObjectNode details = charge.putObject("payment_method_details").put("type", type);
        details.set(type, method.path(type).deepCopy());
        return charge;
    }

    /** What the charge brings after Stripe's fee: 2.9 % and thirty cents, rounded half up. */
    static ObjectNode balanceTransaction(ObjectNode charge, long now) {
        long amount = charge.path("amount").asLong();
        String currency = charge.path("currency").asString();
        long fixed = CurrencyRules.decimals(currency) == 3 ? 90 : 30;
        long fee = (amount * 29 + 500) / 1000 + fixed;
        ObjectNode transaction = balanceTransaction("charge", charge.path("id").asString(), amount, currency, now)
                .put("fee", fee)
                .put("net", amount - fee);
        ObjectNode detail = transaction.withArray("fee_details").addObject();
        detail.put("amount", fee)
                .put("currency", currency)
                .put("description", "Stripe processing fees")
                .put("type", "stripe_fee");
        return transaction;
    }

    static ObjectNode refundTransaction(ObjectNode refund, long now) {
        long amount = -refund.path("amount").asLong();
        return balanceTransaction(
                        "refund",
                        refund.path("id").asString(),
                        amount,
                        refund.path("currency").asString(),
                        now)
                .put("fee", 0)
                .put("net", amount);
    }

    static ObjectNode refundFailureTransaction(ObjectNode refund, long now) {
        long amount = refund.path("amount").asLong();
        return balanceTransaction(
                        "refund_failure",
                        refund.path("id").asString(),
                        amount,
                        refund.path("currency").asString(),
                        now)
                .put("fee", 0)
                .put("net", amount);
    }

    /** An objection to a charge, before the bank has moved any money. */
    static ObjectNode dispute(ObjectNode charge, long amount, String reason, String status, long now) {
        ObjectNode dispute = Json.object()
                .put("id", Ids.next("du_"))
                .put("object", DISPUTE)
                .put("amount", amount)
                .put("charge", charge.path("id").asString())
                .put("created", now)
                .put("currency", charge.path("currency").asString())
                .put("is_charge_refundable", false)
                .put("livemode", false)
                .put("payment_intent", charge.path("payment_intent").asString())
                .put("reason", reason)
                .put("status", status);
        dispute.putArray("balance_transactions");
        dispute.putArray("enhanced_eligibility_types");
        dispute.putObject("evidence");
        dispute.putObject("evidence_details")
                .put("due_by", now + 7 * 24 * 60 * 60)
                .put("has_evidence", false)
                .put("past_due", false)
                .put("submission_count", 0);
        dispute.putObject("metadata");
        return dispute;
    }

    /** What the bank takes, and Stripe's fee for it: fifteen of the currency. */
    static ObjectNode disputeTransaction(ObjectNode dispute, long now) {
        long amount = -dispute.path("amount").asLong();
        String currency = dispute.path("currency").asString();
        long fee = Long.parseLong("15" + "0".repeat(CurrencyRules.decimals(currency)));
        return balanceTransaction("adjustment", dispute.path("id").asString(), amount, currency, now)
                .put("reporting_category", "dispute")
                .put("fee", fee)
                .put("net", amount - fee);
    }

    /** What the bank gives back. */
    static ObjectNode disputeReversalTransaction(ObjectNode dispute, long now) {
        long amount = dispute.path("amount").asLong();
        return balanceTransaction(
                        "adjustment",
                        dispute.path("id").asString(),
                        amount,
                        dispute.path("currency").asString(),
                        now)
                .put("reporting_category", "dispute_reversal")
                .put("fee", 0)
                .put("net", amount);
    }

    static ObjectNode refund(ObjectNode charge, long amount, JsonNode asked, long now) {
        ObjectNode refund = Json.object()
                .put("id", Ids.next("re_"))
                .put("object", REFUND)
                .put("amount", amount)
                .put("charge", charge.path("id").asString())
                .put("created", now)
                .put("currency", charge.path("currency").asString())
                .put("payment_intent", charge.path("payment_intent").asString())
                .put("status", "succeeded");
        put(refund, "reason", asked.path("reason").asString(""));
        refund.putNull("receipt_number");
        refund.set("metadata", metadata(asked));
        return refund;
    }

    static ObjectNode event(String account, String type, ObjectNode object, String apiVersion, long now) {
        ObjectNode event = Json.object()
                .put("id", Ids.next("evt_"))
                .put("object", EVENT)
                .put("api_version", apiVersion)
                .put("created", now)
                .put("livemode", false)
                .put("pending_webhooks", 1)
                .put("type", type);
        if (!account.equals(ObjectStore.PLATFORM)) {
            event.put("account", account);
        }
        event.putObject("data").set("object", object.deepCopy());
        event.putObject("request").putNull("id").putNull("idempotency_key");
        return event;
    }

    /** Sets the text, or null when it is empty, as Stripe does for what was not given. */
    static void put(ObjectNode object, String name, String value) {
        if (value.isEmpty()) {
            object.putNull(name);
        } else {
            object.put(name, value);
        }
    }

    private static ObjectNode method(String type, Payer payer, long now) {
        ObjectNode method = Json.object()
                .put("id", Ids.next("pm_"))
                .put("object", PAYMENT_METHOD)
                .put("created", now)
                .put("livemode", false)
                .put("type", type)
                .putNull("customer");
        ObjectNode details = method.putObject("billing_details");
        put(details, "email", payer.email());
        put(details, "name", payer.name());
        details.putNull("phone");
        details.putObject("address").putNull("country").putNull("postal_code");
        method.putObject("metadata");
        return method;
    }

    private static ObjectNode balanceTransaction(String type, String source, long amount, String currency, long now) {
        ObjectNode transaction = Json.object()
                .put("id", Ids.next("txn_"))
                .put("object", BALANCE_TRANSACTION)
                .put("amount", amount)
                .put("available_on", now + 7 * 24 * 60 * 60)
                .put("balance_type", "payments")
                .put("created", now)
                .put("currency", currency.toLowerCase(Locale.ROOT))
                .put("reporting_category", type)
                .put("source", source)
                .put("status", "pending")
                .put("type", type)
                .putNull("exchange_rate");
        transaction.putArray("fee_details");
        return transaction;
    }

    private static ObjectNode metadata(JsonNode asked) {
        ObjectNode metadata = Json.object();
        asked.path("metadata").properties().forEach(entry -> {
            if (!entry.getValue().asString("").isEmpty()) {
                metadata.put(entry.getKey(), entry.getValue().asString());
            }
        });
        return metadata;
    }

    private static ArrayNode methods(ObjectNode asked) {
        ArrayNode methods = Json.array();
        asked.path("payment_method_types").values().forEach(methods::add);
        return methods.isEmpty() ? methods.add("card") : methods;
    }
}

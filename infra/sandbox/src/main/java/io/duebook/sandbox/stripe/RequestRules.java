package io.duebook.sandbox.stripe;

import static io.duebook.sandbox.stripe.ParameterRule.bool;
import static io.duebook.sandbox.stripe.ParameterRule.fields;
import static io.duebook.sandbox.stripe.ParameterRule.listOf;
import static io.duebook.sandbox.stripe.ParameterRule.metadata;
import static io.duebook.sandbox.stripe.ParameterRule.oneOf;
import static io.duebook.sandbox.stripe.ParameterRule.range;
import static io.duebook.sandbox.stripe.ParameterRule.text;
import static io.duebook.sandbox.stripe.ParameterRule.whole;

import io.duebook.sandbox.stripe.ParameterRule.Fields;

/** The parameters of each call that the double knows; it refuses all others, also those that only Stripe knows. */
final class RequestRules {

    private static final int LONG = 5000;

    static final Fields NOTHING_BUT_EXPAND = fields().optional("expand", listOf(text(LONG)));

    private static final Fields LIST = NOTHING_BUT_EXPAND
            .optional("limit", whole())
            .optional("starting_after", text(LONG))
            .optional("ending_before", text(LONG));

    private static final Fields DATED_LIST = LIST.optional("created", range());

    static final Fields LIST_LINE_ITEMS = LIST;

    static final Fields CREATE_SESSION = NOTHING_BUT_EXPAND
            .required("success_url", text(LONG))
            .optional("cancel_url", text(LONG))
            .optional("mode", oneOf("payment", "setup", "subscription"))
            .optional("ui_mode", oneOf("hosted_page", "embedded_page", "elements", "form"))
            .optional("line_items", listOf(lineItem()))
            .optional("currency", text(3))
            .optional("client_reference_id", text(200))
            .optional("customer_email", text(800))
            .optional("customer_creation", oneOf("always", "if_required"))
            .optional("expires_at", whole())
            .optional(
                    "locale",
                    oneOf(
                            "auto", "bg", "cs", "da", "de", "el", "en", "en-GB", "es", "es-419", "et", "fi", "fil",
                            "fr", "fr-CA", "hr", "hu", "id", "it", "ja", "ko", "lt", "lv", "ms", "mt", "nb", "nl", "pl",
                            "pt", "pt-BR", "ro", "ru", "sk", "sl", "sv", "th", "tr", "vi", "zh", "zh-HK", "zh-TW"))
            .optional("metadata", metadata())
            .optional("payment_method_types", listOf(text(LONG)))
            .optional("payment_intent_data", intentData())
            .optional("submit_type", oneOf("auto", "book", "donate", "pay", "subscribe"))
            .optional("billing_address_collection", oneOf("auto", "required"))
            .optional("payment_method_collection", oneOf("always", "if_required"))
            .optional("phone_number_collection", fields().required("enabled", bool()))
            .optional("automatic_tax", fields().required("enabled", bool()))
            .optional("allow_promotion_codes", bool())
            .optional("adaptive_pricing", fields().optional("enabled", bool()));

    static final Fields LIST_SESSIONS = DATED_LIST
            .optional("payment_intent", text(LONG))
            .optional("status", oneOf("complete", "expired", "open"))
            .optional("customer_details", fields().required("email", text(800)));

    static final Fields LIST_INTENTS = DATED_LIST;

    static final Fields LIST_CHARGES = DATED_LIST.optional("payment_intent", text(LONG));

    static final Fields LIST_BALANCE_TRANSACTIONS = DATED_LIST
            .optional("source", text(LONG))
            .optional("type", text(LONG))
            .optional("currency", text(3));

    static final Fields CREATE_REFUND = NOTHING_BUT_EXPAND
            .optional("payment_intent", text(LONG))
            .optional("charge", text(LONG))
            .optional("amount", whole())
            .optional("reason", oneOf("duplicate", "fraudulent", "requested_by_customer"))
            .optional("refund_application_fee", bool())
            .optional("metadata", metadata());

    static final Fields LIST_REFUNDS =
            DATED_LIST.optional("payment_intent", text(LONG)).optional("charge", text(LONG));

    static final Fields LIST_DISPUTES =
            DATED_LIST.optional("payment_intent", text(LONG)).optional("charge", text(LONG));
    static final Fields CREATE_ACCOUNT = NOTHING_BUT_EXPAND
            .optional("type", oneOf("custom", "express", "standard"))
            .optional("country", text(LONG))
            .optional("email", text(800))
            .optional("default_currency", text(3))
            .optional("business_profile", fields().optional("name", text(LONG)).optional("url", text(LONG)))
            .optional("metadata", metadata());

    static final Fields LIST_EVENTS = DATED_LIST
            .optional("type", text(LONG))
            .optional("types", listOf(text(LONG)))
            .optional("delivery_success", bool());

    private RequestRules() {}

    private static Fields lineItem() {
        Fields product = fields().required("name", text(LONG))
                .optional("description", text(40_000))
                .optional("metadata", metadata());
        Fields price = fields().required("currency", text(3))
                .optional("product_data", product)
                .optional("unit_amount", whole());
        return fields().optional("price_data", price).optional("quantity", whole());
    }

    private static Fields intentData() {
        return fields().optional("application_fee_amount", whole())
                .optional("capture_method", oneOf("automatic", "automatic_async", "manual"))
                .optional("description", text(1000))
                .optional("metadata", metadata())
                .optional("receipt_email", text(800))
                .optional("statement_descriptor", text(22))
                .optional("statement_descriptor_suffix", text(22))
                .optional("transfer_group", text(LONG));
    }
}

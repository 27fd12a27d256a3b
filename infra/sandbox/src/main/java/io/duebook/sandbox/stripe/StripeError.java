package io.duebook.sandbox.stripe;

import io.duebook.sandbox.http.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A refusal as Stripe words it: a status, a type, mostly a code, and the parameter it is about. */
final class StripeError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final Map<String, String> fields;

    private StripeError(int status, String type, String message, Map<String, String> more) {
        super(message);
        this.status = status;
        this.fields = new LinkedHashMap<>(more);
        fields.put("message", message);
        fields.put("type", type);
    }

    /** The request is wrong; {@code param} names where, in Stripe's bracket notation. */
    static StripeError invalid(@Nullable String code, @Nullable String param, String message) {
        return new StripeError(400, "invalid_request_error", message, named(code, param));
    }

    static StripeError missing(String kind, String id) {
        return new StripeError(
                404, "invalid_request_error", "No such " + kind + ": '" + id + "'", named("resource_missing", "id"));
    }

    static StripeError card(String code, @Nullable String declineCode, String message) {
        Map<String, String> more = new LinkedHashMap<>(named(code, null));
        if (declineCode != null) {
            more.put("decline_code", declineCode);
        }
        return new StripeError(402, "card_error", message, more);
    }

    static StripeError other(int status, String type, @Nullable String code, String message) {
        return new StripeError(status, type, message, named(code, null));
    }

    int status() {
        return status;
    }

    /** The content of Stripe's {@code error} object. */
    ObjectNode error() {
        ObjectNode error = Json.object();
        fields.forEach(error::put);
        String code = fields.get("code");
        if (code != null) {
            error.put("doc_url", "https://docs.stripe.com/error-codes/" + code.replace('_', '-'));
        }
        return error;
    }

    ObjectNode body() {
        ObjectNode body = Json.object();
        body.set("error", error());
        return body;
    }

    private static Map<String, String> named(@Nullable String code, @Nullable String param) {
        Map<String, String> named = new LinkedHashMap<>();
        if (code != null) {
            named.put("code", code);
        }
        if (param != null) {
            named.put("param", param);
        }
        return named;
    }
}

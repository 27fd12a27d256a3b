package io.duebook.sandbox.stripe;

import io.duebook.sandbox.http.Json;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Puts whole objects where an answer names them by id, as {@code expand[]} asks. */
final class Expansion {

    private static final int DEEPEST = 4;

    private static final Set<String> PLACES =
            Set.of("payment_intent", "latest_charge", "balance_transaction", "payment_method", "charge", "source");

    private static final Map<String, String> KINDS =
            Map.of("latest_charge", StripeObjects.CHARGE, "source", StripeObjects.CHARGE);

    private final ObjectStore store;
    private final Checkout checkout;

    Expansion(ObjectStore store, Checkout checkout) {
        this.store = store;
        this.checkout = checkout;
    }

    /** @throws StripeError when a path names what cannot be expanded */
    void expand(String account, ObjectNode answer, JsonNode paths) {
        for (JsonNode path : paths.values()) {
            List<String> steps = List.of(path.asString("").split("\\."));
            if (steps.size() > DEEPEST) {
                throw StripeError.invalid(
                        null, "expand", "You cannot expand more than " + DEEPEST + " levels of a property.");
            }
            step(account, answer, steps, path.asString(""));
        }
    }

    private void step(String account, ObjectNode object, List<String> steps, String whole) {
        String name = steps.getFirst();
        List<String> rest = steps.subList(1, steps.size());
        if (name.equals("data") && object.path("object").asString("").equals("list")) {
            object.path("data").values().forEach(each -> step(account, (ObjectNode) each, rest, whole));
            return;
        }
        if (name.equals("line_items") && object.path("object").asString("").equals(StripeObjects.SESSION)) {
            object.set("line_items", lineItems(object.path("id").asString()));
            return;
        }
        if (!PLACES.contains(name) || !object.has(name)) {
            throw StripeError.invalid(
                    null, "expand", "This property cannot be expanded (" + name + ") in " + whole + ".");
        }
        if (object.path(name).isString()) {
            store.find(
                            account,
                            KINDS.getOrDefault(name, name),
                            object.path(name).asString())
                    .ifPresent(found -> object.set(name, found));
        }
        if (!rest.isEmpty() && object.path(name) instanceof ObjectNode inner) {
            step(account, inner, rest, whole);
        }
    }

    private ObjectNode lineItems(String sessionId) {
        ArrayNode lines = checkout.lines(sessionId);
        ObjectNode list = Json.object()
                .put("object", "list")
                .put("has_more", false)
                .put("url", "/v1/checkout/sessions/" + sessionId + "/line_items");
        list.set("data", lines);
        return list;
    }
}

package io.duebook.sandbox.stripe;

import io.duebook.sandbox.http.Json;
import java.util.List;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A page of an account's objects, newest first, as Stripe pages its lists. */
final class Listing {

    private static final int USUAL = 10;
    private static final int MOST = 100;

    private Listing() {}

    static ObjectNode of(
            ObjectStore store, Operation.Call call, String kind, String url, Predicate<ObjectNode> wanted) {
        List<ObjectNode> all = store.all(kind).stream()
                .filter(owned -> owned.account().equals(call.account()))
                .map(ObjectStore.Owned::object)
                .filter(object -> within(
                        call.parameters().path("created"),
                        object.path("created").asLong()))
                .filter(wanted)
                .toList();
        return page(all, call, url);
    }

    static ObjectNode page(List<ObjectNode> all, Operation.Call call, String url) {
        int limit = call.parameters().has("limit") ? Integer.parseInt(call.parameter("limit")) : USUAL;
        if (limit < 1 || limit > MOST) {
            throw StripeError.invalid(
                    "parameter_invalid_integer", "limit", "limit must be between 1 and " + MOST + ".");
        }
        int from = 0;
        int to = Math.min(all.size(), limit);
        if (!call.parameter("starting_after").isEmpty()) {
            from = index(all, call.parameter("starting_after")) + 1;
            to = Math.min(all.size(), from + limit);
        } else if (!call.parameter("ending_before").isEmpty()) {
            to = index(all, call.parameter("ending_before"));
            from = Math.max(0, to - limit);
        }
        ObjectNode list = Json.object().put("object", "list").put("url", url);
        list.put("has_more", call.parameter("ending_before").isEmpty() ? to < all.size() : from > 0);
        ArrayNode data = list.putArray("data");
        all.subList(from, to).forEach(data::add);
        return list;
    }

    private static int index(List<ObjectNode> all, String id) {
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).path("id").asString().equals(id)) {
                return i;
            }
        }
        throw StripeError.missing("object", id);
    }

    private static boolean within(JsonNode range, long created) {
        if (range.isString()) {
            return created == Long.parseLong(range.stringValue());
        }
        return bound(range, "gt", Long.MIN_VALUE) < created
                && bound(range, "gte", Long.MIN_VALUE) <= created
                && bound(range, "lt", Long.MAX_VALUE) > created
                && bound(range, "lte", Long.MAX_VALUE) >= created;
    }

    private static long bound(JsonNode range, String name, long otherwise) {
        return range.has(name) ? Long.parseLong(range.path(name).asString()) : otherwise;
    }
}

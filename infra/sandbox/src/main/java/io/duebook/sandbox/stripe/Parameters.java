package io.duebook.sandbox.stripe;

import io.duebook.sandbox.http.Json;
import io.duebook.sandbox.http.Pair;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Turns Stripe's bracketed form fields, {@code line_items[0][quantity]=2}, into the tree they stand for. */
final class Parameters {

    private Parameters() {}

    static ObjectNode tree(List<Pair> pairs) {
        Branch root = new Branch();
        for (Pair pair : pairs) {
            root.put(segments(pair.name()), pair.value());
        }
        return root.isEmpty() ? Json.object() : root.asObject();
    }

    /** {@code a[b][]} is a, b and an empty segment, which means "the next place in the list". */
    private static List<String> segments(String name) {
        List<String> segments = new ArrayList<>();
        int open = name.indexOf('[');
        if (open <= 0) {
            return List.of(name);
        }
        segments.add(name.substring(0, open));
        while (open >= 0) {
            int close = name.indexOf(']', open);
            if (close < 0) {
                throw StripeError.invalid("parameter_unknown", name, "Received unknown parameter: " + name);
            }
            segments.add(name.substring(open + 1, close));
            open = name.indexOf('[', close);
        }
        return segments;
    }

    /** A part of the tree while it grows; it turns out a list when all its keys are numbers. */
    private static final class Branch {

        private final Map<String, Object> children = new LinkedHashMap<>();

        boolean isEmpty() {
            return children.isEmpty();
        }

        void put(List<String> path, String value) {
            String key = path.getFirst().isEmpty() ? String.valueOf(children.size()) : path.getFirst();
            if (path.size() == 1) {
                children.put(key, value);
                return;
            }
            Object child = children.computeIfAbsent(key, absent -> new Branch());
            if (!(child instanceof Branch branch)) {
                throw StripeError.invalid(null, key, "Invalid object: " + key + " is a value and an object");
            }
            branch.put(path.subList(1, path.size()), value);
        }

        ObjectNode asObject() {
            ObjectNode object = Json.object();
            children.forEach((key, child) -> {
                if (child instanceof Branch branch) {
                    object.set(key, branch.asNode());
                } else {
                    object.put(key, (String) child);
                }
            });
            return object;
        }

        private JsonNode asNode() {
            boolean list = children.keySet().stream().allMatch(key -> key.matches("\\d{1,4}"));
            if (!list) {
                return asObject();
            }
            ArrayNode array = Json.array();
            asObject().values().forEach(array::add);
            return array;
        }
    }
}

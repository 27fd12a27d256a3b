package io.duebook.sandbox.stripe;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What Stripe accepts at one place of a request. Checked before anything is done, so a refusal is never kept. */
sealed interface ParameterRule {

    /** @throws StripeError naming the place, in bracket notation */
    void check(String place, JsonNode value);

    static ParameterRule text(int longest) {
        return new Text(longest);
    }

    static ParameterRule oneOf(String... choices) {
        return new Choice(List.of(choices));
    }

    static ParameterRule whole() {
        return new Whole();
    }

    static ParameterRule bool() {
        return new Choice(List.of("true", "false"));
    }

    static ParameterRule listOf(ParameterRule each) {
        return new ListOf(each);
    }

    static ParameterRule metadata() {
        return new Metadata();
    }

    /** A time, or a range of times: {@code created[gte]=…}. */
    static ParameterRule range() {
        return new Range();
    }

    static Fields fields() {
        return new Fields(Map.of(), Set.of());
    }

    record Text(int longest) implements ParameterRule {
        @Override
        public void check(String place, JsonNode value) {
            String text = scalar(place, value);
            if (text.isEmpty()) {
                throw StripeError.invalid(
                        "parameter_invalid_empty",
                        place,
                        "You passed an empty string for '" + place
                                + "'. We assume empty values are an attempt to unset "
                                + "a parameter; however '" + place + "' cannot be unset. You should remove '" + place
                                + "' from your request or supply a non-empty value.");
            }
            if (text.length() > longest) {
                throw StripeError.invalid(
                        "parameter_invalid_string_length",
                        place,
                        "Invalid string: " + place + " must be at most " + longest + " characters");
            }
        }
    }

    record Choice(List<String> choices) implements ParameterRule {
        @Override
        public void check(String place, JsonNode value) {
            if (!choices.contains(scalar(place, value))) {
                throw StripeError.invalid(
                        null, place, "Invalid " + place + ": must be one of " + String.join(", ", choices));
            }
        }
    }

    record Whole() implements ParameterRule {
        @Override
        public void check(String place, JsonNode value) {
            String text = scalar(place, value);
            if (!text.matches("-?\\d{1,18}")) {
                throw StripeError.invalid("parameter_invalid_integer", place, "Invalid integer: " + text);
            }
        }
    }

    record Range() implements ParameterRule {
        @Override
        public void check(String place, JsonNode value) {
            if (value.isObject()) {
                fields().optional("gt", whole())
                        .optional("gte", whole())
                        .optional("lt", whole())
                        .optional("lte", whole())
                        .check(place, value);
            } else {
                whole().check(place, value);
            }
        }
    }

    record ListOf(ParameterRule each) implements ParameterRule {
        @Override
        public void check(String place, JsonNode value) {
            if (!value.isArray()) {
                throw StripeError.invalid(null, place, "Invalid array");
            }
            for (int i = 0; i < value.size(); i++) {
                each.check(place + "[" + i + "]", value.get(i));
            }
        }
    }

    record Metadata() implements ParameterRule {
        private static final int MOST = 50;
        private static final int LONGEST_KEY = 40;
        private static final int LONGEST_VALUE = 500;

        @Override
        public void check(String place, JsonNode value) {
            if (!value.isObject()) {
                throw StripeError.invalid(null, place, "Invalid object");
            }
            if (value.size() > MOST) {
                throw StripeError.invalid(null, place, "Metadata can have at most " + MOST + " keys");
            }
            for (Map.Entry<String, JsonNode> entry : value.properties()) {
                if (entry.getKey().length() > LONGEST_KEY) {
                    throw StripeError.invalid(
                            null, place, "Metadata keys can be at most " + LONGEST_KEY + " characters");
                }
                if (scalar(place, entry.getValue()).length() > LONGEST_VALUE) {
                    throw StripeError.invalid(
                            null, place, "Metadata values can be at most " + LONGEST_VALUE + " characters");
                }
            }
        }
    }

    record Fields(Map<String, ParameterRule> known, Set<String> required) implements ParameterRule {

        Fields required(String name, ParameterRule rule) {
            Set<String> more = new LinkedHashSet<>(required);
            more.add(name);
            return new Fields(with(name, rule), more);
        }

        Fields optional(String name, ParameterRule rule) {
            return new Fields(with(name, rule), required);
        }

        @Override
        public void check(String place, JsonNode value) {
            if (!value.isObject()) {
                throw StripeError.invalid(null, place, "Invalid object");
            }
            for (Map.Entry<String, JsonNode> entry : value.properties()) {
                String at = below(place, entry.getKey());
                ParameterRule rule = known.get(entry.getKey());
                if (rule == null) {
                    throw StripeError.invalid("parameter_unknown", at, "Received unknown parameter: " + at);
                }
                rule.check(at, entry.getValue());
            }
            for (String name : required) {
                if (!value.has(name)) {
                    String at = below(place, name);
                    throw StripeError.invalid("parameter_missing", at, "Missing required param: " + at + ".");
                }
            }
        }

        private Map<String, ParameterRule> with(String name, ParameterRule rule) {
            Map<String, ParameterRule> more = new LinkedHashMap<>(known);
            more.put(name, rule);
            return more;
        }

        private static String below(String place, String name) {
            return place.isEmpty() ? name : place + "[" + name + "]";
        }
    }

    private static String scalar(String place, JsonNode value) {
        if (!value.isString()) {
            throw StripeError.invalid(null, place, "Invalid string: " + value);
        }
        return value.stringValue();
    }
}

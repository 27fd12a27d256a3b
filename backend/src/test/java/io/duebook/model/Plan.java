package io.duebook.model;

import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A request, and what the model says must come of it.
 *
 * @param ifMatch the version that is changed, if one must be named
 */
record Plan(
        String method,
        String path,
        Map<String, Object> body,
        @Nullable String ifMatch,
        Expected expected) {

    sealed interface Expected {}

    record Refusal(int status, String code) implements Expected {}

    /** @param booked writes it into the paper books, and holds the answer against them */
    record Success(int status, Consumer<JsonNode> booked) implements Expected {}

    /** What a rule decides: it books, or refuses. */
    static Plan post(
            String path,
            Map<String, Object> body,
            @Nullable String ifMatch,
            int status,
            Supplier<Consumer<JsonNode>> rule) {
        return new Plan("POST", path, body, ifMatch, decided(status, rule));
    }

    static Plan post(String path, Map<String, Object> body, int status, Supplier<Consumer<JsonNode>> rule) {
        return post(path, body, null, status, rule);
    }

    static Expected decided(int status, Supplier<Consumer<JsonNode>> rule) {
        try {
            return new Success(status, rule.get());
        } catch (Refused refused) {
            return new Refusal(refused.status, refused.code);
        }
    }
}

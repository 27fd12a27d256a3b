package io.duebook.sandbox.stripe;

import io.duebook.sandbox.http.Json;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A misbehaviour that was asked for.
 *
 * @param on the operation ({@code checkout.session.create}) or event type it waits for; {@code null}: the next that fits
 * @param times how often it is still to happen
 * @param length how long it holds up what it holds up
 */
record Fault(Kind kind, @Nullable String on, int times, Duration length) {

    enum Kind {
        TIMEOUT_AFTER_ACCEPTING(Duration.ofSeconds(100)),
        ERROR_500_BEFORE(Duration.ZERO),
        ERROR_500_KEPT(Duration.ZERO),
        ERROR_500_AFTER(Duration.ZERO),
        CONNECTION_RESET_AFTER(Duration.ZERO),
        RATE_LIMIT(Duration.ZERO),
        SLOW_MS(Duration.ofMillis(2000)),
        WEBHOOK_DUPLICATE(Duration.ZERO),
        WEBHOOK_DELAY_SECONDS(Duration.ofSeconds(10)),
        WEBHOOK_DROP(Duration.ZERO),
        WEBHOOK_OUT_OF_ORDER(Duration.ofSeconds(3));

        private final Duration usual;

        Kind(Duration usual) {
            this.usual = usual;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @throws IllegalArgumentException with a sentence for whoever asked */
    static Fault read(JsonNode asked) {
        String word = asked.path("kind").asString("");
        Kind kind = kind(word);
        int times = asked.path("times").asInt(1);
        if (times < 1) {
            throw new IllegalArgumentException("times must be 1 or more");
        }
        String on = asked.path("on").asString("");
        return new Fault(kind, on.isEmpty() || on.equals("*") ? null : on, times, length(asked, kind));
    }

    boolean fits(String happening) {
        return on == null || on.equals(happening);
    }

    Fault once() {
        return new Fault(kind, on, times - 1, length);
    }

    ObjectNode json() {
        return Json.object()
                .put("kind", kind.word())
                .put("on", on)
                .put("times", times)
                .put("ms", length.toMillis());
    }

    private static Kind kind(String word) {
        for (Kind kind : Kind.values()) {
            if (kind.word().equals(word)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("There is no fault of the kind '" + word + "'");
    }

    private static Duration length(JsonNode asked, Kind kind) {
        if (asked.has("seconds")) {
            return Duration.ofMillis(Math.round(asked.path("seconds").asDouble(0) * 1000));
        }
        return asked.has("ms") ? Duration.ofMillis(asked.path("ms").asLong(0)) : kind.usual;
    }
}

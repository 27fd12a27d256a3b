package io.duebook.statement;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.scenario.Api;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** What must be true of every frozen statement, found by whoever has nothing but its JSON. */
final class FrozenStatements {

    private FrozenStatements() {}

    static Api.Answer freezeActivity(Api caller, String customer, String from, String to) {
        return caller.post("/v1/statements", Map.of("customer", customer, "kind", "activity", "from", from, "to", to));
    }

    static Api.Answer freezeOpenItems(Api caller, String customer, String asOf) {
        return caller.post("/v1/statements", Map.of("customer", customer, "kind", "open_item", "as_of", asOf));
    }

    /** The hash as docs/statements.md tells an outsider to find it. */
    static void mustBeHashed(JsonNode statement) {
        var all = new TreeMap<String, JsonNode>();
        statement.properties().forEach(member -> all.put(member.getKey(), member.getValue()));
        all.remove("hash");
        all.remove("verification_url");
        String canonical = all.entrySet().stream()
                .map(member -> "\"" + member.getKey() + "\":" + canonical(member.getValue()))
                .collect(Collectors.joining(",", "{", "}"));
        assertThat(statement.path("hash").asString()).isEqualTo(sha256(canonical));
    }

    private static String canonical(JsonNode value) {
        if (value.isObject()) {
            var all = new TreeMap<String, JsonNode>();
            value.properties().forEach(member -> all.put(member.getKey(), member.getValue()));
            return all.entrySet().stream()
                    .map(member -> "\"" + member.getKey() + "\":" + canonical(member.getValue()))
                    .collect(Collectors.joining(",", "{", "}"));
        }
        if (value.isArray()) {
            return value.valueStream().map(FrozenStatements::canonical).collect(Collectors.joining(",", "[", "]"));
        }
        return value.isString() ? quoted(value.asString()) : value.asString("null");
    }

    /** The two escapes that texts without control characters need. */
    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new AssertionError(everyJdkHasIt);
        }
    }

    /** Opening + adjustments + lines = closing = open − unapplied, and the buckets are what is open. */
    static void mustAddUp(JsonNode statement) {
        for (JsonNode part : statement.path("currencies")) {
            assertThat(part.path("balance").asLong())
                    .isEqualTo(
                            part.path("open").asLong() - part.path("unapplied").asLong());
            assertThat(sum(part.path("aging"), "amount"))
                    .isEqualTo(part.path("open").asLong());
            if (part.has("opening")) {
                assertThat(part.path("opening").asLong()
                                + sum(part.path("adjustments"), "amount")
                                + sum(part.path("lines"), "amount"))
                        .isEqualTo(part.path("closing").asLong());
                assertThat(part.path("closing").asLong())
                        .isEqualTo(part.path("balance").asLong());
            }
        }
    }

    static long sum(JsonNode lines, String amount) {
        return lines.valueStream().mapToLong(line -> line.path(amount).asLong()).sum();
    }

    static JsonNode in(JsonNode statement, String currency) {
        return statement
                .path("currencies")
                .valueStream()
                .filter(part -> part.path("currency").asString().equals(currency))
                .findFirst()
                .orElseGet(() -> statement.path("none"));
    }
}

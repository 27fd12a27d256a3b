package io.duebook.sandbox.http;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a route answers; it may also be no answer at all, when {@link #broken} says how the connection ends. */
public record Reply(
        int status,
        Map<String, String> headers,
        byte[] body,
        @Nullable Broken broken) {

    /** The connection is closed without an answer, after this time. */
    public record Broken(Duration silence) {}

    public static Reply json(int status, JsonNode body) {
        return of(status, "application/json; charset=utf-8", body.toString());
    }

    public static Reply html(int status, String page) {
        return of(status, "text/html; charset=utf-8", page);
    }

    public static Reply text(int status, String contentType, String body) {
        return of(status, contentType + "; charset=utf-8", body);
    }

    /** The browser goes on with a GET of that address. */
    public static Reply seeOther(String location) {
        return of(303, "text/plain; charset=utf-8", "").with("Location", location);
    }

    public static Reply noContent() {
        return new Reply(204, Map.of(), new byte[0], null);
    }

    public static Reply bytes(int status, String contentType, byte[] body) {
        return new Reply(status, Map.of("Content-Type", contentType), body, null);
    }

    /** No answer: the caller waits for the given time, then finds the connection closed. */
    public static Reply silence(Duration time) {
        return new Reply(0, Map.of(), new byte[0], new Broken(time));
    }

    public Reply with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Reply(status, more, body, broken);
    }

    private static Reply of(int status, String contentType, String body) {
        return new Reply(status, Map.of("Content-Type", contentType), body.getBytes(StandardCharsets.UTF_8), null);
    }
}

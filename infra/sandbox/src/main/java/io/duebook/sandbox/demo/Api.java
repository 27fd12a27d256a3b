package io.duebook.sandbox.demo;

import io.duebook.sandbox.http.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Calls an API as one OAuth 2 client, as any integrator would: with keys, repeating what was lost on the way. */
final class Api {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final int MOST_ATTEMPTS = 8;
    private static final int TOKEN_SECONDS = 240;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final String base;
    private final String tokenUrl;
    private final DemoSettings.Client client;
    private final String scope;
    private final Semaphore atOnce = new Semaphore(6);
    private @Nullable String token;
    private long tokenUntil;

    /** What came back. */
    record Answer(int status, JsonNode body) {

        boolean isFine() {
            return status / 100 == 2;
        }
    }

    /** @param scope what to ask for; empty: whatever the client may */
    Api(String base, String issuer, DemoSettings.Client client, String scope) {
        this.base = base;
        this.tokenUrl = issuer + "/oauth2/token";
        this.client = client;
        this.scope = scope;
    }

    JsonNode get(String path) throws InterruptedException {
        return fine(send("GET", path, Map.of(), "", null));
    }

    /** The key makes a repetition harmless, also in a later run. */
    JsonNode post(String path, String key, JsonNode body) throws InterruptedException {
        return fine(tryPost(path, key, body));
    }

    Answer tryPost(String path, String key, JsonNode body) throws InterruptedException {
        return send("POST", path, Map.of("Idempotency-Key", key), "application/json", body.toString());
    }

    Answer tryPut(String path, JsonNode body) throws InterruptedException {
        return send("PUT", path, Map.of(), "application/json", body.toString());
    }

    /** A multipart form with a JSON part and a file. */
    JsonNode upload(String path, String key, JsonNode spec, String fileName, String file) throws InterruptedException {
        String boundary = "duebook-" + UUID.randomUUID();
        String body = """
                --%1$s\r
                Content-Disposition: form-data; name="spec"\r
                Content-Type: application/json\r
                \r
                %2$s\r
                --%1$s\r
                Content-Disposition: form-data; name="file"; filename="%3$s"\r
                Content-Type: text/csv\r
                \r
                %4$s\r
                --%1$s--\r
                """.formatted(boundary, spec, fileName, file);
        return fine(
                send("POST", path, Map.of("Idempotency-Key", key), "multipart/form-data; boundary=" + boundary, body));
    }

    private Answer send(
            String method, String path, Map<String, String> headers, String contentType, @Nullable String body)
            throws InterruptedException {
        atOnce.acquire();
        try {
            for (int attempt = 1; ; attempt++) {
                try {
                    HttpResponse<String> answer = http.send(
                            request(method, path, headers, contentType, body), HttpResponse.BodyHandlers.ofString());
                    boolean again = answer.statusCode() == 429 || answer.statusCode() >= 500;
                    if (!again || attempt == MOST_ATTEMPTS) {
                        return new Answer(answer.statusCode(), json(answer.body()));
                    }
                    Thread.sleep(pause(answer, attempt));
                } catch (IOException lost) {
                    if (attempt == MOST_ATTEMPTS) {
                        throw new Unfilled(base + path + " does not answer: " + lost.getMessage());
                    }
                    Thread.sleep(500L * attempt);
                }
            }
        } finally {
            atOnce.release();
        }
    }

    private HttpRequest request(
            String method, String path, Map<String, String> headers, String contentType, @Nullable String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token());
        headers.forEach(request::header);
        if (!contentType.isEmpty()) {
            request.header("Content-Type", contentType);
        }
        return request.method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private synchronized String token() throws IOException, InterruptedException {
        String known = token;
        if (known != null && System.nanoTime() < tokenUntil) {
            return known;
        }
        String form = "grant_type=client_credentials"
                + (scope.isEmpty() ? "" : "&scope=" + URLEncoder.encode(scope, StandardCharsets.UTF_8));
        String basic = Base64.getEncoder()
                .encodeToString((client.id() + ":" + client.secret()).getBytes(StandardCharsets.UTF_8));
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create(tokenUrl))
                        .timeout(PATIENCE)
                        .header("Authorization", "Basic " + basic)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        String fresh = json(answer.body()).path("access_token").asString("");
        if (fresh.isEmpty()) {
            // A new client may not have reached identity yet: worth another attempt.
            throw new IOException("no token for " + client.id() + ": " + answer.statusCode() + " " + answer.body());
        }
        token = fresh;
        tokenUntil = System.nanoTime() + Duration.ofSeconds(TOKEN_SECONDS).toNanos();
        return fresh;
    }

    private static long pause(HttpResponse<String> answer, int attempt) {
        return answer.headers()
                .firstValue("Retry-After")
                .filter(seconds -> seconds.matches("\\d{1,2}"))
                .map(seconds -> Long.parseLong(seconds) * 1000)
                .orElse(300L * attempt);
    }

    private JsonNode fine(Answer answer) {
        if (!answer.isFine()) {
            throw new Unfilled(base + " answered " + answer.status() + ": " + answer.body());
        }
        return answer.body();
    }

    private static JsonNode json(String body) {
        try {
            return body.isBlank() ? Json.object() : Json.parse(body);
        } catch (JacksonException noJson) {
            return Json.object().put("text", body);
        }
    }
}

package io.duebook.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A program that calls the API with client credentials, as a tenant's own systems do. */
final class Http {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration TOKEN_LIFE = Duration.ofMinutes(5);

    private final String clientId;
    private final String secret;
    private String token = "";
    private Instant fetched = Instant.EPOCH;

    Http(String clientId, String secret) {
        this.clientId = clientId;
        this.secret = secret;
    }

    JsonNode get(String path) {
        return expect(200, request(path).GET());
    }

    JsonNode post(String path, Object body) {
        return expect(
                201,
                json(path, "POST", body)
                        .header("Idempotency-Key", UUID.randomUUID().toString()));
    }

    JsonNode act(String path, Object body) {
        return expect(
                200,
                json(path, "POST", body)
                        .header("Idempotency-Key", UUID.randomUUID().toString()));
    }

    /** What is done a moment later. */
    JsonNode send(String path, Object body) {
        return expect(
                202,
                json(path, "POST", body)
                        .header("Idempotency-Key", UUID.randomUUID().toString()));
    }

    /** A command about a document, as it is now, to which a second person has to agree. */
    JsonNode ask(String document, String command, Object body) {
        return expect(
                202,
                json(document + command, "POST", body)
                        .header("If-Match", version(document))
                        .header("Idempotency-Key", UUID.randomUUID().toString()));
    }

    JsonNode put(String path, Object body) {
        return expect(200, json(path, "PUT", body));
    }

    /** Changes a document whose version was never read: reads it first. */
    JsonNode patch(String path, Object change) {
        return expect(200, json(path, "PATCH", change).header("If-Match", version(path)));
    }

    private String version(String path) {
        try {
            return CLIENT.send(request(path).GET().build(), HttpResponse.BodyHandlers.ofString())
                    .headers()
                    .firstValue("ETag")
                    .orElseThrow();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private HttpRequest.Builder json(String path, String method, Object body) {
        return request(path)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(Installation.shared().api() + path))
                .timeout(Duration.ofSeconds(90))
                .header("Authorization", "Bearer " + token());
    }

    private synchronized String token() {
        if (fetched.plus(TOKEN_LIFE).isBefore(Instant.now())) {
            String basic = Base64.getEncoder()
                    .encodeToString((encode(clientId) + ":" + encode(secret)).getBytes(StandardCharsets.UTF_8));
            token = expect(
                            200,
                            HttpRequest.newBuilder(
                                            URI.create(Installation.shared().issuer() + "/oauth2/token"))
                                    .header("Authorization", "Basic " + basic)
                                    .header("Content-Type", "application/x-www-form-urlencoded")
                                    .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials")))
                    .path("access_token")
                    .asString();
            fetched = Instant.now();
        }
        return token;
    }

    /** Something that takes no token: the mailbox, the Stripe double. */
    static JsonNode plain(String method, String url, Object body) {
        return expect(
                200,
                HttpRequest.newBuilder(URI.create(url))
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    static JsonNode plainGet(String url) {
        return expect(200, HttpRequest.newBuilder(URI.create(url)).GET());
    }

    static void delete(String url) {
        expect(204, HttpRequest.newBuilder(URI.create(url)).DELETE());
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static JsonNode expect(int status, HttpRequest.Builder request) {
        try {
            HttpRequest built = request.build();
            HttpResponse<String> answer = CLIENT.send(built, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != status) {
                throw new AssertionError("%s %s: expected %d, got %d: %s"
                        .formatted(built.method(), built.uri(), status, answer.statusCode(), answer.body()));
            }
            return answer.body().isEmpty() ? JSON.valueToTree(Map.of()) : JSON.readTree(answer.body());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}

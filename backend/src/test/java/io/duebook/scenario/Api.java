package io.duebook.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody with a token who calls the API over HTTP. Bodies are JSON texts or anything Jackson can write. */
public final class Api {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final int TRIES = 3;
    public static final JsonMapper JSON = JsonMapper.builder().build();

    private final String url;
    private final Map<String, String> headers;

    public Api(String url, String token) {
        this(url, token.isEmpty() ? Map.of() : Map.of("Authorization", "Bearer " + token));
    }

    private Api(String url, Map<String, String> headers) {
        this.url = url;
        this.headers = headers;
    }

    /** The same caller with one more header on every request. */
    public Api with(String header, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Api(url, more);
    }

    /** Makes something; the id it got. */
    public String made(String path, Object body) {
        return post(path, body).expect(201).path("id").asString();
    }

    public Answer get(String path) {
        return send("GET", path, HttpRequest.BodyPublishers.noBody(), headers);
    }

    /** A file as it comes, byte by byte. */
    public HttpResponse<byte[]> file(String path) {
        var request = HttpRequest.newBuilder(URI.create(url + path)).timeout(Duration.ofSeconds(60));
        headers.forEach(request::setHeader);
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /**
     * A POST of its own intent: with a fresh Idempotency-Key unless one was set by {@link #with}, and tried again, as
     * clients do, where others held a lock for too long: on a machine that stands still for seconds anybody does.
     */
    public Answer post(String path, Object body) {
        if (headers.containsKey("Idempotency-Key")) {
            return plainPost(path, body);
        }
        Api sameIntent = with("Idempotency-Key", UUID.randomUUID().toString());
        Answer answer = sameIntent.plainPost(path, body);
        for (int tries = 1; tries < TRIES && answer.isBusy(); tries++) {
            answer = sameIntent.plainPost(path, body);
        }
        return answer;
    }

    /** A POST with exactly the headers set. */
    public Answer plainPost(String path, Object body) {
        return json("POST", path, body, headers);
    }

    public Answer patch(String path, String version, Object body) {
        return with("If-Match", version).json("PATCH", path, body);
    }

    public Answer put(String path, Object body) {
        return json("PUT", path, body, headers);
    }

    public Answer json(String method, String path, Object body) {
        return json(method, path, body, headers);
    }

    private Answer json(String method, String path, Object body, Map<String, String> all) {
        String text = body instanceof String given ? given : JSON.writeValueAsString(body);
        var typed = new LinkedHashMap<>(all);
        typed.putIfAbsent("Content-Type", "application/json");
        return send(method, path, HttpRequest.BodyPublishers.ofString(text), typed);
    }

    public Answer send(String method, String path, HttpRequest.BodyPublisher body, Map<String, String> all) {
        var request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(Duration.ofSeconds(60))
                .method(method, body);
        all.forEach(request::setHeader);
        try {
            HttpResponse<String> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            mustBeAsPublished(method, path, response);
            return new Answer(response);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** Not while the contract itself is written anew. */
    private static void mustBeAsPublished(String method, String path, HttpResponse<String> response) {
        if (Boolean.getBoolean("openapi.update")) {
            return;
        }
        List<String> breaches = Contract.published().breaches(method, path, response);
        if (!breaches.isEmpty()) {
            throw new AssertionError("%s %s -> %d is not as docs/openapi.json says: %s; it was %s"
                    .formatted(method, path, response.statusCode(), breaches, response.body()));
        }
    }

    public Map<String, String> headers() {
        return headers;
    }

    public String url() {
        return url;
    }

    /** What came back. */
    public record Answer(HttpResponse<String> response) {

        public int status() {
            return response.statusCode();
        }

        public String text() {
            return response.body();
        }

        public JsonNode json() {
            return JSON.readTree(response.body());
        }

        private boolean isBusy() {
            return status() == 409 && "busy".equals(json().path("code").asString());
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        /** The answer's JSON, if it has this status; else fails and shows what came. */
        public JsonNode expect(int status) {
            if (status() != status) {
                throw new AssertionError("expected " + status + ", got " + status() + ": " + text());
            }
            return json();
        }

        /** The problem's code, if the answer has this status. */
        public String refused(int status) {
            return expect(status).path("code").asString();
        }
    }
}

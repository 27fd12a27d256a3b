package io.duebook.identity;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Programs that talk to the issuer: the token endpoint and the administration API. */
final class Api {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http = HttpClient.newHttpClient();
    private final Instance instance;

    Api() {
        this(Instance.first());
    }

    Api(Instance instance) {
        this.instance = instance;
    }

    record Answer(int status, JsonNode body, HttpResponse<String> raw) {

        String text(String name) {
            return body.path(name).asString();
        }
    }

    Answer token(String client, String secret, Map<String, String> parameters) {
        return form("/oauth2/token", client, secret, parameters);
    }

    Answer form(String path, String client, String secret, Map<String, String> parameters) {
        String basic = Base64.getEncoder().encodeToString((client + ":" + secret).getBytes(StandardCharsets.UTF_8));
        return send(HttpRequest.newBuilder(URI.create(instance.url() + path))
                .header("Authorization", "Basic " + basic)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(Browser.encoded(parameters))));
    }

    /** A token of the backend, good for the administration API. */
    String backendToken() {
        return token("duebook-backend", Instance.BACKEND_SECRET, Map.of("grant_type", "client_credentials"))
                .text("access_token");
    }

    Answer get(String path, String token) {
        return call("GET", path, token, "");
    }

    Answer put(String path, String token, String json) {
        return call("PUT", path, token, json);
    }

    Answer call(String method, String path, String token, String json) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(instance.url() + path))
                .header("Content-Type", "application/json")
                .method(
                        method,
                        json.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(json));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return send(request);
    }

    /** The claims of a token, unverified. */
    static JsonNode claims(String token) {
        return JSON.readTree(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]));
    }

    static JsonNode header(String token) {
        return JSON.readTree(Base64.getUrlDecoder().decode(token.split("\\.", -1)[0]));
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response =
                    http.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            boolean json =
                    response.headers().firstValue("Content-Type").orElse("").contains("json");
            return new Answer(response.statusCode(), JSON.readTree(json ? response.body() : "{}"), response);
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}

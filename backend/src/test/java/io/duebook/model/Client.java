package io.duebook.model;

import io.duebook.scenario.Api;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Sends requests as anybody may: waiting for the answer, or not. */
final class Client {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final Api api;

    Client(Api api) {
        this.api = api;
    }

    Api.Answer get(String path) {
        var request = HttpRequest.newBuilder(URI.create(api.url() + path)).timeout(LONGEST);
        api.headers().forEach(request::setHeader);
        return answer(request.build());
    }

    Api.Answer answer(Plan plan, String key) {
        return answer(request(plan, key));
    }

    private static Api.Answer answer(HttpRequest request) {
        try {
            return new Api.Answer(HTTP.send(request, HttpResponse.BodyHandlers.ofString()));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** Gone before the answer, or just after it. */
    void hangUpOn(Plan plan, String key) {
        CompletableFuture<HttpResponse<Void>> sent = begin(plan, key);
        try {
            Thread.sleep(Math.floorMod(key.hashCode(), 6));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        sent.cancel(true);
    }

    /** Whatever comes; 0 where nothing does. */
    CompletableFuture<Integer> send(Plan plan, String key) {
        return begin(plan, key).handle((answer, failure) -> failure == null ? answer.statusCode() : 0);
    }

    private CompletableFuture<HttpResponse<Void>> begin(Plan plan, String key) {
        return HTTP.sendAsync(request(plan, key), HttpResponse.BodyHandlers.discarding());
    }

    private HttpRequest request(Plan plan, String key) {
        var request = HttpRequest.newBuilder(URI.create(api.url() + plan.path()))
                .timeout(LONGEST)
                .method(plan.method(), HttpRequest.BodyPublishers.ofString(Api.JSON.writeValueAsString(plan.body())));
        api.headers().forEach(request::setHeader);
        request.setHeader("Content-Type", "application/json");
        request.setHeader("Idempotency-Key", key);
        if (plan.ifMatch() != null) {
            request.setHeader("If-Match", plan.ifMatch());
        }
        return request.build();
    }
}

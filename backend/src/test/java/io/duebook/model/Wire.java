package io.duebook.model;

import io.duebook.model.Line.Delivery;
import io.duebook.scenario.Api;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/** How requests travel: answered at once, twice, hung up on, or with the server's database cut off. Retried as clients do. */
final class Wire {

    private static final int TRIES = 40;
    /** By when a request that was given up has ended: it may be carried out after the one that repeats it. */
    private static final Duration ENDED_WITHIN = Duration.ofSeconds(2);

    private static final Duration OVERTAKEN_BY = Duration.ofMillis(300);
    private static final ExecutorService THREADS = Executors.newVirtualThreadPerTaskExecutor();

    private final Backend backend;
    private final Client client;
    private Instant hungUpAt = Instant.EPOCH;

    Wire(Api api, Backend backend) {
        this.backend = backend;
        this.client = new Client(api);
    }

    /** A request that was sent, and what came. */
    record Sent(Plan plan, String key, Api.Answer answer) {}

    JsonNode get(String path) {
        return patiently(() -> client.get(path)).expect(200);
    }

    void refuses(String path, int status) {
        patiently(() -> client.get(path)).expect(status);
    }

    /** A request of several steps at the other end, under a key of its own. */
    Api.Answer once(String path, Map<String, Object> body) {
        return one(
                new Plan("POST", path, body, null, new Plan.Refusal(0, "")),
                UUID.randomUUID().toString());
    }

    Sent send(Plan plan, Delivery delivery) {
        String key = UUID.randomUUID().toString();
        Api.Answer answer =
                switch (delivery) {
                    case ONCE -> one(plan, key);
                    case TWICE -> equal(one(plan, key), one(plan, key));
                    case AT_ONCE -> {
                        var other = CompletableFuture.supplyAsync(() -> one(plan, key), THREADS);
                        yield equal(one(plan, key), other.join());
                    }
                    case HUNG_UP -> {
                        client.hangUpOn(plan, key);
                        hungUpAt = Instant.now();
                        Api.Answer answered = one(plan, key);
                        if (answered.status() >= 300) {
                            // Nothing is kept of a refusal: the one given up must not come when there is no reason for
                            // it any more.
                            endHungUp(OVERTAKEN_BY);
                        }
                        yield answered;
                    }
                    case CUT_OFF -> {
                        CompletableFuture<Integer> first = client.send(plan, key);
                        backend.cutOff();
                        first.join();
                        yield one(plan, key);
                    }
                    case KEY_REUSED -> {
                        Api.Answer first = one(plan, key);
                        if (first.status() < 300) {
                            mustBeReused(plan, key);
                        }
                        yield first;
                    }
                };
        return new Sent(plan, key, answer);
    }

    /** Before the clock moves so far that keys are good for another request: none that was given up comes after it. */
    void endHungUp() {
        endHungUp(ENDED_WITHIN);
    }

    private void endHungUp(Duration within) {
        Duration left = Duration.between(Instant.now(), hungUpAt.plus(within));
        if (left.isPositive()) {
            try {
                Thread.sleep(left);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The same request under the same key, later. */
    void again(Sent sent) {
        equal(sent.answer(), one(sent.plan(), sent.key()));
    }

    private Api.Answer one(Plan plan, String key) {
        return patiently(() -> client.answer(plan, key));
    }

    private static Api.Answer equal(Api.Answer one, Api.Answer other) {
        Same.check("the same request's status", one.status(), other.status());
        if (one.status() < 300) {
            Same.check("the same request's answer", one.text(), other.text());
        }
        return one;
    }

    private void mustBeReused(Plan plan, String key) {
        var other = new LinkedHashMap<String, Object>(plan.body());
        if (other.containsKey("reason")) {
            other.put("reason", "Another one");
        } else if (other.get("amount") instanceof Long amount) {
            other.put("amount", amount + 1);
        } else {
            return;
        }
        Api.Answer answer = one(new Plan(plan.method(), plan.path(), other, plan.ifMatch(), plan.expected()), key);
        Same.check(
                "another request under the key",
                "idempotency_key_reused",
                answer.json().path("code").asString());
    }

    /** Connections that were cut off are noticed by whoever uses them next; others may hold a lock for a while. */
    Api.Answer patiently(Supplier<Api.Answer> call) {
        for (int tries = 1; ; tries++) {
            try {
                Api.Answer answer = call.get();
                boolean mayPass = answer.status() >= 500 && backend.wasCutOff()
                        || answer.status() == 409
                                && answer.json().path("retryable").asBoolean();
                if (!mayPass || tries == TRIES) {
                    return answer;
                }
                Thread.sleep(20);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(interrupted);
            }
        }
    }
}

package io.duebook.sandbox.stripe;

import io.duebook.sandbox.http.Json;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * What was answered under each idempotency key, for a day: errors too, once the call had begun to do something.
 * Keys are an account's own.
 */
final class IdempotencyKeys {

    private static final String KIND = "_key";
    private static final Duration KEPT = Duration.ofHours(24);
    private static final int LONGEST = 255;

    private final ObjectStore store;
    private final Clock clock;
    private final Set<String> underWay = new HashSet<>();

    /** An answer given before. */
    record Kept(int status, String body, String requestId) {}

    IdempotencyKeys(ObjectStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * The answer to repeat, or empty: then the call is under way until {@link #finish}.
     *
     * @throws StripeError when the key stands for another request, or for one still under way
     */
    Optional<Kept> begin(String account, String key, String request) {
        if (key.isEmpty() || key.length() > LONGEST) {
            throw StripeError.invalid(null, null, "Idempotency keys can be 1 to " + LONGEST + " characters long.");
        }
        String id = account + "/" + key;
        synchronized (underWay) {
            Optional<ObjectNode> kept = kept(id);
            if (kept.isPresent() && !kept.get().path("request").asString().equals(request)) {
                throw StripeError.other(
                        400,
                        "idempotency_error",
                        null,
                        "Keys for idempotent requests can only be used with the same parameters they were first used "
                                + "with. Try using a key other than '" + key
                                + "' if you meant to execute a different request.");
            }
            if (kept.isPresent()) {
                return kept.map(IdempotencyKeys::answer);
            }
            if (!underWay.add(id)) {
                throw StripeError.other(
                        409,
                        "idempotency_error",
                        "idempotency_key_in_use",
                        "There is currently another in-progress request using this idempotency key: " + key
                                + ". Please try again later.");
            }
            return Optional.empty();
        }
    }

    void finish(String account, String key, String request, Kept answer) {
        String id = account + "/" + key;
        ObjectNode kept = Json.object()
                .put("object", KIND)
                .put("id", id)
                .put("request", request)
                .put("status", answer.status())
                .put("body", answer.body())
                .put("request_id", answer.requestId())
                .put("created", clock.instant().getEpochSecond());
        synchronized (underWay) {
            store.put(account, kept);
            underWay.remove(id);
        }
    }

    /** The call ended without an answer worth keeping. */
    void release(String account, String key) {
        synchronized (underWay) {
            underWay.remove(account + "/" + key);
        }
    }

    private Optional<ObjectNode> kept(String id) {
        long oldest = clock.instant().minus(KEPT).getEpochSecond();
        return store.findAnywhere(KIND, id)
                .map(ObjectStore.Owned::object)
                .filter(kept -> kept.path("created").asLong() > oldest);
    }

    private static Kept answer(ObjectNode kept) {
        return new Kept(
                kept.path("status").asInt(),
                kept.path("body").asString(),
                kept.path("request_id").asString());
    }
}

package io.duebook.platform;

import io.r2dbc.spi.R2dbcException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs a command once per {@code Idempotency-Key}: the key is claimed first and the outcome kept in the command's own
 * transaction, so that whoever repeats it, even at the same moment, gets the first one's answer.
 */
@Component
public class Commands {

    /** As long as the API promises: afterwards a key is as good as new. */
    static final Duration KEPT_FOR = Duration.ofDays(30);

    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private final Transactions transactions;
    private final Database database;
    private final JsonMapper json;
    private final Clock clock;

    Commands(Transactions transactions, Database database, JsonMapper json, BusinessClock clock) {
        this.transactions = transactions;
        this.database = database;
        this.json = json;
        this.clock = clock;
    }

    /**
     * For what posts to the books, reserves money or sends a message.
     *
     * @param request what the client asked, as read from the body
     * @throws KeyRequired (400) without a key
     * @throws KeyReused (422) if the key was used for another request
     * @throws KeyInUse (409) if the first command of that key takes longer than five seconds
     */
    public <T> Mono<ResponseEntity<T>> once(Object request, Class<T> view, Mono<ResponseEntity<T>> work) {
        return Request.current()
                .flatMap(http -> http.idempotencyKey() == null
                        ? Mono.error(new KeyRequired())
                        : keyed(http, http.idempotencyKey(), request, view, work));
    }

    /** For every other command: once where the client sends a key, plainly where it sends none. */
    public <T> Mono<ResponseEntity<T>> onceIfKeyed(Object request, Class<T> view, Mono<ResponseEntity<T>> work) {
        return Request.current()
                .flatMap(http -> http.idempotencyKey() == null
                        ? transactions.write(work)
                        : keyed(http, http.idempotencyKey(), request, view, work));
    }

    /**
     * The key of a command that cannot be one transaction, for it calls somebody else in between; it stores the key
     * with its own row and goes on from there when it is repeated.
     *
     * @throws KeyRequired (400) without a key
     */
    public Mono<IdempotencyKey> key(Object request) {
        return Request.current().map(http -> {
            if (http.idempotencyKey() == null) {
                throw new KeyRequired();
            }
            return new IdempotencyKey(wellFormed(http.idempotencyKey()), hash(http, request));
        });
    }

    private <T> Mono<ResponseEntity<T>> keyed(
            Request http, String key, Object request, Class<T> view, Mono<ResponseEntity<T>> work) {
        return Mono.fromCallable(() -> wellFormed(key))
                .map(checked -> hash(http, request))
                .flatMap(hash -> transactions.write(
                        claim(key, hash).flatMap(claimed -> claimed ? act(key, work) : repeat(key, hash, view, work))));
    }

    private <T> Mono<ResponseEntity<T>> act(String key, Mono<ResponseEntity<T>> work) {
        return work.delayUntil(outcome -> keep(key, outcome));
    }

    private <T> Mono<ResponseEntity<T>> repeat(String key, byte[] hash, Class<T> view, Mono<ResponseEntity<T>> work) {
        return outcomeOf(key)
                // Claimed, but not to be seen from here: the same person's key for another customer.
                .switchIfEmpty(Mono.error(KeyReused::new))
                .flatMap(kept -> kept.isOver() ? claimAnew(key, hash, view, work) : replay(kept, hash, view));
    }

    /** The outcome outlived its promise and only waits to be pruned. */
    private <T> Mono<ResponseEntity<T>> claimAnew(
            String key, byte[] hash, Class<T> view, Mono<ResponseEntity<T>> work) {
        return database.sql("""
                        delete from idempotency
                         where tenant_id = :tenant
                           and caller = :actor
                           and key = :key
                           and created_at < :oldest
                        """)
                .bind("key", key)
                .bind("oldest", oldest())
                .update()
                .then(claim(key, hash))
                .flatMap(claimed -> claimed ? act(key, work) : repeat(key, hash, view, work));
    }

    private Instant oldest() {
        return Instant.now(clock).minus(KEPT_FOR);
    }

    private static String wellFormed(String key) {
        if (key.isBlank() || key.length() > 255) {
            throw new MalformedRequest("invalid_idempotency_key", "", "An Idempotency-Key has 1 to 255 characters.");
        }
        return key;
    }

    private Mono<Boolean> claim(String key, byte[] hash) {
        return database.sql("""
                        insert into idempotency (tenant_id, caller, key, customer_id, request_hash, created_at)
                        values (:tenant, :actor, :key, :acting_customer, :hash, :now)
                        on conflict (tenant_id, caller, key) do nothing
                        """)
                .bind("key", key)
                .bind("hash", hash)
                .update()
                .map(rows -> rows == 1)
                .onErrorMap(Commands::isLockTimeout, waited -> new KeyInUse());
    }

    private <T> Mono<Void> keep(String key, ResponseEntity<T> outcome) {
        return database.sql("""
                        update idempotency
                           set status = :status, headers = :headers::jsonb, body = :body
                         where tenant_id = :tenant
                           and caller = :actor
                           and key = :key
                        """)
                .bind("status", outcome.getStatusCode().value())
                .bind("headers", json.writeValueAsString(outcome.getHeaders().toSingleValueMap()))
                .bind("body", json.writeValueAsString(outcome.getBody()))
                .bind("key", key)
                .update()
                .then();
    }

    private Mono<Kept> outcomeOf(String key) {
        return database.sql("""
                        select request_hash, status, headers::text as headers, body, created_at < :oldest as over
                          from idempotency
                         where tenant_id = :tenant
                           and caller = :actor
                           and key = :key
                        """)
                .bind("key", key)
                .bind("oldest", oldest())
                .one(row -> new Kept(
                        Optional.ofNullable(row.get("request_hash", byte[].class))
                                .orElseThrow(),
                        row.get("status", Integer.class),
                        row.get("headers", String.class),
                        row.get("body", String.class),
                        new Row(row).fact("over")));
    }

    private <T> Mono<ResponseEntity<T>> replay(Kept kept, byte[] hash, Class<T> view) {
        if (!Arrays.equals(kept.hash(), hash)) {
            return Mono.error(new KeyReused());
        }
        if (kept.status() == null || kept.headers() == null || kept.body() == null) {
            return Mono.error(new KeyInUse());
        }
        var headers = new HttpHeaders();
        headers(kept.headers()).forEach((name, value) -> headers.set(name, value.toString()));
        headers.set("Idempotent-Replayed", "true");
        return Mono.just(ResponseEntity.status(kept.status()).headers(headers).body(json.readValue(kept.body(), view)));
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> headers(String kept) {
        return json.readValue(kept, Map.class);
    }

    private byte[] hash(Request http, Object request) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((http.method() + " " + http.path() + "\n").getBytes(StandardCharsets.UTF_8));
            return digest.digest(json.writeValueAsBytes(request));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    private static boolean isLockTimeout(Throwable error) {
        return error.getCause() instanceof R2dbcException database && LOCK_NOT_AVAILABLE.equals(database.getSqlState());
    }

    private record Kept(
            byte[] hash,
            @Nullable Integer status,
            @Nullable String headers,
            @Nullable String body,
            boolean isOver) {}

    /** A command on the books without a key: a retry of it could act twice. */
    static final class KeyRequired extends Refusal {
        KeyRequired() {
            super(
                    Kind.BAD_REQUEST,
                    "idempotency_key_required",
                    Map.of(),
                    "Send an Idempotency-Key, a new one per intent and the same one when you repeat it.");
        }
    }

    /** A key that stands for another request already. */
    static final class KeyReused extends Refusal {
        KeyReused() {
            super(
                    Kind.UNPROCESSABLE,
                    "idempotency_key_reused",
                    Map.of(),
                    "This Idempotency-Key was used for another request; use a new one.");
        }
    }

    /** A key whose first command is still at work. */
    static final class KeyInUse extends Refusal {
        KeyInUse() {
            super(
                    Kind.BUSY,
                    "idempotency_key_in_use",
                    Map.of(),
                    "The first request with this Idempotency-Key is still at work; try again.");
        }
    }
}

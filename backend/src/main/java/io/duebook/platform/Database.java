package io.duebook.platform;

import io.duebook.shared.CustomerId;
import io.r2dbc.spi.Readable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionSynchronization;
import org.springframework.transaction.reactive.TransactionSynchronizationManager;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * SQL for the caller's tenant: {@code :tenant} is bound by itself, and a statement that does not name it is refused.
 * That is the first lock, and what lets the planner find the tenant's rows; row-level security stands behind it.
 */
@Component
public class Database {

    private final DatabaseClient client;
    private final Clock clock;

    Database(DatabaseClient booksClient, Clock businessClock) {
        this.client = booksClient;
        this.clock = businessClock;
    }

    /** A query or command with named parameters. */
    public Query sql(String text) {
        if (!text.contains(":tenant")) {
            throw new IllegalArgumentException("a statement that does not name its tenant: " + text);
        }
        return new Query(text, Map.of(), Instant.MIN);
    }

    /** Sends all parts of a write as one statement. */
    public Mono<Void> write(Write write) {
        if (write.isNothing()) {
            return Mono.empty();
        }
        return new Query(write.sql(), write.parameters(), write.recordedNotBefore())
                .one(row -> 1)
                .then(writeBehind(write))
                .then(hintAfterCommit(write));
    }

    /**
     * Lets the transaction at hand, and each of its statements, last longer than others may; docs/decisions/0025 says what
     * follows from it.
     */
    public Mono<Void> allow(Duration limit) {
        return client.sql("""
                        select set_config('statement_timeout', :limit, true),
                               -- The timer that runs already ends only at zero.
                               set_config('transaction_timeout', '0', true),
                               set_config('transaction_timeout', :limit, true),
                               set_config('idle_in_transaction_session_timeout', :limit, true)
                        """)
                .bind("limit", limit.toMillis() + "ms")
                .map(row -> 1)
                .one()
                .then();
    }

    /**
     * Has the statements of this connection planned again when they are next asked. The plan of a write serves any values
     * (docs/decisions/0170), but not any size: a transaction that fills tables, or asks about very many rows, calls this
     * first, or a plan for nearly empty tables reads all that is in for each row that comes.
     */
    public Mono<Void> planAnew() {
        return client.sql("discard plans").then();
    }

    /** Recorded not before what it is about. */
    private Mono<Void> writeBehind(Write write) {
        return write.hasNothingBehind()
                ? Mono.empty()
                : Mono.deferContextual(context -> {
                    Write behind = write.behind(type -> Transactions.known(context, type));
                    return write(behind.recordedNotBefore(write.recordedNotBefore()));
                });
    }

    private static Mono<Void> hintAfterCommit(Write write) {
        if (write.hints().isEmpty()) {
            return Mono.empty();
        }
        return TransactionSynchronizationManager.forCurrentTransaction()
                .doOnNext(transaction -> transaction.registerSynchronization(new TransactionSynchronization() {
                    @Override
                    public Mono<Void> afterCommit() {
                        return Flux.concat(write.hints()).then();
                    }
                }))
                .then();
    }

    /** A statement and what is bound to it so far. */
    public final class Query {

        private final String text;
        private final Map<String, Object> parameters;
        private final Instant recordedNotBefore;

        private Query(String text, Map<String, Object> parameters, Instant recordedNotBefore) {
            this.text = text;
            this.parameters = parameters;
            this.recordedNotBefore = recordedNotBefore;
        }

        public Query bind(String name, Object value) {
            return with(name, value);
        }

        /** A value that may be absent, of the given type. */
        public Query bind(String name, @Nullable Object value, Class<?> type) {
            return with(name, value == null ? new Absent(type) : value);
        }

        private Query with(String name, Object value) {
            var more = new LinkedHashMap<>(parameters);
            more.put(name, value);
            return new Query(text, more, recordedNotBefore);
        }

        public <T> Mono<T> one(Function<Readable, T> mapper) {
            return bound().flatMap(spec -> spec.map(mapper).one());
        }

        public <T> Flux<T> all(Function<Readable, T> mapper) {
            return bound().flatMapMany(spec -> spec.map(mapper).all());
        }

        /** Runs it and counts the rows it changed. */
        public Mono<Long> update() {
            return bound().flatMap(spec -> spec.fetch().rowsUpdated());
        }

        private Mono<DatabaseClient.GenericExecuteSpec> bound() {
            return Mono.deferContextual(context -> Caller.current().map(caller -> {
                DatabaseClient.GenericExecuteSpec spec = client.sql(text);
                for (var parameter : parameters.entrySet()) {
                    spec = parameter.getValue() instanceof Absent absent
                            ? spec.bindNull(parameter.getKey(), absent.type())
                            : spec.bind(parameter.getKey(), parameter.getValue());
                }
                return standard(spec, caller, Moment.current(context, clock));
            }));
        }

        private DatabaseClient.GenericExecuteSpec standard(
                DatabaseClient.GenericExecuteSpec spec, Caller caller, Instant now) {
            DatabaseClient.GenericExecuteSpec bound = spec;
            if (names(":tenant")) {
                bound = bound.bind("tenant", caller.tenant().value());
            }
            if (names(":now")) {
                bound = bound.bind("now", now);
            }
            if (names(":recorded_at")) {
                bound = bound.bind("recorded_at", now.isBefore(recordedNotBefore) ? recordedNotBefore : now);
            }
            if (names(":actor")) {
                bound = bound.bind("actor", caller.actor());
            }
            if (names(":client")) {
                bound = bound.bind("client", caller.client());
            }
            if (names(":request")) {
                bound = bound.bind("request", caller.requestId());
            }
            if (names(":acting_customer")) {
                CustomerId customer = caller.customer();
                bound = customer == null
                        ? bound.bindNull("acting_customer", UUID.class)
                        : bound.bind("acting_customer", customer.value());
            }
            return bound;
        }

        private boolean names(String parameter) {
            for (int at = text.indexOf(parameter); at >= 0; at = text.indexOf(parameter, at + 1)) {
                int end = at + parameter.length();
                boolean whole = end == text.length() || !Character.isJavaIdentifierPart(text.charAt(end));
                boolean cast = at > 0 && text.charAt(at - 1) == ':';
                if (whole && !cast && !parameters.containsKey(parameter.substring(1))) {
                    return true;
                }
            }
            return false;
        }
    }

    private record Absent(Class<?> type) {}
}

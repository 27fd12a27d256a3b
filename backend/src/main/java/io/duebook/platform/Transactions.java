package io.duebook.platform;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * Runs work in one transaction, bound to the caller's tenant, detached from the subscriber: a client that vanishes
 * cancels nothing, and no half-used connection returns to the pool. Work begun inside a transaction joins it. A
 * transaction waits until its tenant's share of the connections has room, and only that waiting can be cancelled.
 */
@Component
public class Transactions {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
    /** The database ends a transaction after 30 seconds; this is for one that does not hear the database any more. */
    private static final Duration LONGEST_REQUEST = Duration.ofSeconds(35);

    private final TransactionalOperator writing;
    private final TransactionalOperator reading;
    private final TransactionalOperator snapshot;
    private final ConnectionShares shares;
    private final Duration longestWait;
    private final Duration longestRequest;

    @Autowired
    Transactions(R2dbcTransactionManager booksTransactions, DatabaseSettings settings) {
        this(booksTransactions, new ConnectionShares(settings.connections()), LONGEST_WAIT, LONGEST_REQUEST);
    }

    Transactions(
            R2dbcTransactionManager booksTransactions,
            ConnectionShares shares,
            Duration longestWait,
            Duration longestRequest) {
        writing = TransactionalOperator.create(booksTransactions);
        var readOnly = new DefaultTransactionDefinition();
        readOnly.setReadOnly(true);
        reading = TransactionalOperator.create(booksTransactions, readOnly);
        var unchanging = new DefaultTransactionDefinition(readOnly);
        unchanging.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        snapshot = TransactionalOperator.create(booksTransactions, unchanging);
        this.shares = shares;
        this.longestWait = longestWait;
        this.longestRequest = longestRequest;
    }

    /** @throws TenantAtItsLimit (429) if the tenant's share of the connections had no room for ten seconds */
    public <T> Mono<T> write(Mono<T> work) {
        return joinOrBegin(work, writing);
    }

    /** @throws TenantAtItsLimit (429) if the tenant's share of the connections had no room for ten seconds */
    public <T> Mono<T> read(Mono<T> work) {
        return joinOrBegin(work, reading);
    }

    /**
     * As {@link #read}, for many questions of which each sees the books as the first saw them. Nobody who books waits
     * for it; one that lasts keeps the database from clearing away what was replaced since.
     */
    public <T> Mono<T> readSnapshot(Mono<T> work) {
        return joinOrBegin(work, snapshot);
    }

    /**
     * As {@link #read}, for what is found by its key, or by its customer's: planned once for any key, as commands are
     * (docs/decisions/0170).
     *
     * @throws TenantAtItsLimit (429) if the tenant's share of the connections had no room for ten seconds
     */
    public <T> Mono<T> readByKey(Mono<T> work) {
        return read(work).contextWrite(context -> context.put(ByKey.class, ByKey.IS_ASKED));
    }

    /**
     * One question in a transaction of its own: beginning, question and end are one message. Empty where it finds no row.
     *
     * @throws TenantAtItsLimit (429) if the tenant's share of the connections had no room for ten seconds
     * @throws IllegalStateException within a transaction, which has begun with another
     */
    public <T> Mono<T> ask(FirstReading<T> question) {
        Mono<T> answer = Mono.deferContextual(inside -> Mono.justOrEmpty(
                memory(inside).map(known -> known.get(question.type())).map(question.type()::cast)));
        return Mono.deferContextual(context -> context.hasKey(Transactions.class)
                ? Mono.error(new IllegalStateException("asked within a transaction: " + question.type()))
                : readByKey(answer).contextWrite(question::into));
    }

    /** Mark in the context of a reading transaction. */
    enum ByKey {
        IS_ASKED
    }

    /**
     * Lets a request's transactions last longer than others may before nobody waits for them any more, where the request
     * itself asks the database for as much.
     */
    public static <T> Mono<T> lasting(Duration longest, Mono<T> work) {
        return work.contextWrite(context -> context.put(Longest.class, new Longest(longest)));
    }

    private record Longest(Duration duration) {}

    /**
     * Lets a transaction that begins behind it write alone: all others of the tenant that write have ended before it begins,
     * and none begins before it ends. It waits two seconds for that, then fails with a {@link LockTimeout}.
     */
    public static <T> Mono<T> alone(Mono<T> work) {
        return work.contextWrite(TenantLock::alone);
    }

    /**
     * What is taken as unchanging within a transaction, read once in it however often it is asked for, or not at all if
     * it was its {@link FirstReading}; outside of one, each time. An error or nothing is not remembered.
     */
    public <T> Mono<T> once(Class<T> what, Mono<T> reading) {
        return Mono.deferContextual(context -> {
            Optional<Map<Class<?>, Object>> memory = memory(context);
            return memory.map(known -> known.get(what))
                    .map(known -> Mono.just(what.cast(known)))
                    .orElseGet(() -> reading.doOnNext(read -> memory.ifPresent(known -> known.put(what, read))));
        });
    }

    /** For the rest of the transaction at hand, if there is one. */
    static <T> Mono<Void> remember(Class<T> what, T read) {
        return Mono.deferContextual(context -> {
            memory(context).ifPresent(known -> known.put(what, read));
            return Mono.empty();
        });
    }

    /** With what the transaction at hand began. */
    static Object known(ContextView context, Class<?> what) {
        return memory(context)
                .map(known -> known.get(what))
                .orElseThrow(() -> new IllegalStateException("written outside of a transaction of a tenant"));
    }

    @SuppressWarnings("unchecked")
    private static Optional<Map<Class<?>, Object>> memory(ContextView context) {
        return context.getOrEmpty(Transactions.class).map(known -> (Map<Class<?>, Object>) known);
    }

    private <T> Mono<T> joinOrBegin(Mono<T> work, TransactionalOperator transaction) {
        return Mono.deferContextual(context -> context.hasKey(Transactions.class)
                ? work
                : Caller.current()
                        .flatMap(caller -> inTurn(
                                caller,
                                work.as(transaction::transactional).contextWrite(Transactions::withMemory),
                                context)));
    }

    private static Context withMemory(Context inside) {
        return inside.put(Transactions.class, new ConcurrentHashMap<Class<?>, Object>());
    }

    private <T> Mono<T> inTurn(Caller caller, Mono<T> transaction, ContextView context) {
        // A job has a limit of its own, which may be longer.
        Mono<T> bounded = caller.isJob() ? transaction : transaction.timeout(longest(context));
        Sinks.One<T> outcome = Sinks.one();
        ConnectionShares.Place place =
                shares.enter(caller, begun -> begin(bounded.doFinally(ended -> begun.free()), context, outcome));
        return place.hasBegun()
                ? outcome.asMono()
                : Mono.firstWithSignal(outcome.asMono(), tooLate(place)).doOnCancel(place::giveUp);
    }

    private Duration longest(ContextView context) {
        return context.<Longest>getOrEmpty(Longest.class).map(Longest::duration).orElse(longestRequest);
    }

    private <T> Mono<T> tooLate(ConnectionShares.Place place) {
        return Mono.delay(longestWait)
                .flatMap(late -> place.giveUp() ? Mono.error(new TenantAtItsLimit()) : Mono.never());
    }

    /** The work ends when it ends; its outcome waits for whoever still asks. */
    static <T> Mono<T> detached(Mono<T> work) {
        return Mono.deferContextual(context -> {
            Sinks.One<T> outcome = Sinks.one();
            begin(work, context, outcome);
            return outcome.asMono();
        });
    }

    /** The one place that subscribes by itself. */
    private static <T> void begin(Mono<T> work, ContextView context, Sinks.One<T> outcome) {
        work.contextWrite(own -> own.putAll(context))
                .subscribe(outcome::tryEmitValue, outcome::tryEmitError, outcome::tryEmitEmpty);
    }
}

package io.duebook.platform;

import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Runs work in one transaction, bound to the caller's tenant, detached from the subscriber: a client that vanishes
 * cancels nothing, and no half-used connection returns to the pool. Work begun inside a transaction joins it.
 */
@Component
public class Transactions {

    private final TransactionalOperator writing;
    private final TransactionalOperator reading;

    Transactions(R2dbcTransactionManager booksTransactions) {
        writing = TransactionalOperator.create(booksTransactions);
        var readOnly = new DefaultTransactionDefinition();
        readOnly.setReadOnly(true);
        reading = TransactionalOperator.create(booksTransactions, readOnly);
    }

    public <T> Mono<T> write(Mono<T> work) {
        return joinOrBegin(work, writing);
    }

    public <T> Mono<T> read(Mono<T> work) {
        return joinOrBegin(work, reading);
    }

    private static <T> Mono<T> joinOrBegin(Mono<T> work, TransactionalOperator transaction) {
        return Mono.deferContextual(context -> context.hasKey(Transactions.class)
                ? work
                : detached(work.as(transaction::transactional)
                        .contextWrite(inside -> inside.put(Transactions.class, true))));
    }

    /** The one place that subscribes by itself. The work ends when it ends; its outcome waits for whoever still asks. */
    static <T> Mono<T> detached(Mono<T> work) {
        return Mono.deferContextual(context -> {
            Sinks.One<T> outcome = Sinks.one();
            work.contextWrite(own -> own.putAll(context))
                    .subscribe(outcome::tryEmitValue, outcome::tryEmitError, outcome::tryEmitEmpty);
            return outcome.asMono();
        });
    }
}

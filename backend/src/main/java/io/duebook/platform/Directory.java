package io.duebook.platform;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** What must be known before a tenant is: a schema of its own, under a role of its own, without customer data. */
@Component
public class Directory {

    private final DatabaseClient client;
    private final TransactionalOperator transaction;

    Directory(
            @Qualifier("directoryClient") DatabaseClient client,
            @Qualifier("directoryTransactions") R2dbcTransactionManager transactions) {
        this.client = client;
        this.transaction = TransactionalOperator.create(transactions);
    }

    public DatabaseClient.GenericExecuteSpec sql(String text) {
        return client.sql(text);
    }

    /** In one transaction, detached from the subscriber like those on the books. */
    public <T> Mono<T> write(Mono<T> work) {
        return Transactions.detached(work.as(transaction::transactional));
    }
}

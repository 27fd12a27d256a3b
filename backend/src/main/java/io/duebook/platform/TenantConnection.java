package io.duebook.platform;

import io.duebook.shared.CustomerId;
import io.r2dbc.spi.Batch;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionMetadata;
import io.r2dbc.spi.IsolationLevel;
import io.r2dbc.spi.Result;
import io.r2dbc.spi.Statement;
import io.r2dbc.spi.TransactionDefinition;
import io.r2dbc.spi.ValidationDepth;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A connection that cannot begin a transaction without a tenant. Begin, binding and what nearly every transaction asks
 * travel in one message, so that isolation costs no round trip (docs/decisions/0003); where that is all it asks, so does
 * the end (0173).
 */
final class TenantConnection implements Connection {

    /**
     * The connection keeps one plan of a statement for any values ({@link DatabaseConfiguration}); lists and reports are
     * planned for what they ask (docs/decisions/0170).
     */
    private static final String PLANNED_FOR_VALUES = "set local plan_cache_mode = auto";

    private final Connection connection;
    private final FirstReading<?> usual;
    private final PreparedReadings prepared;

    TenantConnection(Connection connection, FirstReading<?> usual) {
        this.connection = connection;
        this.usual = usual;
        this.prepared = new PreparedReadings(connection);
    }

    @Override
    public Publisher<Void> beginTransaction() {
        return begin("begin", false);
    }

    @Override
    public Publisher<Void> beginTransaction(TransactionDefinition definition) {
        boolean readOnly = Boolean.TRUE.equals(definition.getAttribute(TransactionDefinition.READ_ONLY));
        IsolationLevel isolation = definition.getAttribute(TransactionDefinition.ISOLATION_LEVEL);
        return begin(
                "begin"
                        + (isolation == null ? "" : " isolation level " + isolation.asSql())
                        + (readOnly ? " read only" : ""),
                readOnly);
    }

    private Publisher<Void> begin(String begin, boolean readOnly) {
        return Mono.deferContextual(context -> {
            FirstReading<?> first = FirstReading.wanted(context).orElse(usual);
            return Caller.current()
                    .flatMap(caller -> prepared.execution(first, caller.tenant().value())
                            .map(reading -> message(
                                    begin,
                                    caller,
                                    !readOnly || context.hasKey(Transactions.ByKey.class),
                                    // Whoever begins with another reading writes nothing of the tenant's business.
                                    readOnly || first != usual
                                            ? List.of()
                                            : TenantLock.wanted(context)
                                                    .taking(caller.tenant().value()),
                                    reading,
                                    first.isAll())))
                    .flatMap(message -> begin(message, first));
        });
    }

    /** Only parsed UUIDs and a star get into the text, so nothing can be injected by it. */
    private static List<String> message(
            String begin, Caller caller, boolean plannedOnce, List<String> lock, String reading, boolean isAll) {
        CustomerId customer = caller.customer();
        return Stream.of(
                        List.of(
                                begin,
                                "set local app.tenant_id = '" + caller.tenant().value() + "'",
                                "set local app.customer_id = '" + (customer == null ? "*" : customer.value()) + "'",
                                plannedOnce ? "" : PLANNED_FOR_VALUES),
                        lock,
                        List.of(reading, isAll ? "commit" : ""))
                .flatMap(List::stream)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    private Mono<Void> begin(List<String> message, FirstReading<?> first) {
        long answering = message.size() - (first.isAll() ? 2 : 1);
        return Flux.from(connection.createStatement(String.join("; ", message)).execute())
                .index()
                .concatMap(answer -> answer.getT1() == answering
                        ? remembered(first, answer.getT2())
                        : Mono.from(answer.getT2().getRowsUpdated()).then())
                .then()
                .onErrorResume(this::asIfNeverBegun);
    }

    private static <T> Mono<Void> remembered(FirstReading<T> first, Result result) {
        return Flux.from(result.map(columns -> read(first, new Row(columns))))
                .flatMap(Mono::justOrEmpty)
                .flatMap(row -> Transactions.remember(first.type(), row))
                .then();
    }

    /** A row that cannot be read fails whoever asks for it, not the transaction of one who may not. */
    private static <T> Optional<T> read(FirstReading<T> first, Row row) {
        try {
            return Optional.of(first.read(row));
        } catch (RuntimeException unreadable) {
            if (first.isAll()) {
                throw unreadable;
            }
            return Optional.empty();
        }
    }

    /**
     * The first of the statements may have worked, and the pool takes the connection back without a look. The driver does
     * not know of it yet, either: it hears of the error before it hears in what state it left the transaction.
     */
    private Mono<Void> asIfNeverBegun(Throwable failure) {
        return Flux.from(connection.createStatement("rollback").execute())
                .flatMap(Result::getRowsUpdated)
                .then()
                .onErrorComplete()
                .then(Mono.error(failure));
    }

    @Override
    public Publisher<Void> close() {
        return connection.close();
    }

    @Override
    public Publisher<Void> commitTransaction() {
        return connection.commitTransaction();
    }

    @Override
    public Batch createBatch() {
        return connection.createBatch();
    }

    @Override
    public Publisher<Void> createSavepoint(String name) {
        return connection.createSavepoint(name);
    }

    @Override
    public Statement createStatement(String sql) {
        return connection.createStatement(sql);
    }

    @Override
    public boolean isAutoCommit() {
        return connection.isAutoCommit();
    }

    @Override
    public ConnectionMetadata getMetadata() {
        return connection.getMetadata();
    }

    @Override
    public IsolationLevel getTransactionIsolationLevel() {
        return connection.getTransactionIsolationLevel();
    }

    @Override
    public Publisher<Void> releaseSavepoint(String name) {
        return connection.releaseSavepoint(name);
    }

    @Override
    public Publisher<Void> rollbackTransaction() {
        return connection.rollbackTransaction();
    }

    @Override
    public Publisher<Void> rollbackTransactionToSavepoint(String name) {
        return connection.rollbackTransactionToSavepoint(name);
    }

    @Override
    public Publisher<Void> setAutoCommit(boolean autoCommit) {
        return connection.setAutoCommit(autoCommit);
    }

    @Override
    public Publisher<Void> setLockWaitTimeout(Duration timeout) {
        return connection.setLockWaitTimeout(timeout);
    }

    @Override
    public Publisher<Void> setStatementTimeout(Duration timeout) {
        return connection.setStatementTimeout(timeout);
    }

    @Override
    public Publisher<Void> setTransactionIsolationLevel(IsolationLevel isolationLevel) {
        return connection.setTransactionIsolationLevel(isolationLevel);
    }

    @Override
    public Publisher<Boolean> validate(ValidationDepth depth) {
        return Mono.from(connection.validate(depth));
    }
}

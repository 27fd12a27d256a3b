package io.duebook.platform;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.reactivestreams.Publisher;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** Two pools: the books, where every transaction is bound to a tenant, and the directory, which knows no customer. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DatabaseSettings.class)
class DatabaseConfiguration {

    private static final Duration LONGEST_WAIT_FOR_CONNECTION = Duration.ofSeconds(10);
    private static final int PREPARED_STATEMENTS_PER_CONNECTION = 256;

    /** {@code transaction_timeout} is what makes an answer older than 30 seconds final. */
    private static final Map<String, String> LIMITS = Map.of(
            "lock_timeout", "5s",
            "statement_timeout", "25s",
            "transaction_timeout", "30s",
            "idle_in_transaction_session_timeout", "30s",
            "application_name", "duebook");

    /**
     * A command asks for rows by their keys, and so does who reads one document; the plan is the same whatever the key.
     * PostgreSQL would plan most of these statements anew each time, which costs more than to run them
     * (docs/decisions/0170).
     */
    private static final Map<String, String> PLANNED_ONCE = Map.of("plan_cache_mode", "force_generic_plan");

    @Bean
    @Primary
    ConnectionPool books(DatabaseSettings settings, FirstReading<?> first) {
        return pool(
                new TenantConnections(connect(settings, settings.application(), PLANNED_ONCE), first),
                settings.connections(),
                "books");
    }

    @Bean
    ConnectionPool directoryPool(DatabaseSettings settings) {
        return pool(connect(settings, settings.directory(), Map.of()), 6, "directory");
    }

    @Bean
    @Primary
    DatabaseClient booksClient(ConnectionPool books) {
        return DatabaseClient.create(books);
    }

    @Bean
    @Primary
    R2dbcTransactionManager booksTransactions(ConnectionPool books) {
        return new R2dbcTransactionManager(books);
    }

    @Bean
    DatabaseClient directoryClient(@Qualifier("directoryPool") ConnectionPool directoryPool) {
        return DatabaseClient.create(directoryPool);
    }

    @Bean
    R2dbcTransactionManager directoryTransactions(@Qualifier("directoryPool") ConnectionPool directoryPool) {
        return new R2dbcTransactionManager(directoryPool);
    }

    private static ConnectionFactory connect(
            DatabaseSettings settings, DatabaseSettings.Role role, Map<String, String> options) {
        var all = new HashMap<>(LIMITS);
        all.putAll(options);
        return new PostgresqlConnectionFactory(PostgresqlConnectionConfiguration.builder()
                .host(settings.host())
                .port(settings.port())
                .database(settings.name())
                .username(role.user())
                .password(role.password())
                .preparedStatementCacheQueries(PREPARED_STATEMENTS_PER_CONNECTION)
                .connectTimeout(LONGEST_WAIT_FOR_CONNECTION)
                .tcpKeepAlive(true)
                .options(all)
                .build());
    }

    private static ConnectionPool pool(ConnectionFactory connections, int size, String name) {
        return new ConnectionPool(ConnectionPoolConfiguration.builder(connections)
                .name(name)
                .initialSize(0)
                .minIdle(2)
                .maxSize(size)
                .maxAcquireTime(LONGEST_WAIT_FOR_CONNECTION)
                .maxCreateConnectionTime(LONGEST_WAIT_FOR_CONNECTION)
                .maxIdleTime(Duration.ofMinutes(5))
                .maxLifeTime(Duration.ofMinutes(30))
                .build());
    }

    private record TenantConnections(ConnectionFactory connections, FirstReading<?> first)
            implements ConnectionFactory {

        @Override
        public Publisher<? extends Connection> create() {
            return Mono.from(connections.create()).map(connection -> new TenantConnection(connection, first));
        }

        @Override
        public ConnectionFactoryMetadata getMetadata() {
            return connections.getMetadata();
        }
    }
}

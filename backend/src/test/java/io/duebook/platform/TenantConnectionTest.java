package io.duebook.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.duebook.scenario.BackendTest;
import io.duebook.scenario.TestBackend;
import io.duebook.scenario.TestTenants;
import io.duebook.shared.TenantId;
import io.r2dbc.postgresql.PostgresqlConnectionConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import io.r2dbc.postgresql.api.PostgresqlConnection;
import io.r2dbc.spi.R2dbcException;
import java.util.ArrayList;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Signal;

@BackendTest
class TenantConnectionTest {

    private final TenantId tenant;
    private final PostgresqlConnection connection =
            Objects.requireNonNull(new PostgresqlConnectionFactory(PostgresqlConnectionConfiguration.builder()
                            .host(TestBackend.DATABASE.host())
                            .port(TestBackend.DATABASE.port())
                            .database(TestBackend.DATABASE.name())
                            .username(TestBackend.APPLICATION)
                            .password(TestBackend.APPLICATION)
                            .build())
                    .create()
                    .block());

    TenantConnectionTest(@Autowired TestTenants tenants) {
        tenant = tenants.create().id();
    }

    @AfterEach
    void disconnect() {
        connection.close().block();
    }

    @Test
    void whatFailsAfterTheBeginLeavesNoTransactionOpen() {
        var bound = new TenantConnection(
                connection, reading("select 1 / 0 as one where cast(:tenant as uuid) is not null", row -> 1));

        assertThatThrownBy(() -> begin(bound)).isInstanceOf(R2dbcException.class);

        assertThat(bound("app.tenant_id")).as("outside of a transaction").isEmpty();
    }

    @Test
    void aRowThatCannotBeReadIsNotMissedBeforeSomebodyAsksForIt() {
        var bound = new TenantConnection(
                connection, reading("select 1 as one where cast(:tenant as uuid) is not null", row -> {
                    throw new IllegalArgumentException("of a later version");
                }));

        begin(bound);

        assertThat(bound("app.tenant_id")).isEqualTo(tenant.value().toString());
        Mono.from(bound.rollbackTransaction()).block();
    }

    @Test
    void whatAsksOneQuestionHasEndedWithTheAnswer() {
        var answers = new ArrayList<Integer>();
        var bound = new TenantConnection(
                connection, question("select 7 as one, cast(:tenant as uuid) as tenant where :by_name", row -> {
                    answers.add(row.number("one"));
                    assertThat(row.uuid("tenant")).isEqualTo(tenant.value());
                    return 7;
                }));

        begin(bound);
        begin(bound);

        assertThat(answers).containsExactly(7, 7);
        assertThat(bound("app.tenant_id")).as("outside of a transaction").isEmpty();
        assertThat(prepared()).as("once for both").isEqualTo(1);
        assertThat(Mono.from(bound.commitTransaction()).materialize().block()).matches(Signal::isOnComplete);
    }

    @Test
    void aQuestionThatFailsLeavesNoTransactionOpen() {
        var bound = new TenantConnection(
                connection,
                question("select 1 / case when :by_name then 0 end as one, cast(:tenant as uuid)", row -> 1));

        assertThatThrownBy(() -> begin(bound)).isInstanceOf(R2dbcException.class);

        assertThat(bound("app.tenant_id")).as("outside of a transaction").isEmpty();
    }

    private long prepared() {
        return Objects.requireNonNull(Flux.from(connection
                        .createStatement(
                                "select count(*) as many from pg_prepared_statements where name like 'first_%'")
                        .execute())
                .flatMap(result -> result.map(row -> new Row(row).minor("many")))
                .blockLast());
    }

    private void begin(TenantConnection bound) {
        Mono.from(bound.beginTransaction())
                .contextWrite(Caller.program(tenant, "test")::into)
                .block();
    }

    private String bound(String setting) {
        return Objects.requireNonNull(Flux.from(connection
                        .createStatement("select coalesce(current_setting('%s', true), '') as bound".formatted(setting))
                        .execute())
                .flatMap(result -> result.map(row -> new Row(row).text("bound")))
                .blockLast());
    }

    private static FirstReading<Integer> reading(String sql, Function<Row, Integer> read) {
        return reading(sql, Map.of(), false, read);
    }

    private static FirstReading<Integer> question(String sql, Function<Row, Integer> read) {
        return reading(sql, Map.of("by_name", true), true, read);
    }

    private static FirstReading<Integer> reading(
            String sql, Map<String, Object> values, boolean isAll, Function<Row, Integer> read) {
        return new FirstReading<>() {
            @Override
            public Class<Integer> type() {
                return Integer.class;
            }

            @Override
            public String sql() {
                return sql;
            }

            @Override
            public Map<String, Object> values() {
                return values;
            }

            @Override
            public boolean isAll() {
                return isAll;
            }

            @Override
            public Integer read(Row row) {
                return read.apply(row);
            }
        };
    }
}

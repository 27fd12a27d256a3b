package io.duebook.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.scenario.BackendTest;
import io.duebook.scenario.TestBackend;
import io.duebook.scenario.TestTenants;
import io.duebook.shared.TenantId;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.ResponseEntity;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** A key stands for its command for 30 days and not a day longer. The clock moved here is this test's own. */
@BackendTest
class OldOutcomesTest {

    private static final Duration ALMOST = Duration.ofDays(30).minusSeconds(60);
    private static final Duration OVER = Duration.ofDays(30).plusSeconds(60);

    @Autowired
    private TestTenants tenants;

    @Autowired
    private Transactions transactions;

    @Autowired
    private JsonMapper json;

    @Autowired
    private DatabaseClient booksClient;

    @Autowired
    @Qualifier("directoryClient")
    private DatabaseClient directory;

    private final BusinessClock clock = BusinessClock.real();
    private final AtomicInteger acts = new AtomicInteger();
    private final String key = UUID.randomUUID().toString();
    private TenantId tenant;
    private Commands commands;
    private OldOutcomes outcomes;

    @BeforeEach
    void aTenantWithAClockOfItsOwn() {
        tenant = tenants.create().id();
        Database database = new Database(booksClient, clock);
        commands = new Commands(transactions, database, json, clock);
        outcomes = new OldOutcomes(database, transactions, directory, clock);
    }

    @Test
    void aKeyIsReplayedForThirtyDaysAndThenANewCommand() {
        command(tenant, key);
        clock.runAhead(ALMOST);
        ResponseEntity<String> replayed = command(tenant, key);
        clock.runAhead(OVER);
        ResponseEntity<String> again = command(tenant, key);
        ResponseEntity<String> replayedAgain = command(tenant, key);

        assertThat(replayed.getHeaders().getFirst("Idempotent-Replayed")).isEqualTo("true");
        assertThat(again.getHeaders().getFirst("Idempotent-Replayed")).isNull();
        assertThat(replayedAgain.getHeaders().getFirst("Idempotent-Replayed")).isEqualTo("true");
        assertThat(acts).hasValue(2);
    }

    @Test
    void prunesWhatIsOverAndNothingElse() throws SQLException {
        TenantId other = tenants.create().id();
        fill(tenant, 1_200, OVER);
        fill(tenant, 3, ALMOST);
        fill(other, 2, OVER);

        assertThat(outcomes.prune(tenant).block()).isEqualTo(1_200);
        assertThat(kept(tenant)).isEqualTo(3);
        assertThat(kept(other)).isEqualTo(2);

        outcomes.prune().block();
        assertThat(kept(tenant)).isEqualTo(3);
        assertThat(kept(other)).isZero();
    }

    @Test
    void aPrunedKeyIsANewCommand() {
        command(tenant, key);
        clock.runAhead(OVER);
        outcomes.prune(tenant).block();
        command(tenant, key);

        assertThat(acts).hasValue(2);
    }

    private ResponseEntity<String> command(TenantId of, String given) {
        Mono<ResponseEntity<String>> work = Mono.fromSupplier(() -> ResponseEntity.ok("act " + acts.incrementAndGet()));
        return Objects.requireNonNull(commands.once(Map.of(), String.class, work)
                .contextWrite(context -> Caller.program(of, "test")
                        .into(context.put(Request.class, new Request("req", "POST", "/v1/things", given))))
                .block());
    }

    private static void fill(TenantId of, int outcomes, Duration old) throws SQLException {
        try (var connection = TestBackend.DATABASE.superuser().getConnection();
                var insert = connection.prepareStatement("""
                        insert into idempotency (tenant_id, caller, key, request_hash, created_at, status, headers, body)
                        select ?, 'erp', gen_random_uuid()::text, '', now() - ? * interval '1 second', 200, '{}', ''
                          from generate_series(1, ?)
                        """)) {
            insert.setObject(1, of.value());
            insert.setLong(2, old.toSeconds());
            insert.setInt(3, outcomes);
            insert.executeUpdate();
        }
    }

    private static int kept(TenantId of) throws SQLException {
        try (var connection = TestBackend.DATABASE.superuser().getConnection();
                var count = connection.prepareStatement("select count(*) from idempotency where tenant_id = ?")) {
            count.setObject(1, of.value());
            try (var found = count.executeQuery()) {
                found.next();
                return found.getInt(1);
            }
        }
    }
}

package io.duebook.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.duebook.scenario.Api;
import io.duebook.scenario.BackendTest;
import io.duebook.scenario.TestBackend;
import io.duebook.scenario.TestTenant;
import io.duebook.scenario.TestTenants;
import io.duebook.shared.TenantId;
import io.r2dbc.pool.ConnectionPool;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What one tenant does on one customer keeps nobody else waiting. */
@BackendTest
class ConnectionSharesTest {

    @Autowired
    private TestTenants tenants;

    @Autowired
    private ConnectionPool books;

    @Autowired
    private R2dbcTransactionManager booksTransactions;

    @Autowired
    private Database database;

    private TestTenant tenant;

    @BeforeEach
    void aTenant() {
        tenant = tenants.create();
    }

    @Test
    void twoHundredCommandsThatWaitDoNotStopAnotherTenant() throws Exception {
        TestTenant other = tenants.create();
        other.customer("Other");
        slowestOf(20, other);
        String customer = tenant.customer("Locked").path("id").asString();
        Api program = tenant.program();
        var codes = new ArrayList<Future<String>>();
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            try (Connection lock = lockCustomers(tenant)) {
                IntStream.range(0, 200)
                        .forEach(at -> codes.add(clients.submit(() -> outcome(program.post(
                                "/v1/payments",
                                Map.of(
                                        "customer", customer,
                                        "amount", Map.of("amount", 1, "currency", "EUR"),
                                        "received_on", "2026-01-01",
                                        "method", "cash",
                                        "allocate", "none"))))));
                Awaitility.await().until(() -> acquired() >= 10);
                // Without a bound a read waits until the first commands give up, after five seconds.
                assertThat(slowestOf(20, other)).isLessThan(Duration.ofSeconds(4));
                assertThat(acquired()).isBetween(10, 12);
                lock.rollback();
            }
            for (Future<String> code : codes) {
                assertThat(code.get(60, TimeUnit.SECONDS)).isIn("201", "busy", "tenant_at_its_limit");
            }
        }
        Awaitility.await().untilAsserted(() -> assertThat(acquired()).isZero());
        tenant.payment(customer, 1, "2026-01-01", "none");
    }

    private static Duration slowestOf(int reads, TestTenant tenant) {
        Duration slowest = Duration.ZERO;
        for (int at = 0; at < reads; at++) {
            long began = System.nanoTime();
            tenant.program().get("/v1/customers").expect(200);
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            slowest = took.compareTo(slowest) > 0 ? took : slowest;
        }
        return slowest;
    }

    private int acquired() {
        return books.getMetrics().orElseThrow().acquiredSize();
    }

    private static String outcome(Api.Answer answer) {
        if (answer.status() == 201) {
            return "201";
        }
        assertThat(answer.header("Retry-After")).isEqualTo("1");
        return answer.json().path("code").asString();
    }

    private static Connection lockCustomers(TestTenant of) throws SQLException {
        Connection connection = TestBackend.DATABASE.superuser().getConnection();
        connection.setAutoCommit(false);
        try (var lock = connection.prepareStatement("select from customer where tenant_id = ? for update")) {
            lock.setObject(1, of.id().value());
            lock.execute();
        }
        return connection;
    }

    @Test
    void whoeverVanishesWhileWaitingLeavesThePlaceToOthers() {
        var shares = new ConnectionShares(4);
        var transactions = new Transactions(booksTransactions, shares, Duration.ofSeconds(10), Duration.ofSeconds(10));
        var ran = new AtomicInteger();
        Mono<Integer> slow = transactions.read(sleep(0.3).map(slept -> ran.incrementAndGet()));

        List<reactor.core.Disposable> waiting = IntStream.range(0, 50)
                .mapToObj(at -> slow.contextWrite(request(tenant.id())).subscribe())
                .toList();
        waiting.stream().skip(4).forEach(reactor.core.Disposable::dispose);

        Awaitility.await().until(shares::areIdle);
        assertThat(ran).as("two were at work and two waited on").hasValue(4);
        assertThat(Objects.requireNonNull(Flux.range(0, 8)
                        .flatMap(at -> transactions.read(sleep(0.01)).contextWrite(request(tenant.id())), 8)
                        .collectList()
                        .block()))
                .hasSize(8);
        Awaitility.await().until(shares::areIdle);
    }

    @Test
    void whoeverWaitsTooLongIsTold() {
        var shares = new ConnectionShares(2);
        var transactions = new Transactions(booksTransactions, shares, Duration.ofMillis(100), Duration.ofSeconds(10));
        var holder =
                transactions.read(sleep(1)).contextWrite(request(tenant.id())).subscribe();

        assertThatThrownBy(() -> transactions
                        .read(sleep(0))
                        .contextWrite(request(tenant.id()))
                        .block())
                .isInstanceOf(TenantAtItsLimit.class);
        assertThat(transactions
                        .read(sleep(0))
                        .contextWrite(request(tenants.create().id()))
                        .block())
                .as("another tenant")
                .isEqualTo(1);
        holder.dispose();
        Awaitility.await().until(shares::areIdle);
    }

    @Test
    void aTransactionThatDoesNotEndIsEndedFromHere() {
        var shares = new ConnectionShares(2);
        var transactions = new Transactions(booksTransactions, shares, Duration.ofSeconds(1), Duration.ofMillis(200));

        assertThatThrownBy(() -> transactions
                        .read(sleep(2))
                        .contextWrite(request(tenant.id()))
                        .block())
                .hasCauseInstanceOf(TimeoutException.class);
        assertThat(shares.areIdle()).isTrue();
        Awaitility.await().untilAsserted(() -> assertThat(acquired()).isZero());
    }

    /** As a large import does: it acts for whoever asked for it, and takes longer than anybody would wait. */
    @Test
    void aJobDoneForSomebodyHasATimeOfItsOwn() {
        var shares = new ConnectionShares(2);
        var transactions = new Transactions(booksTransactions, shares, Duration.ofSeconds(1), Duration.ofMillis(200));
        var asker = new Caller(tenant.id(), null, "erp", "erp", null, List.of(), java.util.Set.of(), "req");

        assertThat(transactions
                        .read(sleep(0.6))
                        .contextWrite(asker.asJob()::into)
                        .block())
                .isEqualTo(1);
        assertThat(shares.areIdle()).isTrue();
    }

    @Test
    void whatCannotChangeIsReadOnceInATransaction() {
        var shares = new ConnectionShares(2);
        var transactions = new Transactions(booksTransactions, shares, Duration.ofSeconds(1), Duration.ofSeconds(10));
        var reads = new AtomicInteger();
        Mono<String> known =
                transactions.once(String.class, Mono.fromSupplier(() -> "read " + reads.incrementAndGet()));

        assertThat(transactions
                        .read(known.then(known).then(transactions.read(known)))
                        .contextWrite(request(tenant.id()))
                        .block())
                .isEqualTo("read 1");
        assertThat(transactions.read(known).contextWrite(request(tenant.id())).block())
                .isEqualTo("read 2");
        assertThat(known.block()).as("outside of a transaction").isEqualTo("read 3");
    }

    private Mono<Integer> sleep(double seconds) {
        return database.sql("select 1 as one, pg_sleep(:seconds) from tenant where tenant_id = :tenant")
                .bind("seconds", seconds)
                .one(row -> new Row(row).number("one"));
    }

    private static java.util.function.Function<reactor.util.context.Context, reactor.util.context.Context> request(
            TenantId of) {
        return new Caller(of, null, "erp", "erp", null, List.of(), java.util.Set.of(), "req")::into;
    }
}

package io.duebook.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.duebook.scenario.Api;
import io.duebook.scenario.BackendTest;
import io.duebook.scenario.Body;
import io.duebook.scenario.TestBackend;
import io.duebook.scenario.TestTenant;
import io.duebook.scenario.TestTenants;
import io.duebook.shared.TenantId;
import io.duebook.tenant.Tenant;
import io.r2dbc.pool.ConnectionPool;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** What one tenant does on one customer keeps nobody else waiting. */
@BackendTest
@ExtendWith(OutputCaptureExtension.class)
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
        quickestOf(20, other);
        String customer = tenant.customer("Locked").path("id").asString();
        Api program = tenant.program();
        var codes = new ArrayList<Future<String>>();
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            try (Connection lock = lockCustomers(tenant)) {
                IntStream.range(0, 200)
                        .forEach(at -> codes.add(clients.submit(() -> outcome(program.post(
                                "/v1/payments",
                                Body.payment(customer, 1)
                                        .with("received_on", "2026-01-01")
                                        .with("method", "cash")
                                        .with("allocate", "none"))))));
                Awaitility.await().until(() -> acquired() >= 10);
                // Without a bound the first read of all waits until the first commands give up, after five seconds.
                assertThat(quickestOf(20, other)).isLessThan(Duration.ofSeconds(4));
                assertThat(acquired())
                        .isLessThan(books.getMetrics().orElseThrow().getMaxAllocatedSize());
                lock.rollback();
            }
            for (Future<String> code : codes) {
                assertThat(code.get(60, TimeUnit.SECONDS)).isIn("201", "busy", "tenant_at_its_limit", "overloaded");
            }
        }
        Awaitility.await().untilAsserted(() -> assertThat(acquired()).isZero());
        tenant.payment(customer, 1, "2026-01-01", "none");
    }

    /** The client may try again; whoever runs the service sees what took so long. */
    @Test
    void whoeverWaitsTooLongForACustomerIsAskedToTryAgain(CapturedOutput output) throws Exception {
        String customer = tenant.customer("Locked").path("id").asString();
        try (Connection lock = lockCustomers(tenant)) {
            Api.Answer answer = tenant.program()
                    .with("Idempotency-Key", "key-1")
                    .post(
                            "/v1/payments",
                            Body.payment(customer, 1)
                                    .with("received_on", "2026-01-01")
                                    .with("method", "cash")
                                    .with("allocate", "none"));
            assertThat(answer.expect(409).path("code").asString()).isEqualTo("busy");
            assertThat(answer.json().path("retryable").asBoolean()).isTrue();
            lock.rollback();
        }
        assertThat(output).contains("55P03 canceling statement due to lock timeout");
    }

    private static Duration quickestOf(int reads, TestTenant tenant) {
        Duration quickest = Duration.ofDays(1);
        for (int at = 0; at < reads; at++) {
            long began = System.nanoTime();
            tenant.program().get("/v1/customers").expect(200);
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            quickest = took.compareTo(quickest) < 0 ? took : quickest;
        }
        return quickest;
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
        var transactions = new Transactions(booksTransactions, shares, Duration.ofMinutes(1), Duration.ofMinutes(1));
        var ran = new AtomicInteger();
        Sinks.One<Integer> end = Sinks.one();
        Mono<Integer> slow = transactions.read(end.asMono().map(ended -> ran.incrementAndGet()));

        List<reactor.core.Disposable> waiting = IntStream.range(0, 50)
                .mapToObj(at -> slow.contextWrite(request(tenant.id())).subscribe())
                .toList();
        waiting.stream().skip(4).forEach(reactor.core.Disposable::dispose);
        end.tryEmitValue(1);

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
        var transactions = new Transactions(booksTransactions, shares, Duration.ofMillis(100), Duration.ofMinutes(1));
        Sinks.One<Integer> end = Sinks.one();
        transactions.read(end.asMono()).contextWrite(request(tenant.id())).subscribe();

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
        end.tryEmitValue(1);
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
        // The place is free right after the answer, not before it.
        Awaitility.await().until(shares::areIdle);
        Awaitility.await().untilAsserted(() -> assertThat(acquired()).isZero());
    }

    @Test
    void aRequestThatSaysSoMayLastLonger() {
        var shares = new ConnectionShares(2);
        var transactions = new Transactions(booksTransactions, shares, Duration.ofSeconds(1), Duration.ofMillis(200));

        assertThat(Transactions.lasting(Duration.ofSeconds(20), transactions.read(sleep(0.6)))
                        .contextWrite(request(tenant.id()))
                        .block())
                .isEqualTo(1);
        assertThatThrownBy(() -> Transactions.lasting(Duration.ofMillis(100), transactions.read(sleep(0.6)))
                        .contextWrite(request(tenant.id()))
                        .block())
                .hasCauseInstanceOf(TimeoutException.class);
        Awaitility.await().until(shares::areIdle);
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
        Awaitility.await().until(shares::areIdle);
    }

    @Test
    void whatCannotChangeIsReadOnceInATransaction() {
        var shares = new ConnectionShares(2);
        var transactions = new Transactions(booksTransactions, shares, Duration.ofMinutes(1), Duration.ofMinutes(1));
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

    /** The row comes with the begin, bound to the caller's tenant: nothing else is asked for it. */
    @Test
    void aTransactionKnowsItsTenantFromTheBeginning() {
        var transactions = new Transactions(
                booksTransactions, new ConnectionShares(2), Duration.ofMinutes(1), Duration.ofMinutes(1));
        Mono<Tenant> known = transactions.once(Tenant.class, Mono.error(new AssertionError("asked again")));

        for (TenantId one : List.of(tenant.id(), tenants.create().id(), tenant.id())) {
            assertThat(transactions.read(known).contextWrite(request(one)).block())
                    .extracting(Tenant::id)
                    .isEqualTo(one);
            assertThat(transactions.write(known).contextWrite(request(one)).block())
                    .extracting(Tenant::id)
                    .isEqualTo(one);
        }
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

package io.duebook.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.importing.ImportFile;
import io.duebook.platform.Ids;
import io.duebook.shared.TenantId;
import io.duebook.testing.DurableServer;
import io.duebook.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A backend killed in the middle, on a database that keeps what it committed. */
@Tag("full")
@Timeout(300)
class KilledBackendTest {

    private static final Logger LOG = LoggerFactory.getLogger(KilledBackendTest.class);

    private static final int PAYMENTS = 100;
    private static final int IMPORTED = 20_000;

    private static Path log;
    private static DurableServer server;
    private static TestDatabase database;

    @BeforeAll
    static void aDatabaseOfItsOwn(@TempDir Path folder) {
        log = folder.resolve("backend.log");
        server = DurableServer.start(folder.resolve("data"));
        database = TestBackend.migrate(server.create("killed"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aKilledBackendKeepsWhatItAcknowledgedAndNothingTwice() throws Exception {
        TenantId tenant = tenant();
        Map<String, Api.Answer> acknowledged = new ConcurrentHashMap<>();
        List<String> customers = new ArrayList<>();
        try (ChildBackend first = start(1).getFirst()) {
            var books = new TestTenant(tenant, first.url());
            for (int at = 0; at < 10; at++) {
                String customer = books.customer("Customer " + at).path("id").asString();
                books.invoice(customer, 500, "2026-01-01", "2026-01-31");
                customers.add(customer);
            }
            try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int at = 0; at < PAYMENTS; at++) {
                    int number = at;
                    clients.submit(() -> {
                        Api.Answer answer = pay(books, customers, number);
                        if (answer.status() == 201) {
                            acknowledged.put("key-" + number, answer);
                        }
                        return null;
                    });
                }
                while (acknowledged.size() < PAYMENTS / 3) {
                    Thread.sleep(1);
                }
                first.kill();
            }
        }
        assertThat(acknowledged).hasSizeLessThan(PAYMENTS);
        Books.mustBalance(database, tenant);

        try (ChildBackend second = start(1).getFirst()) {
            var books = new TestTenant(tenant, second.url());
            List<Api.Answer> again = atOnce(PAYMENTS, number -> () -> pay(books, customers, number));

            acknowledged.forEach((key, first) -> {
                Api.Answer repeated = again.get(Integer.parseInt(key.substring("key-".length())));
                assertThat(repeated.header("Idempotent-Replayed")).as(key).isEqualTo("true");
                assertThat(repeated.json()).as(key).isEqualTo(first.json());
            });
            assertThat(again).allSatisfy(answer -> assertThat(answer.status()).isEqualTo(201));
            assertThat(again.stream().map(answer -> answer.json().path("id").asString()))
                    .doesNotHaveDuplicates();
            assertThat(payments(books, customers)).isEqualTo(PAYMENTS);
            Books.mustBalance(database, tenant);
        }
    }

    @Test
    void aBackendKilledInAnImportTakesItInOnceAndLosesNoPaymentBesideIt() throws Exception {
        TenantId tenant = tenant();
        Map<String, Api.Answer> acknowledged = new ConcurrentHashMap<>();
        List<String> customers = new ArrayList<>();
        String imported;
        try (ChildBackend first = start(1).getFirst()) {
            var books = new TestTenant(tenant, first.url());
            for (int at = 0; at < 10; at++) {
                customers.add(books.customer("Customer " + at).path("id").asString());
            }
            imported = ImportFile.upload(books.program(), csv())
                    .expect(201)
                    .path("id")
                    .asString();
            books.program().post("/v1/imports/" + imported + "/commit", "").expect(202);
            awaitWriting();
            try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int at = 0; at < PAYMENTS; at++) {
                    int number = at;
                    clients.submit(() -> {
                        Api.Answer answer = pay(books, customers, number);
                        if (answer.status() == 201) {
                            acknowledged.put("key-" + number, answer);
                        }
                        return null;
                    });
                }
                while (acknowledged.size() < PAYMENTS / 3) {
                    Thread.sleep(1);
                }
                first.kill();
            }
        }
        assertThat(acknowledged).hasSizeLessThan(PAYMENTS);
        assertThat(invoices(tenant)).as("killed before the import was in").isZero();
        Books.mustBalance(database, tenant);

        long restarted = System.nanoTime();
        try (ChildBackend second = start(1).getFirst()) {
            var books = new TestTenant(tenant, second.url());
            List<Api.Answer> again = atOnce(PAYMENTS, number -> () -> pay(books, customers, number));
            assertThat(again).allSatisfy(answer -> assertThat(answer.status()).isEqualTo(201));
            acknowledged.forEach((key, first) -> assertThat(again.get(Integer.parseInt(key.substring("key-".length())))
                            .json())
                    .as(key)
                    .isEqualTo(first.json()));
            assertThat(payments(books, customers)).isEqualTo(PAYMENTS);

            Awaitility.await("the import is gone on with")
                    .atMost(Duration.ofSeconds(120))
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> books.program()
                            .get("/v1/imports/" + imported)
                            .expect(200)
                            .path("state")
                            .asString()
                            .equals("committed"));
            LOG.warn(
                    "killed with {} of {} payments acknowledged; the import was in {} ms after the restart began",
                    acknowledged.size(),
                    PAYMENTS,
                    Duration.ofNanos(System.nanoTime() - restarted).toMillis());
            assertThat(invoices(tenant)).isEqualTo(IMPORTED);
            Books.mustBalance(database, tenant);
        }
    }

    private static String csv() {
        return IntStream.rangeClosed(1, IMPORTED)
                .mapToObj(row -> "K-%d,Customer,N-%d,2025-01-02,2025-02-01,10.00,no,%s,,\n"
                        .formatted(row % 50, row, row % 2 == 0 ? "2025-01-20" : ""))
                .collect(Collectors.joining("", ImportFile.HEADER, ""));
    }

    /** Until the import's transaction has written a part, which nobody else may see. */
    private static void awaitWriting() throws Exception {
        try (var connection = database.superuser().getConnection();
                var statement = connection.createStatement()) {
            Awaitility.await("the import writes")
                    .atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> {
                        try (var writing = statement.executeQuery("""
                                select from pg_stat_activity
                                 where usename = 'duebook_app'
                                   and state = 'active'
                                   and query like '%insert into invoice%'
                                   and xact_start < clock_timestamp() - interval '300 milliseconds'
                                """)) {
                            return writing.next();
                        }
                    });
        }
    }

    private static int invoices(TenantId tenant) throws SQLException {
        try (var connection = database.superuser().getConnection();
                var query = connection.prepareStatement("select count(*) from invoice where tenant_id = ?")) {
            query.setObject(1, tenant.value());
            try (var row = query.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    private static List<ChildBackend> start(int count) {
        return ChildBackend.start(database, log, count);
    }

    private static TenantId tenant() {
        TenantId id = new TenantId(Ids.next());
        TestTenants.insert(database, id, Instant.now(), "Europe/Berlin", "EUR");
        return id;
    }

    private static Api.Answer pay(TestTenant books, List<String> customers, int number) {
        return books.program()
                .with("Idempotency-Key", "key-" + number)
                .post("/v1/payments", payment(customers.get(number % customers.size()), 100, "oldest_first"));
    }

    private static Map<String, Object> payment(String customer, long amount, Object allocate) {
        return Body.payment(customer, amount)
                .with("received_on", "2026-02-01")
                .with("method", "cash")
                .with("allocate", allocate);
    }

    private static int payments(TestTenant books, List<String> customers) {
        return customers.stream()
                .mapToInt(customer -> books.program()
                        .get("/v1/payments?limit=200&customer=" + customer)
                        .expect(200)
                        .path("data")
                        .size())
                .sum();
    }

    private interface Numbered<T> {
        Callable<T> call(int number);
    }

    private static <T> List<T> atOnce(int count, Numbered<T> call) throws Exception {
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> results = IntStream.range(0, count)
                    .mapToObj(number -> clients.submit(call.call(number)))
                    .toList();
            var all = new ArrayList<T>();
            for (Future<T> result : results) {
                all.add(result.get());
            }
            return all;
        }
    }
}

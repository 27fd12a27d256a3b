package io.duebook.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.importing.ImportFile;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/**
 * Two commands on one customer at the same moment end as if one had come after the other: with the answers, and in the
 * state, of one of both orders, which are tried one by one before. Whoever loses is told by a code that the contract
 * publishes, for every answer is held against it. {@code -Drace.seed} and {@code -Drace.rounds} repeat and prolong it.
 */
@BackendTest
class RacingCommandsTest {

    private static final long SEED = Long.getLong("race.seed", System.nanoTime());
    private static final int ROUNDS = Integer.getInteger("race.rounds", 2);
    private static final int MOST_MICROS_APART = 4_000;

    private static long deadlocksBefore;

    @Autowired
    private TestTenants tenants;

    @BeforeAll
    static void deadlocksSoFar() {
        deadlocksBefore = deadlocks();
    }

    /** Clients try again when they are asked to: that two commands waited for each other, only the database knows. */
    @AfterAll
    static void nobodyWaitedForEachOther() {
        assertThat(deadlocks()).isEqualTo(deadlocksBefore);
    }

    /** How a race begins: an invoice of 1,000, and 600 received. */
    private enum Before {
        /** The money settles nothing yet. */
        UNAPPLIED,
        /** The money settles a part of the invoice. */
        ALLOCATED,
        /** The money settles nothing yet, and the invoice came with an import. */
        IMPORTED
    }

    private enum Command {
        PAY,
        ALLOCATE,
        UNDO_ALLOCATION,
        CREDIT,
        VOID,
        WRITE_OFF,
        REFUND,
        REFUND_ALLOCATED,
        REVERSE,
        UNDO_IMPORT
    }

    private record Race(Before before, Command one, Command other) {
        @Override
        public String toString() {
            return (one + " and " + other + ", " + before).toLowerCase(Locale.ROOT);
        }
    }

    static Stream<Race> races() {
        return Stream.of(
                        pairs(
                                Before.UNAPPLIED,
                                Command.PAY,
                                Command.ALLOCATE,
                                Command.CREDIT,
                                Command.VOID,
                                Command.WRITE_OFF,
                                Command.REFUND,
                                Command.REVERSE),
                        pairs(
                                Before.ALLOCATED,
                                Command.PAY,
                                Command.UNDO_ALLOCATION,
                                Command.CREDIT,
                                Command.REFUND_ALLOCATED,
                                Command.REVERSE),
                        Stream.of(Command.PAY, Command.ALLOCATE, Command.CREDIT, Command.WRITE_OFF)
                                .map(other -> new Race(Before.IMPORTED, Command.UNDO_IMPORT, other)))
                .flatMap(some -> some);
    }

    private static Stream<Race> pairs(Before before, Command... commands) {
        List<Command> all = List.of(commands);
        return all.stream().flatMap(one -> all.stream()
                .filter(other -> one.compareTo(other) < 0)
                .map(other -> new Race(before, one, other)));
    }

    @ParameterizedTest
    @MethodSource("races")
    void endAsIfOneHadComeAfterTheOther(Race race) throws Exception {
        TestTenant tenant = tenants.create();
        String oneFirst = new Course(tenant, race, "A").inOrder();
        String otherFirst = new Course(tenant, race, "B").inReverse();
        var random = new Random(SEED);

        for (int round = 0; round < ROUNDS; round++) {
            assertThat(new Course(tenant, race, "R" + round).atOnce(random))
                    .as("round %d of seed %d", round, SEED)
                    .isIn(oneFirst, otherFirst);
        }

        Books.mustBalance(tenant.id());
    }

    /** A customer of its own for every time that a race is run, so that each begins alike. */
    private static final class Course {

        private final Race race;
        private final Api erp;
        private final String imported;
        private final String customer;
        private final String invoice;
        private final String payment;
        private final String allocation;

        Course(TestTenant tenant, Race race, String name) {
            this.race = race;
            erp = tenant.program();
            if (race.before() == Before.IMPORTED) {
                imported = imported(erp, name);
                JsonNode found = erp.get("/v1/invoices?q=N-" + name).expect(200).at("/data/0");
                invoice = found.path("id").asString();
                customer = found.at("/customer/id").asString();
            } else {
                imported = "";
                customer = tenant.customer(name).path("id").asString();
                invoice = tenant.invoice(customer, 1_000, "2026-01-01", "2026-01-31")
                        .path("id")
                        .asString();
            }
            JsonNode received = tenant.payment(
                    customer,
                    600,
                    "2026-01-10",
                    race.before() == Before.ALLOCATED ? List.of(Map.of("invoice", invoice, "amount", 600)) : "none");
            payment = received.path("id").asString();
            allocation = received.at("/allocations/0/id").asString("");
        }

        private static String imported(Api erp, String name) {
            String csv = "C-%1$s,Customer,N-%1$s,2026-01-01,2026-01-31,10.00,no,,,\n".formatted(name);
            String id = ImportFile.upload(erp, ImportFile.HEADER + csv)
                    .expect(201)
                    .path("id")
                    .asString();
            erp.post("/v1/imports/" + id + "/commit", "").expect(200);
            return id;
        }

        String inOrder() {
            Api.Answer one = mustSucceed(run(race.one()));
            return outcome(one, run(race.other()));
        }

        String inReverse() {
            Api.Answer other = mustSucceed(run(race.other()));
            return outcome(run(race.one()), other);
        }

        private static Api.Answer mustSucceed(Api.Answer answer) {
            assertThat(answer.status()).as(answer.text()).isBetween(200, 201);
            return answer;
        }

        /** Both at once, one of them a little later. */
        String atOnce(Random random) throws Exception {
            long apart = random.nextInt(MOST_MICROS_APART) * 1_000L;
            boolean oneIsLater = random.nextBoolean();
            var go = new CountDownLatch(1);
            try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
                Future<Api.Answer> one = clients.submit(after(go, oneIsLater ? apart : 0, race.one()));
                Future<Api.Answer> other = clients.submit(after(go, oneIsLater ? 0 : apart, race.other()));
                go.countDown();
                return outcome(one.get(), other.get());
            }
        }

        private Callable<Api.Answer> after(CountDownLatch go, long nanos, Command command) {
            return () -> {
                go.await();
                LockSupport.parkNanos(nanos);
                return run(command);
            };
        }

        private Api.Answer run(Command command) {
            return switch (command) {
                case PAY ->
                    erp.post(
                            "/v1/payments",
                            Body.payment(customer, 1_000)
                                    .with("received_on", "2026-01-20")
                                    .with("method", "cash")
                                    .with("allocate", List.of(Map.of("invoice", invoice, "amount", 1_000))));
                case ALLOCATE ->
                    erp.post("/v1/allocations", Map.of("payment", payment, "invoice", invoice, "amount", 600));
                case UNDO_ALLOCATION ->
                    erp.post("/v1/allocations/" + allocation + "/reverse", Map.of("reason", "in doubt"));
                case CREDIT ->
                    erp.post(
                            "/v1/credit_notes",
                            Map.of(
                                    "customer",
                                    customer,
                                    "currency",
                                    "EUR",
                                    "lines",
                                    List.of(Map.of(
                                            "invoice", invoice,
                                            "description", "Price lowered",
                                            "quantity", "1",
                                            "unit_amount", 700,
                                            "tax_rate", "0"))));
                case VOID -> ofInvoice("/void");
                case WRITE_OFF -> ofInvoice("/write_off");
                case REFUND ->
                    erp.post("/v1/refunds", Map.of("payment", payment, "amount", 500, "reason", "asked for"));
                case REFUND_ALLOCATED ->
                    erp.post(
                            "/v1/refunds",
                            Map.of(
                                    "payment",
                                    payment,
                                    "amount",
                                    500,
                                    "items",
                                    List.of(Map.of("invoice", invoice, "amount", 500)),
                                    "reason",
                                    "asked for"));
                case REVERSE ->
                    erp.post("/v1/payments/" + payment + "/reverse", Map.of("kind", "return", "reason", "bounced"));
                case UNDO_IMPORT -> erp.post("/v1/imports/" + imported + "/undo", "");
            };
        }

        private Api.Answer ofInvoice(String command) {
            return erp.with("If-Match", "\"1\"")
                    .post("/v1/invoices/" + invoice + command, Map.of("reason", "not ours to claim"));
        }

        private String outcome(Api.Answer one, Api.Answer other) {
            JsonNode claim = erp.get("/v1/invoices/" + invoice).json();
            JsonNode money = erp.get("/v1/payments/" + payment).json();
            JsonNode balance = erp.get("/v1/customers/" + customer + "/balance").json();
            return "%s %s; %s %s; invoice %s %d %s; payment %s %d, %d given back; balance %s"
                    .formatted(
                            race.one(),
                            answer(one),
                            race.other(),
                            answer(other),
                            claim.path("state").asString(""),
                            claim.path("open").asLong(),
                            claim.path("settled"),
                            money.path("state").asString(""),
                            money.path("unapplied").asLong(),
                            money.path("refunded").asLong(),
                            balance.path("balances"));
        }

        private static String answer(Api.Answer answer) {
            assertThat(answer.status()).as(answer.text()).isLessThan(500);
            return answer.status() < 300
                    ? String.valueOf(answer.status())
                    : answer.status() + " " + answer.json().path("code").asString();
        }
    }

    private static long deadlocks() {
        try (var connection = TestBackend.DATABASE.superuser().getConnection();
                var query = connection.createStatement();
                var row = query.executeQuery(
                        "select deadlocks from pg_stat_database where datname = current_database()")) {
            row.next();
            return row.getLong(1);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}

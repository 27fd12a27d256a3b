package io.duebook.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.scenario.BackendTest;
import io.duebook.scenario.TestTenants;
import io.duebook.shared.TenantId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

@BackendTest
class JobsTest {

    private static int kinds;

    @Autowired
    private TestTenants tenants;

    @Autowired
    private Transactions transactions;

    @Autowired
    private Database database;

    @Autowired
    @Qualifier("directoryClient")
    private DatabaseClient directory;

    private final String kind = "test_" + (char) ('a' + kinds++);
    private final UUID subject = UUID.randomUUID();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private TenantId tenant;
    private Jobs jobs;

    @BeforeEach
    void freshTenant() {
        tenant = tenants.create().id();
        jobs = new Jobs(directory);
    }

    @Test
    void isBegunAsSoonAsItsTransactionIsCommitted() {
        var seen = new ConcurrentLinkedQueue<String>();
        worker(Caller.current()
                .map(caller -> seen.add(caller.tenant() + " " + caller.actor()))
                .thenReturn(JobHandler.done()));

        commit(jobs.due(kind, subject));

        eventually(() -> !seen.isEmpty());
        assertThat(seen).containsExactly(tenant + " duebook:" + kind);
        eventually(() -> waiting() == 0);
    }

    @Test
    void aHandlerWritesInATransactionOfItsOwn() {
        var seen = new ConcurrentLinkedQueue<UUID>();
        worker(transactions
                .write(database.sql("select tenant_id from tenant where tenant_id = :tenant")
                        .one(row -> Objects.requireNonNull(row.get(0, UUID.class))))
                .doOnNext(seen::add)
                .thenReturn(JobHandler.done()));

        commit(jobs.due(kind, subject));

        eventually(() -> waiting() == 0);
        assertThat(seen).containsExactly(tenant.value());
    }

    @Test
    void nothingIsLeftWhereTheTransactionFails() {
        transactions
                .write(database.write(jobs.due(kind, subject)).then(Mono.error(new IllegalStateException("no"))))
                .contextWrite(Caller.program(tenant, "test")::into)
                .onErrorComplete()
                .block();

        assertThat(waiting()).isZero();
    }

    @Test
    void isNotBegunBeforeItsTime() {
        var seen = new ConcurrentLinkedQueue<UUID>();
        var worker = worker(Mono.fromRunnable(() -> seen.add(subject)));
        commit(jobs.due(kind, subject, Duration.ofMinutes(1)));

        worker.look().block();
        assertThat(seen).isEmpty();

        sql("update directory.due_work set due_at = now() where kind = :kind");
        worker.look().block();
        assertThat(seen).hasSize(1);
    }

    @Test
    void isRunAgainAfterAFailureAndNamesNobodyInItsError() {
        Queue<Mono<JobHandler.Outcome>> outcomes = new ArrayDeque<>(
                List.of(Mono.error(new IllegalStateException("about Jane Doe")), Mono.just(JobHandler.done())));
        var worker = worker(Mono.defer(() -> Objects.requireNonNull(outcomes.poll())));
        leaveWhatFailedNineTimes();
        worker.look().block();

        assertThat(text("last_error")).isEqualTo("java.lang.IllegalStateException");
        worker.look().block();
        assertThat(waiting()).as("it rests before the next try").isOne();

        sql("update directory.due_work set due_at = now() where kind = :kind");
        worker.look().block();
        assertThat(waiting()).isZero();
    }

    @Test
    void comesBackWhenItAsksTo() {
        worker(Mono.just(JobHandler.again(Duration.ofHours(1))));
        commit(jobs.due(kind, subject));

        eventually(() -> directory
                .sql("select due_at > now() + interval '59 minutes' and leased_till is null from directory.due_work"
                        + " where kind = :kind")
                .bind("kind", kind)
                .map(row -> Boolean.TRUE.equals(row.get(0, Boolean.class)))
                .one()
                .blockOptional()
                .orElse(false));
    }

    @Test
    void isTakenOverWhenAServerDied() {
        var seen = new ConcurrentLinkedQueue<UUID>();
        commit(jobs.due(kind, subject));
        sql("update directory.due_work set leased_till = now() + interval '1 hour' where kind = :kind");
        var worker = worker(Mono.fromRunnable(() -> seen.add(subject)));
        worker.look().block();
        assertThat(seen).isEmpty();

        sql("update directory.due_work set leased_till = now() - interval '1 second' where kind = :kind");
        worker.look().block();
        assertThat(seen).hasSize(1);
    }

    @Test
    void isTakenOverSoonHoweverLongItMayRun() {
        var begun = new ConcurrentLinkedQueue<UUID>();
        var ended = Sinks.<JobHandler.Outcome>one();
        var work = ended.asMono();
        worker(work.doOnSubscribe(run -> begun.add(subject)), Duration.ofHours(1));

        commit(jobs.due(kind, subject));
        eventually(() -> !begun.isEmpty());

        assertThat(directory
                        .sql(
                                "select leased_till < now() + interval '1 minute' from directory.due_work where kind = :kind")
                        .bind("kind", kind)
                        .map(row -> Boolean.TRUE.equals(row.get(0, Boolean.class)))
                        .one()
                        .block())
                .isTrue();
        ended.tryEmitValue(JobHandler.done());
        eventually(() -> waiting() == 0);
    }

    @Test
    void staysItsServersForAsLongAsItRuns() {
        var begun = new ConcurrentLinkedQueue<UUID>();
        var ended = Sinks.<JobHandler.Outcome>one();
        var work = ended.asMono().doOnSubscribe(run -> begun.add(subject));
        var lease = Duration.ofSeconds(20);
        worker(work, Duration.ofMinutes(1), lease);
        var other = worker(work, Duration.ofMinutes(1), lease);
        commit(jobs.due(kind, subject));
        eventually(() -> !begun.isEmpty());

        String leasedAtFirst = text("leased_till::text");
        eventually(() -> !text("leased_till::text").equals(leasedAtFirst));
        other.look().block();
        assertThat(begun).hasSize(1);

        ended.tryEmitValue(JobHandler.done());
        eventually(() -> waiting() == 0);
        assertThat(begun).hasSize(1);
    }

    @Test
    void twoServersShareTheWorkAndRunEachRowOnce() {
        var seen = new ConcurrentLinkedQueue<UUID>();
        Function<UUID, Mono<JobHandler.Outcome>> slowly =
                found -> Mono.delay(Duration.ofMillis(5)).then(Mono.fromRunnable(() -> seen.add(found)));
        for (int row = 0; row < 100; row++) {
            commit(jobs.due(kind, UUID.randomUUID()));
        }
        var one = worker(slowly);
        var other = worker(slowly);

        Flux.merge(one.look(), other.look(), one.look(), other.look()).blockLast();

        eventually(() -> waiting() == 0);
        assertThat(seen).hasSize(100).doesNotHaveDuplicates();
    }

    @Test
    void restsLongerAfterEachFailure() {
        assertThat(JobWorker.pauseAfter(1)).isEqualTo(Duration.ofSeconds(1));
        assertThat(JobWorker.pauseAfter(4)).isEqualTo(Duration.ofSeconds(8));
        assertThat(JobWorker.pauseAfter(1_000)).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void showsHowOftenTheWorkThatFailsMostHasFailed() {
        var worker = worker(Mono.error(new IllegalStateException("for ever")));
        leaveWhatFailedNineTimes();
        for (int failed = 10; failed <= 12; failed++) {
            worker.look().block();
            worker.measure().block();
            assertThat(gauge("duebook.jobs.failures.highest")).isEqualTo(failed);
            assertThat(gauge("duebook.jobs.overdue.millis")).as("it rests").isZero();
            sql("update directory.due_work set due_at = now() where kind = :kind");
        }

        sql("delete from directory.due_work where kind = :kind");
        worker.measure().block();
        assertThat(gauge("duebook.jobs.failures.highest")).isZero();
    }

    private double gauge(String name) {
        return meters.get(name).tag("kind", kind).gauge().value();
    }

    private JobWorker worker(Mono<JobHandler.Outcome> outcome) {
        return worker(found -> outcome);
    }

    private JobWorker worker(Function<UUID, Mono<JobHandler.Outcome>> work) {
        return new JobWorker(directory, meters, jobs, List.of(handler(work, Duration.ofSeconds(25))));
    }

    private JobWorker worker(Mono<JobHandler.Outcome> outcome, Duration timeLimit) {
        return new JobWorker(directory, meters, jobs, List.of(handler(found -> outcome, timeLimit)));
    }

    private JobWorker worker(Mono<JobHandler.Outcome> outcome, Duration timeLimit, Duration lease) {
        return new JobWorker(directory, meters, jobs, List.of(handler(found -> outcome, timeLimit)), lease);
    }

    private JobHandler handler(Function<UUID, Mono<JobHandler.Outcome>> work, Duration timeLimit) {
        return new JobHandler() {
            @Override
            public String kind() {
                return kind;
            }

            @Override
            public Duration timeLimit() {
                return timeLimit;
            }

            @Override
            public Mono<Outcome> run(TenantId tenant, UUID subject) {
                return work.apply(subject);
            }
        };
    }

    private void commit(Write write) {
        transactions
                .write(database.write(write))
                .contextWrite(Caller.program(tenant, "test")::into)
                .block();
    }

    private void sql(String text) {
        directory.sql(text).bind("kind", kind).fetch().rowsUpdated().block();
    }

    private long waiting() {
        return Objects.requireNonNull(directory
                .sql("select count(*) from directory.due_work where kind = :kind")
                .bind("kind", kind)
                .map(row -> Objects.requireNonNull(row.get(0, Long.class)))
                .one()
                .block());
    }

    /** Its next pause is five minutes long, which no slow machine takes for over. */
    private void leaveWhatFailedNineTimes() {
        jobs.leave(tenant, kind, subject, Duration.ofHours(1)).block();
        sql("update directory.due_work set due_at = now(), attempts = 9 where kind = :kind");
    }

    private String text(String column) {
        return directory
                .sql("select coalesce(" + column + ", '') from directory.due_work where kind = :kind")
                .bind("kind", kind)
                .map(row -> Objects.requireNonNull(row.get(0, String.class)))
                .one()
                .blockOptional()
                .orElse("");
    }

    private static void eventually(java.util.function.BooleanSupplier fact) {
        long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (!fact.getAsBoolean()) {
            assertThat(System.nanoTime()).as("within a minute").isLessThan(deadline);
            try {
                Thread.sleep(20);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

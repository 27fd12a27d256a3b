package io.duebook.platform;

import io.duebook.shared.TenantId;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Runs due work. A row is leased before it is run, so that any number of servers share the work, and the lease is
 * renewed while it runs: a server that dies leaves leases that soon end by themselves, however long the work may take.
 * Each kind has its own hands.
 */
@Component
class JobWorker {

    private static final Logger LOG = LoggerFactory.getLogger(JobWorker.class);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final Duration LEASE = Duration.ofSeconds(35);
    private static final int RENEWALS_PER_LEASE = 3;

    private final DatabaseClient directory;
    private final MeterRegistry meters;
    private final Duration lease;
    private final Map<String, Hands> kinds;
    private final Map<String, Waiting> waiting = new ConcurrentHashMap<>();

    @Autowired
    JobWorker(
            @Qualifier("directoryClient") DatabaseClient directory,
            MeterRegistry meters,
            Jobs jobs,
            List<JobHandler> handlers) {
        this(directory, meters, jobs, handlers, LEASE);
    }

    /** @param lease how long a server may be silent before its work is another's */
    JobWorker(DatabaseClient directory, MeterRegistry meters, Jobs jobs, List<JobHandler> handlers, Duration lease) {
        this.directory = directory;
        this.meters = meters;
        this.lease = lease;
        this.kinds = handlers.stream()
                .map(handler -> new Hands(handler, new Semaphore(handler.atOnce())))
                .collect(Collectors.toUnmodifiableMap(Hands::kind, Function.identity()));
        kinds.values().forEach(hands -> jobs.onNudge(hands.kind(), look(hands)));
    }

    private record Hands(JobHandler handler, Semaphore free) {

        String kind() {
            return handler.kind();
        }
    }

    /** @param lease tells this lease from a later one of the same row */
    private record Leased(UUID id, TenantId tenant, UUID subject, int attempts, UUID lease) {}

    @Scheduled(fixedRate = 500)
    Mono<Void> look() {
        return Flux.fromIterable(kinds.values()).flatMap(this::look).then();
    }

    /** Takes as many rows as there are free hands, and goes on for as long as all of them find something. */
    private Mono<Void> look(Hands hands) {
        return Mono.defer(() -> {
            int free = hands.free().drainPermits();
            return free == 0
                    ? Mono.empty()
                    : lease(hands, free)
                            .flatMapMany(rows -> runAll(hands, rows, free))
                            .then();
        });
    }

    private Mono<List<Leased>> lease(Hands hands, int atMost) {
        return directory
                .sql("""
                        -- Chosen once, whatever the plan: a sub-select with a limit may be run again per row of the
                        -- outer one, and skips what it locked before.
                        with due as materialized (
                            select id
                              from directory.due_work
                             where kind = :kind
                               and due_at <= now()
                               and (leased_till is null or leased_till < now())
                             order by due_at
                             limit :most
                               for update skip locked
                        )
                        update directory.due_work
                           set leased_till = now() + :for * interval '1 millisecond',
                               lease = gen_random_uuid(),
                               attempts = attempts + 1
                          from due
                         where due_work.id = due.id
                        returning due_work.id, tenant_id, subject, attempts, lease
                        """)
                .bind("for", lease.toMillis())
                .bind("kind", hands.kind())
                .bind("most", atMost)
                .map(JobWorker::leased)
                .all()
                .collectList()
                .onErrorResume(error -> {
                    LOG.atWarn()
                            .addKeyValue("kind", hands.kind())
                            .setCause(error)
                            .log("could not look for due work");
                    return Mono.just(List.of());
                })
                .doOnNext(rows -> hands.free().release(atMost - rows.size()));
    }

    private static Leased leased(Readable row) {
        return new Leased(
                Objects.requireNonNull(row.get("id", UUID.class)),
                new TenantId(Objects.requireNonNull(row.get("tenant_id", UUID.class))),
                Objects.requireNonNull(row.get("subject", UUID.class)),
                Objects.requireNonNull(row.get("attempts", Integer.class)),
                Objects.requireNonNull(row.get("lease", UUID.class)));
    }

    private Flux<Void> runAll(Hands hands, List<Leased> rows, int asked) {
        boolean maybeMore = rows.size() == asked;
        return Flux.fromIterable(rows)
                .flatMap(
                        row -> run(hands, row)
                                .doFinally(ended -> hands.free().release())
                                .then(maybeMore ? look(hands) : Mono.empty()),
                        Math.max(1, rows.size()));
    }

    private Mono<Void> run(Hands hands, Leased row) {
        Timer.Sample sample = Timer.start(meters);
        return Mono.defer(() -> hands.handler().run(row.tenant(), row.subject()))
                .timeout(hands.handler().timeLimit())
                .defaultIfEmpty(JobHandler.done())
                .transform(work -> whileRenewing(hands, row, work))
                .contextWrite(
                        context -> Caller.program(row.tenant(), hands.kind()).into(context))
                .flatMap(outcome ->
                        settle(row, outcome).thenReturn(outcome.getClass().getSimpleName()))
                .onErrorResume(error -> fail(hands, row, error).thenReturn("Failed"))
                .doOnNext(outcome ->
                        sample.stop(meters.timer("duebook.jobs", Tags.of("kind", hands.kind(), "outcome", outcome))))
                .onErrorResume(error -> {
                    // The lease ends by itself and the work is run again.
                    LOG.atWarn()
                            .addKeyValue("kind", hands.kind())
                            .setCause(error)
                            .log("could not settle due work");
                    return Mono.empty();
                })
                .then();
    }

    private Mono<JobHandler.Outcome> whileRenewing(Hands hands, Leased row, Mono<JobHandler.Outcome> work) {
        Flux<JobHandler.Outcome> renewals = Flux.interval(lease.dividedBy(RENEWALS_PER_LEASE))
                .onBackpressureDrop()
                .concatMap(tick -> Transactions.detached(renew(hands, row)))
                .thenMany(Flux.empty());
        return Mono.firstWithSignal(work, renewals.next());
    }

    private Mono<Void> renew(Hands hands, Leased row) {
        return directory
                .sql("""
                        update directory.due_work
                           set leased_till = now() + :for * interval '1 millisecond'
                         where id = :id
                           and lease = :lease
                        """)
                .bind("for", lease.toMillis())
                .bind("id", row.id())
                .bind("lease", row.lease())
                .fetch()
                .rowsUpdated()
                .onErrorResume(error -> {
                    LOG.atWarn()
                            .addKeyValue("kind", hands.kind())
                            .setCause(error)
                            .log("could not renew the lease of due work");
                    return Mono.empty();
                })
                .then();
    }

    private Mono<Void> settle(Leased row, JobHandler.Outcome outcome) {
        return switch (outcome) {
            case JobHandler.Done done -> delete(row);
            case JobHandler.Again again -> putBack(row, again.in());
        };
    }

    private Mono<Void> delete(Leased row) {
        return directory
                .sql("delete from directory.due_work where id = :id and lease = :lease")
                .bind("id", row.id())
                .bind("lease", row.lease())
                .fetch()
                .rowsUpdated()
                .then();
    }

    private Mono<Void> putBack(Leased row, Duration pause) {
        return directory
                .sql("""
                        update directory.due_work
                           set due_at = now() + :pause * interval '1 millisecond',
                               leased_till = null,
                               lease = null,
                               attempts = 0,
                               last_error = null
                         where id = :id
                           and lease = :lease
                        """)
                .bind("pause", pause.toMillis())
                .bind("id", row.id())
                .bind("lease", row.lease())
                .fetch()
                .rowsUpdated()
                .then();
    }

    private Mono<Void> fail(Hands hands, Leased row, Throwable error) {
        LOG.atWarn()
                .addKeyValue("kind", hands.kind())
                .addKeyValue("tenant", row.tenant())
                .addKeyValue("subject", row.subject())
                .addKeyValue("attempts", row.attempts())
                .setCause(error)
                .log("due work failed and will be run again");
        return directory
                .sql("""
                        update directory.due_work
                           set due_at = now() + :pause * interval '1 millisecond',
                               leased_till = null,
                               lease = null,
                               last_error = :error
                         where id = :id
                           and lease = :lease
                        """)
                .bind("pause", pauseAfter(row.attempts()).toMillis())
                // The directory holds no customer's data, and a message might.
                .bind("error", error.getClass().getName())
                .bind("id", row.id())
                .bind("lease", row.lease())
                .fetch()
                .rowsUpdated()
                .then();
    }

    /** 1 s, 2 s, 4 s … five minutes. */
    static Duration pauseAfter(int attempts) {
        Duration doubled = Duration.ofSeconds(1L << Math.min(Math.max(attempts, 1) - 1, 10));
        return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }

    /**
     * What an alarm watches, by kind: how long the oldest due row has been waiting, and how often the row that fails
     * most has failed in a row. The first finds work that nobody does; the second, work that nobody can do, which is
     * never due for long.
     */
    @Scheduled(fixedRate = 15_000)
    Mono<Void> measure() {
        return directory
                .sql("""
                        select kind,
                               coalesce(extract(epoch from now() - min(due_at) filter (where due_at <= now())) * 1000,
                                        0)::bigint as overdue_millis,
                               coalesce(max(attempts) filter (where last_error is not null), 0)::bigint as failures
                          from directory.due_work
                         group by kind
                        """)
                .map(row -> Map.entry(
                        Objects.requireNonNull(row.get("kind", String.class)),
                        new Measured(
                                Objects.requireNonNull(row.get("overdue_millis", Long.class)),
                                Objects.requireNonNull(row.get("failures", Long.class)))))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue)
                .doOnNext(this::show)
                .then();
    }

    private record Measured(long overdueMillis, long failures) {

        static final Measured NOTHING = new Measured(0, 0);
    }

    /** The gauges of one kind. */
    private record Waiting(AtomicLong overdueMillis, AtomicLong failures) {

        void show(Measured found) {
            overdueMillis.set(found.overdueMillis());
            failures.set(found.failures());
        }
    }

    private void show(Map<String, Measured> found) {
        found.keySet().forEach(this::gauges);
        kinds.keySet().forEach(this::gauges);
        waiting.forEach((kind, gauges) -> gauges.show(found.getOrDefault(kind, Measured.NOTHING)));
    }

    private void gauges(String kind) {
        waiting.computeIfAbsent(
                kind,
                added -> new Waiting(
                        gauge("duebook.jobs.overdue.millis", added), gauge("duebook.jobs.failures.highest", added)));
    }

    private AtomicLong gauge(String name, String kind) {
        return Objects.requireNonNull(meters.gauge(name, Tags.of("kind", kind), new AtomicLong()));
    }
}

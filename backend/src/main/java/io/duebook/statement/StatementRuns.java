package io.duebook.statement;

import io.duebook.customer.Customers;
import io.duebook.platform.BusinessClock;
import io.duebook.platform.Cursor;
import io.duebook.platform.Database;
import io.duebook.platform.Event;
import io.duebook.platform.EventLog;
import io.duebook.platform.Ids;
import io.duebook.platform.JobHandler;
import io.duebook.platform.JobHandler.Outcome;
import io.duebook.platform.Jobs;
import io.duebook.platform.Limit;
import io.duebook.platform.NotFound;
import io.duebook.platform.Page;
import io.duebook.platform.Transactions;
import io.duebook.platform.UnknownReference;
import io.duebook.platform.Write;
import io.duebook.shared.CustomerId;
import io.duebook.shared.StatementId;
import io.duebook.shared.StatementRunId;
import io.duebook.tenant.Tenants;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Sends statements to many customers, each in a transaction that freezes it, queues its mails and notes both: whatever
 * dies, a customer is done or still to come, and two servers at once share the work.
 */
@Service
class StatementRuns {

    private static final Logger LOG = LoggerFactory.getLogger(StatementRuns.class);

    /** So many work at one run at once; numbering them is one after another anyhow. */
    private static final int LANES = 3;

    private static final int MOST_TRIES = 5;
    /** Then another server may have its turn. */
    private static final Duration ONE_TURN = Duration.ofSeconds(15);

    private static final Duration LONGEST_SLEEP = Duration.ofDays(1);
    private static final Duration UNTIL_THE_LAST_IS_DONE = Duration.ofSeconds(1);

    private final StatementRunRepository runs;
    private final Statements statements;
    private final StatementMails mails;
    private final Customers customers;
    private final Tenants tenants;
    private final EventLog events;
    private final Jobs jobs;
    private final Database database;
    private final Transactions transactions;
    private final BusinessClock clock;
    private final Clock real = Clock.systemUTC();

    StatementRuns(
            StatementRunRepository runs,
            Statements statements,
            StatementMails mails,
            Customers customers,
            Tenants tenants,
            EventLog events,
            Jobs jobs,
            Database database,
            Transactions transactions,
            BusinessClock clock) {
        this.runs = runs;
        this.statements = statements;
        this.mails = mails;
        this.customers = customers;
        this.tenants = tenants;
        this.events = events;
        this.jobs = jobs;
        this.database = database;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * @throws UnknownReference if there is no such group
     * @throws StatementRefused for a day that has not come when it begins
     */
    Mono<StatementRunView> order(NewStatementRun request) {
        return transactions.write(mustKnowGroup(request.group())
                .then(tenants.current())
                .map(tenant -> run(request, tenant.zone(), tenant.today(clock)))
                .delayUntil(run -> database.write(Write.all(
                        runs.insert(run),
                        events.append(event("statement_run.ordered", run)),
                        jobs.due(StatementRunJob.KIND, run.id().value()))))
                .flatMap(run -> view(run.id())));
    }

    private Mono<Void> mustKnowGroup(@Nullable CustomerId group) {
        return group == null
                ? Mono.empty()
                : customers
                        .find(group)
                        .switchIfEmpty(Mono.error(() -> new UnknownReference("/group")))
                        .then();
    }

    private StatementRun run(NewStatementRun request, ZoneId zone, LocalDate today) {
        Instant now = clock.instant();
        Instant startsAt = Objects.requireNonNullElse(request.startsAt(), now);
        LocalDate startsOn = LocalDate.ofInstant(startsAt.isBefore(now) ? now : startsAt, zone);
        LocalDate end = request.end(startsOn);
        if (end.isAfter(startsOn)) {
            throw StatementRefused.inFuture(request.kind() == StatementKind.OPEN_ITEM ? "/as_of" : "/to", startsOn);
        }
        return new StatementRun(
                new StatementRunId(Ids.next()),
                request.kind(),
                request.from(),
                end,
                Objects.requireNonNullElse(request.customers(), RunCustomers.ALL),
                request.group(),
                request.customerKind(),
                RunState.SCHEDULED,
                startsAt,
                now,
                null,
                null);
    }

    private Mono<Void> tell(String type, StatementRun run) {
        return database.write(events.append(event(type, run)));
    }

    private static Event event(String type, StatementRun run) {
        return Event.of(type, run.id(), null, Map.of("id", run.id(), "kind", run.kind(), "as_of", run.to()));
    }

    /** @throws NotFound if there is none of this id */
    Mono<StatementRunView> get(StatementRunId id) {
        return transactions.readByKey(view(id));
    }

    private Mono<StatementRunView> view(StatementRunId id) {
        return runs.find(id)
                .switchIfEmpty(Mono.error(NotFound::new))
                .zipWhen(run -> runs.progress(id), StatementRunView::of);
    }

    /** The newest first. */
    Mono<Page<StatementRunView>> list(@Nullable RunState state, @Nullable Cursor after, Limit limit) {
        return transactions.read(runs.list(state, after, limit.withOneMore())
                .collectList()
                .flatMapMany(Flux::fromIterable)
                .concatMap(run -> runs.progress(run.id()).map(progress -> StatementRunView.of(run, progress)))
                .collectList()
                .map(found -> Page.of(
                        found, limit.rows(), last -> Cursor.after(last.id().value()))));
    }

    /**
     * What it came to, customer by customer.
     *
     * @throws NotFound if there is none of this id
     */
    Mono<Page<RunResult>> results(
            StatementRunId id, @Nullable RunOutcome outcome, @Nullable Cursor after, Limit limit) {
        return transactions.read(runs.find(id)
                .switchIfEmpty(Mono.error(NotFound::new))
                .thenMany(runs.results(id, outcome, after, limit.withOneMore()))
                .collectList()
                .map(found -> Page.of(
                        found,
                        limit.rows(),
                        last -> Cursor.after(last.customer().id().value()))));
    }

    /** @throws RunRefused if it is over or paused already */
    Mono<StatementRunView> pause(StatementRunId id) {
        return change(id, run -> switch (run.state()) {
            case SCHEDULED, RUNNING -> runs.become(id, RunState.PAUSED).then(tell("statement_run.paused", run));
            case PAUSED, DONE, CANCELLED -> Mono.error(() -> new RunRefused(run.state()));
        });
    }

    /** @throws RunRefused unless it is paused */
    Mono<StatementRunView> resume(StatementRunId id) {
        return change(id, run -> switch (run.state()) {
            case PAUSED ->
                runs.become(id, run.startedAt() == null ? RunState.SCHEDULED : RunState.RUNNING)
                        .then(database.write(jobs.due(StatementRunJob.KIND, id.value())))
                        .then(tell("statement_run.resumed", run));
            case SCHEDULED, RUNNING, DONE, CANCELLED -> Mono.error(() -> new RunRefused(run.state()));
        });
    }

    /** @throws RunRefused if it is over */
    Mono<StatementRunView> cancel(StatementRunId id) {
        return change(
                id,
                run -> run.state().isUnderWay()
                        ? runs.become(id, RunState.CANCELLED).then(tell("statement_run.cancelled", run))
                        : Mono.error(() -> new RunRefused(run.state())));
    }

    private Mono<StatementRunView> change(StatementRunId id, Function<StatementRun, Mono<Void>> change) {
        return transactions.write(runs.findAndLock(id)
                .switchIfEmpty(Mono.error(NotFound::new))
                .delayUntil(change)
                .then(Mono.defer(() -> view(id))));
    }

    /** What is to be done of it now. */
    Mono<Outcome> goOn(StatementRunId id) {
        return transactions.read(runs.find(id)).flatMap(run -> switch (run.state()) {
            case SCHEDULED -> begin(run);
            case RUNNING -> work(id);
            case PAUSED, DONE, CANCELLED -> Mono.just(JobHandler.done());
        });
    }

    private Mono<Outcome> begin(StatementRun run) {
        Duration left = Duration.between(clock.instant(), run.startsAt());
        if (left.isPositive()) {
            return Mono.just(JobHandler.again(left.compareTo(LONGEST_SLEEP) > 0 ? LONGEST_SLEEP : left));
        }
        return transactions
                .write(runs.findAndLock(run.id())
                        .filter(found -> found.state() == RunState.SCHEDULED)
                        .delayUntil(runs::choose)
                        .delayUntil(found -> runs.become(found.id(), RunState.RUNNING))
                        .delayUntil(found -> Flux.range(1, LANES - 1)
                                .concatMap(lane -> database.write(jobs.due(
                                        StatementRunJob.KIND, found.id().value())))
                                .then()))
                .thenReturn(JobHandler.again(Duration.ZERO));
    }

    /** One customer after another until none is left, somebody stops it, or its turn is over. */
    private Mono<Outcome> work(StatementRunId id) {
        return Mono.defer(() -> {
            Instant turnEnds = real.instant().plus(ONE_TURN);
            return Mono.defer(() -> one(id))
                    .repeat()
                    .takeUntil(worked -> !worked || real.instant().isAfter(turnEnds))
                    .last()
                    .flatMap(more -> more ? Mono.just(JobHandler.again(Duration.ZERO)) : finish(id));
        });
    }

    /** Whether there was one to be done. */
    private Mono<Boolean> one(StatementRunId id) {
        return transactions
                .write(runs.next(id).flatMap(customer -> send(id, customer)
                        .thenReturn(true)
                        .onErrorMap(error -> new FailedFor(customer, error))))
                .defaultIfEmpty(false)
                .onErrorResume(FailedFor.class, failed -> note(id, failed).thenReturn(true));
    }

    private Mono<Void> send(StatementRunId id, CustomerId customer) {
        return runs.find(id)
                .flatMap(run -> statements.freeze(run.statementOf(customer)))
                .flatMap(frozen -> mail(id, customer, frozen.id()))
                .onErrorResume(StatementRefused.class, refused -> runs.notSent(id, customer, refused.code(), null));
    }

    private Mono<Void> mail(StatementRunId id, CustomerId customer, StatementId statement) {
        return mails.send(statement, id.value())
                .flatMap(queued -> runs.queued(id, customer, statement).thenReturn(queued))
                .then()
                .onErrorResume(
                        StatementRefused.class, refused -> runs.notSent(id, customer, refused.code(), statement));
    }

    /** What was not foreseen, with the customer for whom it happened. */
    private static final class FailedFor extends RuntimeException {
        private final CustomerId customer;

        FailedFor(CustomerId customer, Throwable cause) {
            super(cause);
            this.customer = customer;
        }
    }

    private Mono<Void> note(StatementRunId id, FailedFor failed) {
        LOG.atWarn()
                .addKeyValue("run", id)
                .addKeyValue("customer", failed.customer)
                .setCause(failed.getCause())
                .log("a statement of a run failed");
        return transactions.write(runs.failed(id, failed.customer, MOST_TRIES));
    }

    private Mono<Outcome> finish(StatementRunId id) {
        return transactions.write(runs.findAndLock(id)
                .filter(run -> run.state() == RunState.RUNNING)
                .flatMap(run -> runs.hasPending(id)
                        .flatMap(pending -> pending
                                ? Mono.just(JobHandler.again(UNTIL_THE_LAST_IS_DONE))
                                : runs.become(id, RunState.DONE)
                                        .then(database.write(events.append(event("statement_run.done", run))))
                                        .thenReturn(JobHandler.done())))
                .defaultIfEmpty(JobHandler.done()));
    }
}

package io.duebook.importing;

import io.duebook.customer.Customers;
import io.duebook.importing.Import.State;
import io.duebook.invoice.Invoices;
import io.duebook.item.ImportUndo;
import io.duebook.item.PassedOnMeanwhile;
import io.duebook.payment.Payments;
import io.duebook.platform.BusinessClock;
import io.duebook.platform.Database;
import io.duebook.platform.EventLog;
import io.duebook.platform.JobHandler;
import io.duebook.platform.JobHandler.Outcome;
import io.duebook.platform.Jobs;
import io.duebook.platform.LockTimeout;
import io.duebook.platform.Moment;
import io.duebook.platform.NotFound;
import io.duebook.platform.Transactions;
import io.duebook.shared.ImportId;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Takes an import in, or out again, as one: in one transaction and recorded at one moment, so that nobody ever sees a
 * part of it. A small one at once, a large one by a job; either may die at any point and nothing has happened.
 */
@Component
class Batches {

    static final String JOB = "import";

    private static final Logger LOG = LoggerFactory.getLogger(Batches.class);
    private static final int MOST_TRIES = 8;
    private static final Duration UNTIL_ITS_TURN = Duration.ofSeconds(5);

    private static final int CUSTOMERS_AT_ONCE = 2_000;

    private final ImportRepository imports;
    private final ImportCheck check;
    private final StagedRows rows;
    private final BookEntry books;
    private final Invoices invoices;
    private final Payments payments;
    private final Customers customers;
    private final ImportUndo undo;
    private final EventLog events;
    private final Jobs jobs;
    private final Database database;
    private final Transactions transactions;
    private final BusinessClock clock;
    private final ImportSettings settings;

    Batches(
            ImportRepository imports,
            ImportCheck check,
            StagedRows rows,
            BookEntry books,
            Invoices invoices,
            Payments payments,
            Customers customers,
            ImportUndo undo,
            EventLog events,
            Jobs jobs,
            Database database,
            Transactions transactions,
            BusinessClock clock,
            ImportSettings settings) {
        this.imports = imports;
        this.check = check;
        this.rows = rows;
        this.books = books;
        this.invoices = invoices;
        this.payments = payments;
        this.customers = customers;
        this.undo = undo;
        this.events = events;
        this.jobs = jobs;
        this.database = database;
        this.transactions = transactions;
        this.clock = clock;
        this.settings = settings;
    }

    /**
     * Commits a checked import; once committed, again changes nothing.
     *
     * @throws RowsRejected if rows are rejected by the books as they are now, and are not to be left out
     * @throws ImportEnded if it was undone, or waited too long
     */
    Mono<Void> commit(ImportId id, boolean skipRejected) {
        return transactions.write(ifStill(id, Import::isToBeCommitted, found -> commit(found, skipRejected)));
    }

    /** Renews the report of an import that is not committed yet: after a refused commit, which leaves nothing behind. */
    Mono<Void> checkAgain(ImportId id) {
        return transactions.write(
                ifStill(id, found -> found.state() == State.CHECKED, found -> imports.allow(settings.timeLimit())
                        .then(check.compareAgain(id))));
    }

    private Mono<Void> commit(Import found, boolean skipRejected) {
        return found.counts().accepted() <= settings.rowsAtOnce()
                ? imports.takeTurn().then(check.compareAgain(found.id())).then(commitNow(found.id(), skipRejected))
                : imports.allow(settings.timeLimit())
                        .then(check.compareAgain(found.id()))
                        .then(commitLater(found.id(), skipRejected));
    }

    private Mono<Void> commitNow(ImportId id, boolean skipRejected) {
        return unblocked(id, skipRejected).flatMap(found -> enter(found, skipRejected, clock.instant()));
    }

    private Mono<Void> commitLater(ImportId id, boolean skipRejected) {
        return unblocked(id, skipRejected)
                .flatMap(found -> imports.begin(id, State.COMMITTING, skipRejected))
                .then(database.write(jobs.due(JOB, id.value())));
    }

    private Mono<Import> unblocked(ImportId id, boolean skipRejected) {
        return imports.find(id).doOnNext(found -> {
            if (found.isBlocked(skipRejected)) {
                throw new RowsRejected(found.counts().rejected());
            }
        });
    }

    private Mono<Void> enter(Import found, boolean skipRejected, Instant recordedAt) {
        return new Moment(recordedAt)
                .of(books.enter(found.id(), recordedAt)
                        .then(rows.forget(found.id()))
                        .then(imports.markCommitted(found.id(), skipRejected))
                        .then(database.write(events.append(ImportEvents.committed(found)))));
    }

    /**
     * Undoes a committed import; once undone, again changes nothing.
     *
     * @throws NotCommitted if nothing of it is in the books
     */
    Mono<Void> undo(ImportId id) {
        return transactions.write(ifStill(id, Import::isToBeUndone, this::undo));
    }

    private Mono<Void> undo(Import found) {
        return found.counts().accepted() <= settings.rowsAtOnce()
                ? imports.takeTurn().then(remove(found, clock.instant()))
                : imports.begin(found.id(), State.UNDOING, found.skipRejected())
                        .then(database.write(jobs.due(JOB, found.id().value())));
    }

    private Mono<Void> remove(Import found, Instant recordedAt) {
        // Behind the locks: nothing that it takes back changes any more.
        return imports.lockCustomers(found.id())
                .then(undo.lastRecorded())
                .map(latest -> latest.isAfter(recordedAt) ? latest : recordedAt)
                .flatMap(at -> removeAt(found, at));
    }

    private Mono<Void> removeAt(Import found, Instant recordedAt) {
        return new Moment(recordedAt)
                .of(database.planAnew()
                        .then(payments.endTransfersOf(found.id()))
                        .then(payments.undoImport(found.id()))
                        .then(invoices.undoImport(found.id()))
                        .then(payments.endWaitingAfterUndo())
                        .then(imports.leftWithoutRecords(found.id())
                                .buffer(CUSTOMERS_AT_ONCE)
                                .collectList()
                                .flatMapIterable(Function.identity())
                                .concatMap(left -> database.write(customers.archive(left)))
                                .then())
                        .then(imports.markUndone(found.id()))
                        .then(database.write(events.append(ImportEvents.undone(found)))));
    }

    /**
     * What is left to do of a large import: all of it or nothing, as often as it is asked. Waiting for another import's
     * turn, or for somebody at a customer's money, is no try: it comes back later, and is never given up for it. Nor is it one
     * where some of it passed to another customer in the meantime.
     */
    Mono<Outcome> goOn(ImportId id) {
        return transactions
                .write(imports.takeTurn().then(imports.countTry(id)))
                .flatMap(tries -> goOn(id, tries).onErrorResume(Batches::isBusy, waiting -> transactions
                        .write(imports.discountTry(id))
                        .then(Mono.error(waiting))))
                .thenReturn(JobHandler.done())
                .onErrorReturn(Batches::isBusy, JobHandler.again(UNTIL_ITS_TURN));
    }

    private static boolean isBusy(Throwable error) {
        return LockTimeout.isCauseOf(error) || error instanceof PassedOnMeanwhile;
    }

    private Mono<Void> goOn(ImportId id, int tries) {
        return transactions.write(
                ifStill(id, Import::isUnderWay, found -> tries > MOST_TRIES ? giveUp(found) : goOn(found, tries)));
    }

    private Mono<Void> goOn(Import found, int tries) {
        Allowance allowance = Allowance.of(found.effects().documents(), tries, settings.timeLimit());
        Instant recordedAt = clock.instant().plus(allowance.estimate());
        Mono<Void> work =
                found.state() == State.UNDOING ? remove(found, recordedAt) : commitOrPutBack(found, recordedAt);
        return imports.allow(allowance.limit()).then(imports.takeTurn()).then(work);
    }

    /** Rows that came into conflict since are told, and whoever asked decides anew. */
    private Mono<Void> commitOrPutBack(Import asked, Instant recordedAt) {
        return check.compareAgain(asked.id())
                .then(imports.find(asked.id()))
                .flatMap(found -> found.isBlocked(found.skipRejected())
                        ? imports.putBack(found.id(), found.state())
                        : enter(found, found.skipRejected(), recordedAt));
    }

    /** It never fits into its time: whoever asked may ask again, or send the file in parts. */
    private Mono<Void> giveUp(Import found) {
        LOG.atError()
                .addKeyValue("import", found.id())
                .addKeyValue("state", found.state())
                .log("gave up on an import");
        return imports.putBack(found.id(), found.state());
    }

    /** Looks before it locks, so that a question about what is under way never waits for it. */
    private Mono<Void> ifStill(ImportId id, Predicate<Import> wanted, Function<Import, Mono<Void>> work) {
        return imports.find(id)
                .switchIfEmpty(Mono.error(NotFound::new))
                .filter(wanted)
                .flatMap(found -> imports.findAndLock(id))
                .filter(wanted)
                .flatMap(work);
    }
}

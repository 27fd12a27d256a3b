package io.duebook.exporting;

import io.duebook.exporting.Archive.Kind;
import io.duebook.platform.Caller;
import io.duebook.platform.Constraint;
import io.duebook.platform.Cursor;
import io.duebook.platform.Database;
import io.duebook.platform.Event;
import io.duebook.platform.EventLog;
import io.duebook.platform.FileForm;
import io.duebook.platform.Ids;
import io.duebook.platform.JobHandler;
import io.duebook.platform.JobHandler.Outcome;
import io.duebook.platform.Jobs;
import io.duebook.platform.Limit;
import io.duebook.platform.NotFound;
import io.duebook.platform.Page;
import io.duebook.platform.Refusal;
import io.duebook.platform.Transactions;
import io.duebook.shared.RestoreId;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.Context;
import tools.jackson.databind.json.JsonMapper;

/**
 * Restores from the file that is brought to the books that are open. What the file is is found out while whoever brought it
 * waits; a job takes it in, in one transaction, and may die at any point: then nothing has happened, and it begins anew.
 */
@Service
class Restores {

    private static final Logger LOG = LoggerFactory.getLogger(Restores.class);
    private static final int MOST_TRIES = 5;
    private static final Duration BETWEEN_TWO_WORDS = Duration.ofSeconds(2);

    private final ArchiveRepository archives;
    private final BookRestore books;
    private final WorkFiles files;
    private final EventLog events;
    private final Jobs jobs;
    private final Database database;
    private final Transactions transactions;
    private final JsonMapper json;
    private final ExportSettings settings;
    private final Clock real = Clock.systemUTC();

    Restores(
            ArchiveRepository archives,
            BookRestore books,
            WorkFiles files,
            EventLog events,
            Jobs jobs,
            Database database,
            Transactions transactions,
            JsonMapper json,
            ExportSettings settings) {
        this.archives = archives;
        this.books = books;
        this.files = files;
        this.events = events;
        this.jobs = jobs;
        this.database = database;
        this.transactions = transactions;
        this.json = json;
        this.settings = settings;
    }

    /** What a file says of itself, once all of it was found to be true. */
    Mono<Manifest> checked(Path file) {
        return onDisk(file).flatMap(archive -> Mono.fromCallable(() -> {
                    try (archive) {
                        archive.mustBeAsTold(settings.largestContent().toBytes());
                        return archive.manifest();
                    }
                })
                .subscribeOn(Schedulers.boundedElastic()));
    }

    private Mono<ArchiveReader> onDisk(Path file) {
        return Mono.fromCallable(() -> new ArchiveReader(file, json)).subscribeOn(Schedulers.boundedElastic());
    }

    /**
     * Keeps a checked file and leaves word to take it in.
     *
     * @throws ArchiveRefused if it has no place here
     * @throws RestoreRefused if the tenant has books, or another is under way
     */
    Mono<RestoreView> request(FileForm.Received received, Manifest manifest) {
        return Mono.defer(() -> {
            var id = new RestoreId(Ids.next());
            return transactions
                    .write(database.allow(settings.timeLimit())
                            .then(books.mustFit(manifest))
                            .then(Mono.defer(() -> database.write(archives.insert(id.value(), Kind.RESTORE)
                                    .and(events.append(Event.of(
                                            "restore.requested",
                                            id,
                                            null,
                                            Map.of(
                                                    "id",
                                                    id,
                                                    "from",
                                                    manifest.tenant().id()))))
                                    .and(jobs.due(ArchiveJob.KIND, id.value())))))
                            .then(Mono.defer(() -> archives.keep(id.value(), received.path())))
                            .then(Mono.defer(() -> archives.describe(
                                    id.value(),
                                    received.bytes(),
                                    received.sha256(),
                                    manifest.takenAt(),
                                    manifest.rows())))
                            .then(Mono.defer(() -> find(id))))
                    .onErrorMap(Constraint.violated("archive_under_way_once"), other -> RestoreRefused.underWay())
                    .map(RestoreView::of);
        });
    }

    /** @throws NotFound if there is none of this id */
    Mono<RestoreView> get(RestoreId id) {
        return transactions.readByKey(find(id)).map(RestoreView::of);
    }

    private Mono<Archive> find(RestoreId id) {
        return archives.find(id.value())
                .filter(found -> found.kind() == Kind.RESTORE)
                .switchIfEmpty(Mono.error(NotFound::new));
    }

    /** The newest first. */
    Mono<Page<RestoreView>> list(@Nullable Cursor after, Limit limit) {
        return transactions.read(archives.list(Kind.RESTORE, after, limit.withOneMore())
                .collectList()
                .map(found ->
                        Page.of(found, limit.rows(), ArchiveRepository::after).map(RestoreView::of)));
    }

    /** What is left to do of one. */
    Mono<Outcome> goOn(Archive archive) {
        return archive.isUnderWay() ? take(archive.id()) : Mono.just(JobHandler.done());
    }

    private Mono<Outcome> take(UUID id) {
        return transactions
                .write(archives.begin(id))
                .flatMap(tries -> tries > MOST_TRIES ? end(id, "restore_failed") : takeIn(id))
                .onErrorResume(
                        Refusal.class,
                        refused -> refused.kind().retryable() ? Mono.error(refused) : end(id, refused.code()))
                .onErrorResume(DataIntegrityViolationException.class, contradiction -> {
                    LOG.atError()
                            .addKeyValue("restore", id)
                            .setCause(contradiction)
                            .log("an export contradicts the rules of the books");
                    return end(id, "restore_failed");
                });
    }

    private Mono<Outcome> takeIn(UUID id) {
        return files.use(file -> files.write(file, number -> transactions.read(archives.piece(id, number)))
                        .then(Mono.defer(() -> Mono.usingWhen(
                                onDisk(file),
                                archive -> takeIn(id, archive),
                                archive -> Mono.fromRunnable(archive::close)))))
                .thenReturn(JobHandler.done());
    }

    /** All of it or nothing of it. */
    private Mono<Void> takeIn(UUID id, ArchiveReader archive) {
        var told = new Told();
        return transactions.write(database.allow(settings.timeLimit())
                .then(books.restore(
                        new RestoreId(id),
                        archive,
                        done -> tell(id, told, done, archive.manifest().rows())))
                .then(Mono.defer(() -> archives.forgetFile(id)))
                .then(Mono.defer(() -> archives.end(id))));
    }

    /** When the world last heard of it. */
    private static final class Told {
        private Instant at = Instant.EPOCH;
    }

    private Mono<Void> tell(UUID id, Told told, long done, long total) {
        Instant now = real.instant();
        if (Duration.between(told.at, now).compareTo(BETWEEN_TWO_WORDS) < 0) {
            return Mono.empty();
        }
        told.at = now;
        // In a transaction of its own, for nobody sees this one's before its end.
        return Caller.current().flatMap(caller -> transactions
                .write(archives.progress(id, done, total))
                .contextWrite(restores -> caller.into(Context.empty()))
                .onErrorResume(untold -> {
                    LOG.atWarn().addKeyValue("restore", id).setCause(untold).log("how far it is could not be told");
                    return Mono.empty();
                }));
    }

    private Mono<Outcome> end(UUID id, String failure) {
        LOG.atWarn().addKeyValue("restore", id).addKeyValue("failure", failure).log("nothing was restored");
        return transactions
                .write(archives.forgetFile(id).then(Mono.defer(() -> archives.fail(id, failure))))
                .thenReturn(JobHandler.done());
    }
}

package io.duebook.exporting;

import io.duebook.exporting.Archive.Kind;
import io.duebook.exporting.Archive.State;
import io.duebook.platform.Caller;
import io.duebook.platform.Constraint;
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
import io.duebook.shared.ExportId;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/**
 * Exports from the request to the end of their time. A job writes the file to the disk and keeps it in the database; it may
 * die at any point, and begins anew.
 */
@Service
class Exports {

    private static final Logger LOG = LoggerFactory.getLogger(Exports.class);
    private static final int MOST_TRIES = 5;
    private static final Duration BETWEEN_TWO_WORDS = Duration.ofSeconds(2);

    private final ArchiveRepository archives;
    private final BookExport books;
    private final WorkFiles files;
    private final EventLog events;
    private final Jobs jobs;
    private final Database database;
    private final Transactions transactions;
    private final ExportSettings settings;
    private final Clock real = Clock.systemUTC();

    Exports(
            ArchiveRepository archives,
            BookExport books,
            WorkFiles files,
            EventLog events,
            Jobs jobs,
            Database database,
            Transactions transactions,
            ExportSettings settings) {
        this.archives = archives;
        this.books = books;
        this.files = files;
        this.events = events;
        this.jobs = jobs;
        this.database = database;
        this.transactions = transactions;
        this.settings = settings;
    }

    /** @throws ExportRefused if another one is under way */
    Mono<ExportView> request() {
        return Mono.defer(() -> {
            var id = new ExportId(Ids.next());
            return transactions
                    .write(database.write(archives.insert(id.value(), Kind.EXPORT)
                                    .and(events.append(Event.of("export.requested", id, null, Map.of("id", id))))
                                    .and(jobs.due(ArchiveJob.KIND, id.value())))
                            .then(Mono.defer(() -> find(id))))
                    .onErrorMap(Constraint.violated("archive_under_way_once"), other -> ExportRefused.underWay())
                    .map(this::view);
        });
    }

    /** @throws NotFound if there is none of this id */
    Mono<ExportView> get(ExportId id) {
        return transactions.readByKey(find(id)).map(this::view);
    }

    private Mono<Archive> find(ExportId id) {
        return archives.find(id.value())
                .filter(found -> found.kind() == Kind.EXPORT)
                .switchIfEmpty(Mono.error(NotFound::new));
    }

    /** The newest first. */
    Mono<Page<ExportView>> list(@Nullable Cursor after, Limit limit) {
        return transactions.read(archives.list(Kind.EXPORT, after, limit.withOneMore())
                .collectList()
                .map(found ->
                        Page.of(found, limit.rows(), ArchiveRepository::after).map(this::view)));
    }

    private ExportView view(Archive archive) {
        return ExportView.of(archive, settings.keptFor());
    }

    /**
     * What of an export can be fetched.
     *
     * @throws NotFound if there is none of this id
     * @throws ExportRefused if it is not done, or its time is over
     */
    Mono<Archive> fetched(ExportId id) {
        return transactions.write(find(id).doOnNext(Exports::mustHaveFile)
                .delayUntil(found ->
                        database.write(events.append(Event.of("export.downloaded", id, null, Map.of("id", id))))));
    }

    private static void mustHaveFile(Archive archive) {
        if (archive.state() != State.DONE) {
            throw ExportRefused.withoutFile(archive.state());
        }
    }

    /** The file, read piece by piece, each in a transaction of its own, as fast as the client takes it. */
    Flux<byte[]> content(Archive archive) {
        long bytes = archive.bytes() == null ? 0 : archive.bytes();
        return Flux.range(0, Math.toIntExact(Math.ceilDiv(bytes, (long) ArchiveRepository.PIECE)))
                .concatMap(
                        number -> transactions
                                .read(archives.piece(archive.id(), number))
                                .switchIfEmpty(Mono.error(NotFound::new)),
                        0);
    }

    /** What is left to do of one. */
    Mono<Outcome> goOn(Archive archive) {
        return switch (archive.state()) {
            case QUEUED, RUNNING -> take(archive.id());
            case DONE -> letGo(archive.id());
            case FAILED, EXPIRED -> Mono.just(JobHandler.done());
        };
    }

    private Mono<Outcome> take(UUID id) {
        return transactions
                .write(archives.begin(id))
                .flatMap(tries -> tries > MOST_TRIES ? giveUp(id) : take(id, new Told()));
    }

    private Mono<Outcome> take(UUID id, Told told) {
        return files.use(file -> books.write(file, (done, total) -> tell(id, told, done, total))
                        .flatMap(manifest -> files.describe(file).flatMap(about -> keep(id, file, manifest, about))))
                .thenReturn(JobHandler.again(settings.keptFor()));
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
        // In a transaction of its own, which is not the snapshot's; one that fails is no reason to begin anew.
        return Caller.current().flatMap(caller -> transactions
                .write(archives.progress(id, done, total))
                .contextWrite(snapshots -> caller.into(Context.empty()))
                .onErrorComplete());
    }

    /** All of the file or nothing of it. */
    private Mono<Void> keep(UUID id, Path file, Manifest manifest, WorkFiles.About about) {
        return transactions.write(database.allow(settings.timeLimit())
                .then(archives.findAndLock(id))
                .filter(Archive::isUnderWay)
                .flatMap(found -> archives.keep(id, file)
                        .then(archives.describe(id, about.bytes(), about.sha256(), manifest.takenAt(), manifest.rows()))
                        .then(archives.end(id))));
    }

    private Mono<Outcome> giveUp(UUID id) {
        LOG.atError().addKeyValue("export", id).log("gave up on an export");
        return transactions.write(archives.fail(id, "export_failed")).thenReturn(JobHandler.done());
    }

    private Mono<Outcome> letGo(UUID id) {
        return transactions
                .write(archives.forgetFile(id).then(archives.expire(id)))
                .thenReturn(JobHandler.done());
    }
}

package io.duebook.exporting;

import io.duebook.exporting.BookRows.KeptFile;
import io.duebook.exporting.Manifest.LeftOutPart;
import io.duebook.platform.BusinessClock;
import io.duebook.platform.Database;
import io.duebook.platform.Transactions;
import io.duebook.shared.AttachmentId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes the whole books of a tenant into a file on the disk, all of it as of one moment: one read-only snapshot of the
 * database, read page by page. Nobody who books waits for it, and its length costs time and not memory
 * (docs/decisions/0186).
 */
@Component
class BookExport {

    private static final String README = """
            These are the whole books of one company, taken from Duebook.

            manifest.json   what is in here: every file with its columns, rows and SHA-256
            books/          the books themselves, a file for each table; a line is a row, as JSON (NDJSON, UTF-8)
            attachments/    files that belong to documents; books/attachment.ndjson says to which
            readable/       for people: customers.csv, balances.csv, open_items.csv, and journal.hledger
                            (hledger -f journal.hledger balance)

            Amounts in books/ are whole numbers of the currency's smallest unit: 1250 of EUR is 12.50.
            Days are 2026-11-22; moments are in UTC. An id is the UUID that the API shows in base 32.
            """;

    private final Catalogue catalogue;
    private final BookRows rows;
    private final FigureRepository figures;
    private final ReadableHalf readable;
    private final Database database;
    private final Transactions transactions;
    private final BusinessClock clock;
    private final JsonMapper json;
    private final ExportSettings settings;

    BookExport(
            Catalogue catalogue,
            BookRows rows,
            FigureRepository figures,
            ReadableHalf readable,
            Database database,
            Transactions transactions,
            BusinessClock clock,
            JsonMapper json,
            ExportSettings settings) {
        this.catalogue = catalogue;
        this.rows = rows;
        this.figures = figures;
        this.readable = readable;
        this.database = database;
        this.transactions = transactions;
        this.clock = clock;
        this.json = json;
        this.settings = settings;
    }

    /**
     * Writes the file.
     *
     * @param progress told how many rows are written and how many there are, outside of the snapshot; what becomes of it is
     *     waited for
     */
    Mono<Manifest> write(Path file, BiFunction<Long, Long, Mono<Void>> progress) {
        return transactions.readSnapshot(database.allow(settings.timeLimit())
                .then(rows.writeMomentsInUtc())
                .then(catalogue.tables())
                .flatMap(tables -> Mono.usingWhen(
                        onDisk(() -> new ArchiveWriter(file, clock.instant())),
                        writer -> new Writing(writer, tables, progress).all(),
                        writer -> onDisk(() -> closed(writer)))));
    }

    private static ArchiveWriter closed(ArchiveWriter writer) {
        writer.close();
        return writer;
    }

    private static <T> Mono<T> onDisk(Callable<T> work) {
        return Mono.fromCallable(work).subscribeOn(Schedulers.boundedElastic());
    }

    private static Mono<Void> done(Runnable work) {
        return Mono.<Void>fromRunnable(work).subscribeOn(Schedulers.boundedElastic());
    }

    /** One file being written. Its steps come one after another. */
    private final class Writing {

        private final ArchiveWriter writer;
        private final List<BookTable> tables;
        private final BiFunction<Long, Long, Mono<Void>> progress;
        private final Instant takenAt = clock.instant();
        private long written;
        private long total;

        Writing(ArchiveWriter writer, List<BookTable> tables, BiFunction<Long, Long, Mono<Void>> progress) {
            this.writer = writer;
            this.tables = tables;
            this.progress = progress;
        }

        Mono<Manifest> all() {
            return rows.count(tables)
                    .doOnNext(count -> total = count)
                    .then(text("README.txt", README))
                    .thenMany(Flux.fromIterable(tables).concatMap(this::table, 0))
                    .thenMany(Flux.fromIterable(readable.parts()).concatMap(this::part, 0))
                    .then(files())
                    .then(manifest())
                    .delayUntil(manifest -> done(() -> {
                        writer.begin(Manifest.PATH);
                        writer.write(json.writerWithDefaultPrettyPrinter().writeValueAsBytes(manifest));
                        writer.endUntold();
                    }));
        }

        private Mono<Void> text(String path, String text) {
            return done(() -> {
                writer.begin(path);
                writer.write(text.getBytes(StandardCharsets.UTF_8));
                writer.end();
            });
        }

        private Mono<Void> table(BookTable table) {
            var next = new AtomicReference<@Nullable List<String>>();
            return done(() -> writer.begin(table.member()))
                    .thenMany(Mono.defer(() -> rows.page(table, next.get()))
                            .delayUntil(page -> done(() -> writer.rows(page.lines())))
                            .delayUntil(page -> told(page.lines().size()))
                            .doOnNext(page -> next.set(page.next()))
                            .repeat()
                            .takeUntil(page -> page.next() == null))
                    .then(done(() -> writer.end(table)));
        }

        private Mono<Void> told(int more) {
            written += more;
            return progress.apply(written, total);
        }

        private Mono<Void> part(ReadableHalf.Part part) {
            return done(() -> writer.begin(part.path()))
                    .thenMany(part.content().concatMap(content -> done(() -> writer.write(content)), 0))
                    .then(done(writer::end));
        }

        private Mono<Void> files() {
            var last = new AtomicReference<@Nullable KeptFile>();
            return Mono.defer(() -> rows.files(idOf(last.get())).collectList())
                    .delayUntil(files ->
                            Flux.fromIterable(files).concatMap(this::file, 0).then())
                    .doOnNext(files ->
                            files.stream().reduce((one, other) -> other).ifPresent(last::set))
                    .repeat()
                    .takeUntil(files -> files.size() < BookRows.PAGE)
                    .then();
        }

        private @Nullable AttachmentId idOf(@Nullable KeptFile last) {
            return last == null ? null : last.id();
        }

        private Mono<Void> file(KeptFile file) {
            return done(() -> writer.begin(file.member()))
                    .thenMany(Flux.range(0, Integer.MAX_VALUE)
                            .concatMap(
                                    piece -> rows.piece(file.id(), piece)
                                            .map(Optional::of)
                                            .defaultIfEmpty(Optional.empty()),
                                    0)
                            .takeWhile(Optional::isPresent)
                            .concatMap(piece -> done(() -> writer.write(piece.orElseThrow())), 0))
                    .then(done(writer::endUntold));
        }

        private Mono<Manifest> manifest() {
            return rows.tenant()
                    .zipWhen(
                            tenant -> figures.figures(),
                            (tenant, sums) -> new Manifest(
                                    Manifest.FORMAT,
                                    Manifest.VERSION,
                                    tenant,
                                    takenAt,
                                    writer.members(),
                                    LeftOut.REASONS.entrySet().stream()
                                            .map(one -> new LeftOutPart(
                                                    one.getKey(), Objects.requireNonNull(one.getValue())))
                                            .toList(),
                                    sums));
        }
    }
}

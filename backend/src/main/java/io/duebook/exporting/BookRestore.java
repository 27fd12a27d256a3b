package io.duebook.exporting;

import io.duebook.exporting.ArchiveReader.KeptFile;
import io.duebook.exporting.Manifest.Member;
import io.duebook.platform.Database;
import io.duebook.platform.Event;
import io.duebook.platform.EventLog;
import io.duebook.platform.Restored;
import io.duebook.shared.RestoreId;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Takes an export into a tenant without books, within the transaction at hand: all of it, proven to come to what it came to
 * where it was taken, or nothing (docs/decisions/0194).
 */
@Component
class BookRestore {

    private static final int BYTES_AT_ONCE = 1 << 20;
    private static final int STATEMENTS_BETWEEN_PLANS = 64;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);
    private static final int MOST_LOOKS = 3_000;
    /** An empty tenant has told of itself already. */
    private static final String EVENT = "event";

    /** Which months are closed. */
    private static final String CLOSED = "books";

    private static final String ATTACHMENT = "attachment";

    private final Catalogue catalogue;
    private final RestoreRows rows;
    private final BookRows bookRows;
    private final FigureRepository figures;
    private final List<Restored> features;
    private final EventLog events;
    private final Database database;

    BookRestore(
            Catalogue catalogue,
            RestoreRows rows,
            BookRows bookRows,
            FigureRepository figures,
            List<Restored> features,
            EventLog events,
            Database database) {
        this.catalogue = catalogue;
        this.rows = rows;
        this.bookRows = bookRows;
        this.figures = figures;
        this.features = features;
        this.events = events;
        this.database = database;
    }

    /**
     * Whether an export could come in: its tables and columns are known here, and the tenant has no books.
     *
     * @throws ArchiveRefused if rows of it have no place here
     * @throws RestoreRefused if the tenant has books
     */
    Mono<Void> mustFit(Manifest manifest) {
        return catalogue
                .tables()
                .doOnNext(tables -> mustBeKnown(manifest, tables))
                .flatMap(this::mustBeEmpty);
    }

    private static void mustBeKnown(Manifest manifest, List<BookTable> tables) {
        Map<String, BookTable> known = tables.stream().collect(Collectors.toMap(BookTable::name, Function.identity()));
        Set<String> seen = new HashSet<>();
        for (Member member : manifest.tables()) {
            BookTable table = known.get(member.table());
            if (table == null || !seen.add(member.table())) {
                throw ArchiveRefused.ofOtherVersion("the table " + member.table());
            }
            mustHaveColumns(member, table);
        }
        // Additive rules: a table that is newer than the export stays empty, a column is filled by the database.
        if (!seen.containsAll(List.of("tenant", EVENT, "event_number"))) {
            throw ArchiveRefused.unreadable("tables are missing");
        }
    }

    private static void mustHaveColumns(Member member, BookTable table) {
        Set<String> brought =
                member.columns().stream().map(Manifest.Column::name).collect(Collectors.toSet());
        Set<String> known = table.columns().stream().map(BookTable.Column::name).collect(Collectors.toSet());
        brought.stream().filter(column -> !known.contains(column)).findFirst().ifPresent(column -> {
            throw ArchiveRefused.ofOtherVersion("the column " + table.name() + "." + column);
        });
        table.columns().stream()
                .filter(column -> column.required() && !column.filled() && !brought.contains(column.name()))
                .findFirst()
                .ifPresent(column -> {
                    throw ArchiveRefused.ofOtherVersion(
                            "rows of " + table.name() + " without the column " + column.name());
                });
    }

    private Mono<Void> mustBeEmpty(List<BookTable> tables) {
        return rows.firstWithRows(tables.stream()
                        .filter(table -> isRestored(table) && !table.name().equals(EVENT))
                        .toList())
                .flatMap(table -> Mono.error(RestoreRefused.notEmpty(table)));
    }

    private static boolean isRestored(BookTable table) {
        return !LeftOut.NOT_RESTORED.containsKey(table.name());
    }

    /**
     * Takes it in.
     *
     * @param progress told how many rows are in
     * @throws ArchiveRefused if the books come to something else than they came to
     * @throws RestoreRefused if the tenant has books
     */
    Mono<Void> restore(RestoreId id, ArchiveReader archive, Function<Long, Mono<Void>> progress) {
        return database.planAnew()
                .then(bookRows.writeMomentsInUtc())
                .then(mustFit(archive.manifest()))
                .then(catalogue.tables())
                .flatMap(tables -> new Restoring(id, archive, tables, progress).all());
    }

    private static <T> Mono<T> onDisk(Callable<T> work) {
        return Mono.fromCallable(work).subscribeOn(Schedulers.boundedElastic());
    }

    /** One export being taken in. Its steps come one after another. */
    private final class Restoring {

        private final RestoreId id;
        private final ArchiveReader archive;
        private final List<BookTable> tables;
        private final Map<String, Member> members;
        private final Function<Long, Mono<Void>> progress;
        private long done;
        private int statements;

        Restoring(RestoreId id, ArchiveReader archive, List<BookTable> tables, Function<Long, Mono<Void>> progress) {
            this.id = id;
            this.archive = archive;
            this.tables = tables;
            this.members =
                    archive.manifest().tables().stream().collect(Collectors.toMap(Member::table, Function.identity()));
            this.progress = progress;
        }

        Mono<Void> all() {
            return Flux.fromIterable(inOrderOfEntry(tables))
                    .filter(table -> isRestored(table) && members.containsKey(table.name()))
                    .concatMap(table -> table(table, member(table.name())), 0)
                    .then(Mono.defer(this::files))
                    .then(Mono.defer(this::settings))
                    .then(Mono.defer(database::planAnew))
                    .thenMany(Flux.fromIterable(features).concatMap(Restored::afterRestore, 0))
                    .then(Mono.defer(this::mustComeToTheSame))
                    .then(Mono.defer(this::events));
        }

        /** Months that are closed are closed behind what was posted in them: the database lets nothing in after that. */
        private static List<BookTable> inOrderOfEntry(List<BookTable> tables) {
            return tables.stream()
                    .sorted(Comparator.comparing(table -> table.name().equals(CLOSED)))
                    .toList();
        }

        private Member member(String table) {
            return Objects.requireNonNull(members.get(table), table);
        }

        private Mono<Void> table(BookTable table, Member member) {
            Mono<Void> staged = table.namesItself() ? rows.stage(table) : Mono.empty();
            Mono<Void> entered = table.namesItself()
                    ? Mono.defer(() -> rows.insertStaged(table, member)).then()
                    : Mono.empty();
            return staged.then(each(member, lines -> rows.insert(table, member, lines, table.namesItself())
                            .then(Mono.defer(() -> entered(lines.size())))))
                    .then(entered);
        }

        /** Statements are planned again now and then: tables that were empty fill meanwhile. */
        private Mono<Void> entered(int more) {
            done += more;
            statements++;
            Mono<Void> planned = statements % STATEMENTS_BETWEEN_PLANS == 0 ? database.planAnew() : Mono.empty();
            return planned.then(progress.apply(done));
        }

        private Mono<Void> each(Member member, Function<List<String>, Mono<Void>> use) {
            return Mono.usingWhen(
                    onDisk(() -> archive.lines(member)),
                    lines -> onDisk(() -> lines.next(BYTES_AT_ONCE))
                            .repeat()
                            .takeWhile(some -> !some.isEmpty())
                            .concatMap(use, 0)
                            .then(),
                    lines -> Mono.fromRunnable(lines::close));
        }

        private Mono<Void> files() {
            return members.containsKey(ATTACHMENT)
                    ? each(member(ATTACHMENT), lines -> Flux.fromIterable(lines)
                            .concatMap(line -> Mono.justOrEmpty(archive.file(line)), 0)
                            .concatMap(this::file, 0)
                            .then())
                    : Mono.empty();
        }

        private Mono<Void> file(KeptFile file) {
            return Mono.usingWhen(
                    onDisk(() -> archive.open(file.member())),
                    in -> onDisk(() -> piece(in))
                            .repeat()
                            .takeWhile(Optional::isPresent)
                            .map(Optional::orElseThrow)
                            .index()
                            .concatMap(
                                    piece -> rows.addPiece(
                                            file.id(),
                                            file.customer(),
                                            piece.getT1().intValue(),
                                            piece.getT2()),
                                    0)
                            .then(),
                    in -> onDisk(() -> closed(in)));
        }

        private Optional<byte[]> piece(InputStream in) throws IOException {
            return Optional.of(in.readNBytes(ArchiveRepository.PIECE)).filter(read -> read.length > 0);
        }

        private InputStream closed(InputStream in) throws IOException {
            in.close();
            return in;
        }

        private Mono<Void> settings() {
            Member member = member("tenant");
            return each(member, lines -> rows.takeOverSettings(member, lines.getFirst()));
        }

        private Mono<Void> mustComeToTheSame() {
            Figures told = archive.manifest().figures();
            return figures.figures()
                    .doOnNext(found -> {
                        if (!found.trialBalance().equals(told.trialBalance())) {
                            throw ArchiveRefused.comesToSomethingElse("figures.trial_balance");
                        }
                        if (!found.equals(told)) {
                            throw ArchiveRefused.comesToSomethingElse("figures");
                        }
                    })
                    .then(Mono.defer(figures::untied))
                    .filter(untied -> untied > 0)
                    .flatMap(untied -> Mono.<Void>error(ArchiveRefused.comesToSomethingElse("movements")))
                    .then(Mono.defer(this::mustBeAlone));
        }

        /** Whoever made a first customer while the rows came in wins: these are not empty books any more. */
        private Mono<Void> mustBeAlone() {
            return Flux.fromIterable(tables)
                    .filter(table -> isRestored(table) && !table.name().equals(EVENT))
                    .concatMap(
                            table -> bookRows.count(List.of(table))
                                    .filter(count -> count != told(table))
                                    .flatMap(count -> Mono.<Void>error(RestoreRefused.notEmpty(table.name()))),
                            0)
                    .then();
        }

        private long told(BookTable table) {
            Member member = members.get(table.name());
            return member == null ? 0 : member.rows();
        }

        private Mono<Void> events() {
            Event restored = Event.of(
                    "books.restored",
                    id,
                    null,
                    Map.of(
                            "id",
                            id,
                            "from",
                            archive.manifest().tenant().id(),
                            "taken_at",
                            archive.manifest().takenAt(),
                            "rows",
                            archive.manifest().rows()));
            return rows.stageEventNumbers()
                    .then(each(member("event_number"), rows::addEventNumbers))
                    .then(database.write(events.append(restored)))
                    .then(Mono.defer(rows::lockNumbering))
                    .then(Mono.defer(this::untilTheOldest))
                    .then(Mono.defer(() -> rows.numberEvents(restored.id())));
        }

        private Mono<Void> untilTheOldest() {
            return Mono.defer(rows::isTheOldest)
                    .repeatWhen(looks -> looks.take(MOST_LOOKS).delayElements(BETWEEN_LOOKS))
                    .takeUntil(oldest -> oldest)
                    .last()
                    .filter(oldest -> oldest)
                    .switchIfEmpty(Mono.error(
                            () -> new IllegalStateException("older transactions did not end: tried again later")))
                    .then();
        }
    }
}

package io.duebook.importing;

import io.duebook.importing.StagedRows.Duplicate;
import io.duebook.platform.Database;
import io.duebook.platform.Ids;
import io.duebook.platform.Transactions;
import io.duebook.shared.ImportId;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SynchronousSink;
import reactor.core.scheduler.Schedulers;

/** The dry run: reads a file row by row, keeps what it says, and compares it with the books. Posts nothing. */
@Component
class ImportCheck {

    private static final int ERRORS_AT_ONCE = 2_000;

    private final ImportRepository imports;
    private final StagedRows rows;
    private final BookComparison books;
    private final Database database;
    private final Transactions transactions;
    private final ImportSettings settings;

    ImportCheck(
            ImportRepository imports,
            StagedRows rows,
            BookComparison books,
            Database database,
            Transactions transactions,
            ImportSettings settings) {
        this.imports = imports;
        this.rows = rows;
        this.books = books;
        this.database = database;
        this.transactions = transactions;
        this.settings = settings;
    }

    /**
     * In one transaction: a file is checked whole, or there is no import.
     *
     * @throws UnreadableFile if it cannot be said where its rows begin
     * @throws FileTooLarge if it has more rows than an import may
     */
    Mono<ImportId> check(Upload upload) {
        Mono<CsvFile> open = Mono.fromCallable(() -> CsvFile.open(
                        upload.path(), upload.spec().encoding(), upload.spec().delimiter()))
                .subscribeOn(Schedulers.boundedElastic());
        return transactions.write(
                Mono.usingWhen(open, file -> check(upload, file), file -> Mono.<Void>fromRunnable(file::close)
                        .subscribeOn(Schedulers.boundedElastic())));
    }

    private Mono<ImportId> check(Upload upload, CsvFile file) {
        return Mono.defer(() -> {
            var id = new ImportId(Ids.next());
            Header header = Header.of(upload.spec(), file.columns());
            var rules = new RowRules(upload.spec(), header);
            return imports.expire(settings.keptFor())
                    .then(imports.insert(id, upload, file.columns()))
                    .then(imports.allow(settings.timeLimit()))
                    .thenMany(batches(file))
                    .map(batch -> batch.stream().map(rules::check).toList())
                    .concatMap(batch -> rows.add(id, batch), 0)
                    .then(database.planAnew())
                    .then(rejectDuplicates(id, header))
                    .then(books.compare(id, header))
                    .thenReturn(id);
        });
    }

    /** Asks the books again, which may have changed since the file was checked. */
    Mono<Void> compareAgain(ImportId id) {
        return database.planAnew().then(imports.header(id)).flatMap(header -> books.compare(id, header));
    }

    /** The first row of a number counts, even where it is rejected itself. */
    private Mono<Void> rejectDuplicates(ImportId id, Header header) {
        return rejectDuplicates(id, rows.duplicateNumbers(id), "duplicate_number", header.at(Target.NUMBER))
                .then(
                        header.has(Target.EXTERNAL_ID)
                                ? rejectDuplicates(
                                        id,
                                        rows.duplicateExternalIds(id),
                                        "duplicate_external_id",
                                        header.at(Target.EXTERNAL_ID))
                                : Mono.empty());
    }

    private Mono<Void> rejectDuplicates(ImportId id, Flux<Duplicate> found, String code, Header.Column at) {
        return found.map(duplicate -> new RowError(
                        duplicate.line(),
                        at.position(),
                        at.name(),
                        code,
                        "Line " + duplicate.firstLine() + " has it already."))
                .collectList()
                .flatMapMany(errors -> Flux.fromIterable(errors).buffer(ERRORS_AT_ONCE))
                .concatMap(errors -> rows.rejectForGood(id, errors))
                .then();
    }

    /** Read only as fast as they are kept, on a thread that may wait for the disk. */
    private Flux<List<CsvRow>> batches(CsvFile file) {
        var read = new AtomicInteger();
        return Flux.generate((SynchronousSink<List<CsvRow>> sink) -> {
                    List<CsvRow> batch = file.nextBatch();
                    if (read.addAndGet(batch.size()) > settings.mostRows()) {
                        sink.error(FileTooLarge.inRows(settings.mostRows()));
                    } else if (batch.isEmpty()) {
                        sink.complete();
                    } else {
                        sink.next(batch);
                    }
                })
                .subscribeOn(Schedulers.boundedElastic());
    }
}

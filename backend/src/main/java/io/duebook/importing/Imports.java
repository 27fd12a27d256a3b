package io.duebook.importing;

import io.duebook.platform.Cursor;
import io.duebook.platform.Limit;
import io.duebook.platform.NotFound;
import io.duebook.platform.Page;
import io.duebook.platform.Transactions;
import io.duebook.shared.ImportId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Imports from the check to the end: what they are, and what becomes of them. */
@Service
class Imports {

    private final ImportRepository imports;
    private final StagedRows rows;
    private final ImportCheck check;
    private final Batches batches;
    private final Transactions transactions;
    private final ImportSettings settings;

    Imports(
            ImportRepository imports,
            StagedRows rows,
            ImportCheck check,
            Batches batches,
            Transactions transactions,
            ImportSettings settings) {
        this.imports = imports;
        this.rows = rows;
        this.check = check;
        this.batches = batches;
        this.transactions = transactions;
        this.settings = settings;
    }

    Mono<ImportView> check(Upload upload) {
        return check.check(upload).flatMap(this::get);
    }

    Mono<ImportView> commit(ImportId id, boolean skipRejected) {
        return batches.commit(id, skipRejected).then(get(id));
    }

    Mono<Void> checkAgain(ImportId id) {
        return batches.checkAgain(id);
    }

    Mono<ImportView> undo(ImportId id) {
        return batches.undo(id).then(get(id));
    }

    /** @throws NotFound if there is none of this id */
    Mono<ImportView> get(ImportId id) {
        return transactions.read(
                imports.find(id).switchIfEmpty(Mono.error(NotFound::new)).flatMap(found -> rows.errors(
                                id, settings.mostErrors())
                        .collectList()
                        .zipWhen(shown -> rows.countErrors(id))
                        .map(errors -> ImportView.of(found, errors.getT1(), errors.getT2()))));
    }

    /** The newest first. */
    Mono<Page<ImportSummary>> list(@Nullable Cursor after, Limit limit) {
        return Mono.defer(() -> transactions.read(
                imports.list(after, limit.withOneMore()).collectList().map(found -> Page.of(
                                found, limit.rows(), ImportRepository::after)
                        .map(ImportSummary::of))));
    }
}

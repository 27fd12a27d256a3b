package io.duebook.importing;

import io.duebook.shared.ImportId;
import io.duebook.shared.Money;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An import as the API shows it.
 *
 * @param rows = accepted + rejected + unchanged
 * @param errors the first of them, by line and column
 * @param errorCount of all errors, also of those not shown
 * @param effects what a commit adds to the books, or added
 * @param total of the accepted rows, by currency
 */
record ImportView(
        ImportId id,
        String state,
        FileView file,
        int rows,
        int accepted,
        int rejected,
        int unchanged,
        List<ErrorView> errors,
        int errorCount,
        Import.Effects effects,
        List<Money> total,
        boolean skipRejected,
        Instant createdAt,
        @Nullable Instant committedAt,
        @Nullable Instant undoneAt) {

    record FileView(String name, long bytes, String sha256) {}

    /**
     * @param line the physical line where the record starts, the header being 1
     * @param column its name in the file; empty where the row as a whole is at fault
     */
    record ErrorView(int line, String column, String code, String message) {

        static ErrorView of(RowError error) {
            return new ErrorView(error.line(), error.column(), error.code(), error.message());
        }
    }

    static ImportView of(Import found, List<RowError> errors, int errorCount) {
        return new ImportView(
                found.id(),
                found.state().code(),
                new FileView(
                        found.file().name(), found.file().bytes(), found.file().sha256()),
                found.counts().rows(),
                found.counts().accepted(),
                found.counts().rejected(),
                found.counts().unchanged(),
                errors.stream().map(ErrorView::of).toList(),
                errorCount,
                found.effects(),
                found.total(),
                found.skipRejected(),
                found.createdAt(),
                found.committedAt(),
                found.undoneAt());
    }
}

package io.duebook.importing;

import io.duebook.shared.ImportId;
import io.duebook.shared.Money;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An import in a list: everything but its errors. */
record ImportSummary(
        ImportId id,
        String state,
        ImportView.FileView file,
        int rows,
        int accepted,
        int rejected,
        int unchanged,
        Import.Effects effects,
        List<Money> total,
        Instant createdAt,
        @Nullable Instant committedAt,
        @Nullable Instant undoneAt) {

    static ImportSummary of(Import found) {
        return new ImportSummary(
                found.id(),
                found.state().code(),
                new ImportView.FileView(
                        found.file().name(), found.file().bytes(), found.file().sha256()),
                found.counts().rows(),
                found.counts().accepted(),
                found.counts().rejected(),
                found.counts().unchanged(),
                found.effects(),
                found.total(),
                found.createdAt(),
                found.committedAt(),
                found.undoneAt());
    }
}

package io.duebook.exporting;

import io.duebook.shared.RestoreId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A restore as the API shows it.
 *
 * @param state queued, running, done or failed
 * @param rows how many rows are in so far; seen by others once all are
 * @param takenAt as of when the books are
 * @param sha256 of the file that was brought
 * @param failure why nothing of it is in the books
 */
record RestoreView(
        RestoreId id,
        String state,
        long rows,
        long rowsTotal,
        @Nullable Instant takenAt,
        @Nullable Long bytes,
        @Nullable String sha256,
        @Nullable String failure,
        Instant createdAt,
        @Nullable Instant endedAt) {

    static RestoreView of(Archive archive) {
        return new RestoreView(
                new RestoreId(archive.id()),
                archive.state().code(),
                archive.rowsDone(),
                archive.rowsTotal(),
                archive.takenAt(),
                archive.bytes(),
                archive.sha256(),
                archive.failure(),
                archive.createdAt(),
                archive.endedAt());
    }
}

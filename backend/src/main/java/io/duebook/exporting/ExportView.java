package io.duebook.exporting;

import io.duebook.shared.ExportId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An export as the API shows it.
 *
 * @param state queued, running, done, failed or expired
 * @param rows how many rows are written so far
 * @param rowsTotal how many there are; null while nobody has counted
 * @param takenAt the one moment as of which all of it was read
 * @param bytes of the file, once it is done
 * @param sha256 of the file, once it is done
 * @param failure why it came to nothing
 * @param keptUntil until when the file can be fetched, once it is done
 */
record ExportView(
        ExportId id,
        String state,
        long rows,
        @Nullable Long rowsTotal,
        @Nullable Instant takenAt,
        @Nullable Long bytes,
        @Nullable String sha256,
        @Nullable String failure,
        Instant createdAt,
        @Nullable Instant endedAt,
        @Nullable Instant keptUntil) {

    static ExportView of(Archive archive, Duration keptFor) {
        Instant ended = archive.endedAt();
        return new ExportView(
                new ExportId(archive.id()),
                archive.state().code(),
                archive.rowsDone(),
                archive.rowsTotal() == 0 ? null : archive.rowsTotal(),
                archive.takenAt(),
                archive.bytes(),
                archive.sha256(),
                archive.failure(),
                archive.createdAt(),
                ended,
                archive.state() == Archive.State.DONE && ended != null ? ended.plus(keptFor) : null);
    }
}

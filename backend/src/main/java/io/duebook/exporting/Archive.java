package io.duebook.exporting;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The whole books of a tenant as a file, on its way out (an export) or in (a restore).
 *
 * @param rowsDone how many rows are through so far
 * @param rowsTotal how many there are; 0 while nobody has counted
 * @param takenAt as of when its rows are
 * @param bytes of the file, once there is one
 * @param failure why it came to nothing, as a code
 * @param tries how often the server has begun it
 */
record Archive(
        UUID id,
        Kind kind,
        State state,
        long rowsDone,
        long rowsTotal,
        @Nullable Instant takenAt,
        @Nullable Long bytes,
        @Nullable String sha256,
        @Nullable String failure,
        int tries,
        Instant createdAt,
        @Nullable Instant endedAt) {

    enum Kind {
        EXPORT,
        RESTORE;

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    enum State {
        QUEUED,
        RUNNING,
        DONE,
        FAILED,
        /** It was done, and its file is gone. */
        EXPIRED;

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    boolean isUnderWay() {
        return state == State.QUEUED || state == State.RUNNING;
    }
}

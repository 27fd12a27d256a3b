package io.duebook.importing;

import io.duebook.shared.ImportId;
import io.duebook.shared.Money;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A file taken in as one batch, and how far it has come.
 *
 * @param total what its accepted rows add up to, by currency
 * @param skipRejected the commit leaves rejected rows out
 */
record Import(
        ImportId id,
        State state,
        File file,
        Counts counts,
        Effects effects,
        List<Money> total,
        boolean skipRejected,
        Instant createdAt,
        @Nullable Instant committedAt,
        @Nullable Instant undoneAt) {

    enum State {
        CHECKED,
        COMMITTING,
        COMMITTED,
        UNDOING,
        UNDONE,
        EXPIRED;

        static State of(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT));
        }

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    record File(String name, long bytes, String sha256) {}

    /** Each row is one of the three: accepted, rejected, or unchanged because the books hold it already. */
    record Counts(int rows, int accepted, int rejected, int unchanged) {}

    /** What it adds to the books, or did. */
    record Effects(int customers, int invoices, int payments) {

        int documents() {
            return invoices + payments;
        }
    }

    /**
     * Whether there is anything to commit: not if it was, or is being, committed.
     *
     * @throws ImportEnded if it was undone, or waited too long
     */
    boolean isToBeCommitted() {
        return switch (state) {
            case CHECKED -> true;
            case COMMITTING, COMMITTED -> false;
            case UNDOING, UNDONE, EXPIRED -> throw new ImportEnded(state);
        };
    }

    /**
     * Whether there is anything to undo: not if it was, or is being, undone.
     *
     * @throws NotCommitted if nothing of it is in the books
     */
    boolean isToBeUndone() {
        return switch (state) {
            case COMMITTED -> true;
            case UNDOING, UNDONE -> false;
            case CHECKED, COMMITTING, EXPIRED -> throw new NotCommitted(state);
        };
    }

    /** Whether a job is at it. */
    boolean isUnderWay() {
        return state == State.COMMITTING || state == State.UNDOING;
    }

    /** A commit never leaves rows out in silence. */
    boolean isBlocked(boolean leavingOutRejected) {
        return counts.rejected() > 0 && !leavingOutRejected;
    }
}

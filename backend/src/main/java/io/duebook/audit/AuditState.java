package io.duebook.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far the auditor came with a tenant's books.
 *
 * @param horizon everything written by then has been asked about; null: nothing yet
 * @param eventsTo the number of the last event that has been
 * @param outcomesTo when the last outcome was kept that has been
 * @param verifiedAt when it last looked at what had been written
 * @param round the round under way; null: none
 * @param full the last whole round; null: none yet
 * @param failed why it could not go on; null: it could
 */
record AuditState(
        @Nullable Instant horizon,
        long eventsTo,
        @Nullable Instant outcomesTo,
        @Nullable Instant verifiedAt,
        @Nullable Round round,
        @Nullable Full full,
        @Nullable String failed) {

    static final AuditState NEW = new AuditState(null, 0, null, null, null, null, null);

    /**
     * @param after the last row asked about along the spine
     * @param hash what the events come to up to there; null: along another spine, or before the first
     */
    record Round(Instant began, Spine spine, String after, long checked, byte @Nullable [] hash) {

        static Round beginning(Instant now) {
            return new Round(now, Spine.values()[0], Spine.values()[0].first(), 0, null);
        }

        Round behind(String last, int rows, byte @Nullable [] now) {
            return new Round(began, spine, last, checked + rows, now);
        }

        /** Along the next spine; null: it was the last. */
        @Nullable
        Round next() {
            int next = spine.ordinal() + 1;
            return next == Spine.values().length
                    ? null
                    : new Round(began, Spine.values()[next], Spine.values()[next].first(), checked, null);
        }
    }

    record Full(Instant began, Instant ended, long checked) {}
}

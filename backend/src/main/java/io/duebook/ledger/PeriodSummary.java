package io.duebook.ledger;

import io.duebook.ledger.PeriodRepository.Closing;
import java.time.Instant;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/**
 * A month in the list.
 *
 * @param version how often it was closed; null while it is open, or where it lies before all entries
 * @param hash SHA-256 of the trial balance's text, while it is closed
 */
record PeriodSummary(
        YearMonth period,
        PeriodState state,
        @Nullable Integer version,
        @Nullable String hash,
        @Nullable Instant closedAt,
        @Nullable String closedBy) {

    static PeriodSummary of(YearMonth period, PeriodState state, @Nullable Closing closing) {
        return closing == null || state == PeriodState.OPEN
                ? new PeriodSummary(period, state, null, null, null, null)
                : new PeriodSummary(
                        period, state, closing.version(), closing.hash(), closing.closedAt(), closing.closedBy());
    }
}

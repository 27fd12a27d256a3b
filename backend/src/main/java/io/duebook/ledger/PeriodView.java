package io.duebook.ledger;

import io.duebook.ledger.PeriodRepository.Closing;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A month and its trial balance: as it was closed, or of what is booked until now while it is open.
 *
 * @param version how often it was closed; null while it is open, or where it lies before all entries
 * @param hash SHA-256 of the trial balance's text, while it is closed
 */
record PeriodView(
        YearMonth period,
        PeriodState state,
        @Nullable Integer version,
        @Nullable String hash,
        @Nullable Instant closedAt,
        @Nullable String closedBy,
        List<TrialBalance.AccountBalance> trialBalance) {

    static PeriodView closed(Closing closing, PeriodState state, TrialBalance balance) {
        return new PeriodView(
                closing.period(),
                state,
                closing.version(),
                closing.hash(),
                closing.closedAt(),
                closing.closedBy(),
                balance.accounts());
    }

    static PeriodView open(YearMonth period, TrialBalance balance) {
        return new PeriodView(period, PeriodState.OPEN, null, null, null, null, balance.accounts());
    }

    /** Before the books began: closed with all before it, and empty. */
    static PeriodView before(YearMonth period, PeriodState state) {
        return new PeriodView(period, state, null, TrialBalance.hex(TrialBalance.EMPTY.hash()), null, null, List.of());
    }
}

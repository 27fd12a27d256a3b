package io.duebook.ledger;

import io.duebook.platform.Refusal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Map;

/** A period that cannot be closed, opened or locked as it stands. */
final class PeriodRefused extends Refusal {

    private PeriodRefused(Kind kind, String code, Map<String, Object> params, String detail) {
        super(kind, code, params, detail);
    }

    static PeriodRefused notOver(YearMonth period) {
        LocalDate from = period.plusMonths(1).atDay(1);
        return new PeriodRefused(
                Kind.UNPROCESSABLE,
                "period_not_over",
                Map.of("period", period.toString(), "from", from.toString()),
                "A month can be closed once it is over: " + period + " from " + from
                        + " on, in the tenant's time zone.");
    }

    static PeriodRefused notClosed(YearMonth period) {
        return new PeriodRefused(
                Kind.CONFLICT,
                "period_not_closed",
                Map.of("period", period.toString()),
                "Close " + period + " first; a period that is open cannot be locked.");
    }

    static PeriodRefused locked(YearMonth period) {
        return new PeriodRefused(
                Kind.CONFLICT,
                "period_locked",
                Map.of("period", period.toString()),
                period + " is locked, and nobody opens it again. What belongs there is booked on the first open day.");
    }

    static PeriodRefused busy() {
        return new PeriodRefused(
                Kind.BUSY,
                "postings_under_way",
                Map.of(),
                "Something is still being booked, perhaps a large import; try again when it has ended.");
    }
}

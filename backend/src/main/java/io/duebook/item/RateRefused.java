package io.duebook.item;

import io.duebook.platform.Refusal;
import io.duebook.shared.Currency;
import io.duebook.shared.Money;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** A rate given by hand that gives up more of a claim than the caller may give up alone (docs/decisions/0171). */
public final class RateRefused extends Refusal {

    static RateRefused givesUpTooMuch(String pointer, Money lost) {
        return new RateRefused(
                "rate_gives_up_too_much",
                Map.of("lost", lost.amount(), "currency", lost.currency().code()),
                "At this rate %d (minor units of %s) of the claim would end without money, by your own recorded rate, which with what ended of it before is more than you may give up alone: leave the rate out, and the recorded one settles what the money is worth; or settle less of it, or have somebody book it who may."
                        .formatted(lost.amount(), lost.currency()),
                new FieldError(pointer, "rate_gives_up_too_much", "is too far from the recorded rate"));
    }

    static RateRefused nothingToHoldItAgainst(String pointer, Currency from, Currency to, LocalDate on) {
        return new RateRefused(
                "no_recorded_rate",
                Map.of("from", from.code(), "to", to.code(), "on", on.toString()),
                "There is a limit to what you may give up of a claim alone, and no recorded rate from %s to %s on %s to hold this one against: record the rate of the day first, with POST /v1/exchange_rates."
                        .formatted(from, to, on),
                new FieldError(pointer, "no_recorded_rate", "has no recorded rate to be held against"));
    }

    private RateRefused(String code, Map<String, Object> params, String detail, FieldError where) {
        super(Kind.UNPROCESSABLE, code, params, detail, List.of(where));
    }
}

package io.duebook.item;

import io.duebook.platform.Refusal;
import java.time.LocalDate;
import java.util.Map;

/** A write-off or waiver that the books do not allow. */
final class ClaimRefused extends Refusal {

    static ClaimRefused nothingLeft() {
        return new ClaimRefused(
                Kind.CONFLICT,
                "item_settled",
                Map.of("open", 0),
                "Nothing of this claim is left; there is nothing to end.");
    }

    static ClaimRefused tooMuch(long left) {
        return new ClaimRefused(
                Kind.CONFLICT,
                "item_settled",
                Map.of("open", left),
                "Only %d (minor units) of this claim is left; give at most that, or no amount for all of it."
                        .formatted(left));
    }

    static ClaimRefused tooEarly(LocalDate earliest) {
        return new ClaimRefused(
                Kind.UNPROCESSABLE,
                "too_early",
                Map.of("earliest", earliest.toString()),
                "So much of the claim has been open since %s only; give that day or a later one.".formatted(earliest));
    }

    static ClaimRefused notYet(LocalDate latest) {
        return new ClaimRefused(
                Kind.UNPROCESSABLE,
                "date_in_future",
                Map.of("latest", latest.toString()),
                "This cannot be dated in the future; the latest day is %s.".formatted(latest));
    }

    private ClaimRefused(Kind kind, String code, Map<String, Object> params, String detail) {
        super(kind, code, params, detail);
    }
}

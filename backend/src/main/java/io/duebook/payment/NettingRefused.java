package io.duebook.payment;

import io.duebook.platform.Refusal;
import java.time.LocalDate;
import java.util.Map;

/** A netting, or its undoing, that the books do not allow. */
final class NettingRefused extends Refusal {

    static NettingRefused itemSettled(String number, long open) {
        return new NettingRefused(
                Kind.CONFLICT,
                "item_settled",
                Map.of("number", number, "open", open),
                "Only %d (minor units) of %s is open; net at most that.".formatted(open, number));
    }

    static NettingRefused tooEarly(LocalDate earliest) {
        return new NettingRefused(
                Kind.UNPROCESSABLE,
                "netted_too_early",
                Map.of("earliest", earliest.toString()),
                "Before %s that was not open of all of them; give that day or a later one.".formatted(earliest));
    }

    static NettingRefused notYet(LocalDate latest) {
        return new NettingRefused(
                Kind.UNPROCESSABLE,
                "netted_in_future",
                Map.of("latest", latest.toString()),
                "What is not known yet is not booked; the latest day is %s.".formatted(latest));
    }

    static NettingRefused alreadyReversed() {
        return new NettingRefused(Kind.CONFLICT, "already_reversed", Map.of(), "This netting was taken back before.");
    }

    private NettingRefused(Kind kind, String code, Map<String, Object> params, String detail) {
        super(kind, code, params, detail);
    }
}

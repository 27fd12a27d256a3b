package io.duebook.payment;

import io.duebook.platform.Refusal;
import java.time.LocalDate;
import java.util.Map;

/** A reversal of a payment, or its reinstatement, that the books do not allow. */
final class ReversalRefused extends Refusal {

    static ReversalRefused alreadyReversed() {
        return new ReversalRefused(
                Kind.CONFLICT,
                "already_reversed",
                Map.of(),
                "This payment was taken back before; it can be reinstated.");
    }

    static ReversalRefused notReversed() {
        return new ReversalRefused(
                Kind.CONFLICT,
                "not_reversed",
                Map.of(),
                "This payment stands; only one that was reversed is reinstated.");
    }

    static ReversalRefused tooEarly(LocalDate earliest) {
        return new ReversalRefused(
                Kind.UNPROCESSABLE,
                "undone_before_made",
                Map.of("earliest", earliest.toString()),
                "Before %s the payment, or something that it settles or settled, was not as it is now; give that day or a later one."
                        .formatted(earliest));
    }

    static ReversalRefused notYet(LocalDate latest) {
        return new ReversalRefused(
                Kind.UNPROCESSABLE,
                "undone_in_future",
                Map.of("latest", latest.toString()),
                "What is not known yet is not booked; the latest day is %s.".formatted(latest));
    }

    private ReversalRefused(Kind kind, String code, Map<String, Object> params, String detail) {
        super(kind, code, params, detail);
    }
}

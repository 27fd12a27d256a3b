package io.duebook.statement;

import io.duebook.platform.Refusal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** A statement that cannot be frozen. */
final class StatementRefused extends Refusal {

    /** Statements of activity follow each other day by day. */
    static StatementRefused notNext(LocalDate next) {
        return new StatementRefused(
                Kind.CONFLICT,
                "period_not_next",
                Map.of("next", next.toString()),
                ("Frozen statements of activity follow each other without gap or overlap: the next one begins on %s. A"
                                + " frozen period is frozen again with its own dates; any other can be computed.")
                        .formatted(next),
                List.of(new FieldError("/from", "period_not_next", "is not " + next)));
    }

    static StatementRefused inFuture(String pointer, LocalDate latest) {
        return new StatementRefused(
                Kind.UNPROCESSABLE,
                "statement_in_future",
                Map.of("latest", latest.toString()),
                "A day that has not come cannot be frozen; the latest is %s.".formatted(latest),
                List.of(new FieldError(pointer, "statement_in_future", "lies after " + latest)));
    }

    static StatementRefused replaced() {
        return new StatementRefused(
                Kind.CONFLICT,
                "statement_replaced",
                Map.of(),
                "There is a later version of this statement; read and answer that one.",
                List.of());
    }

    static StatementRefused nobodyToSendTo() {
        return new StatementRefused(
                Kind.UNPROCESSABLE,
                "no_recipient",
                Map.of(),
                "This customer has neither a contact nor an address; name a recipient, or give the customer one.",
                List.of());
    }

    private StatementRefused(
            Kind kind, String code, Map<String, Object> params, String detail, List<FieldError> errors) {
        super(kind, code, params, detail, errors);
    }
}

package io.duebook.report;

import io.duebook.platform.Refusal;
import java.util.List;
import java.util.Map;

/** A period whose last day lies before its first. */
final class PeriodEndsBeforeItBegins extends Refusal {

    PeriodEndsBeforeItBegins() {
        super(
                Kind.UNPROCESSABLE,
                "invalid_period",
                Map.of(),
                "from must not lie after to.",
                List.of(new FieldError("/from", "invalid_period", "lies after to")));
    }
}

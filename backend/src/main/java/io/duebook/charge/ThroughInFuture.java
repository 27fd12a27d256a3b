package io.duebook.charge;

import io.duebook.platform.Refusal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** Interest of days to come is not owed yet: until then the debt may be paid. */
final class ThroughInFuture extends Refusal {
    ThroughInFuture(LocalDate today) {
        super(
                Kind.UNPROCESSABLE,
                "through_in_future",
                Map.of("latest", today.toString()),
                "Interest is claimed for days that have come; the latest day is %s, today in the tenant's time zone."
                        .formatted(today),
                List.of(new FieldError("/through", "through_in_future", "lies in the future")));
    }
}

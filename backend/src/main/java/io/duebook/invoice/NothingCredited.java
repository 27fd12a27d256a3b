package io.duebook.invoice;

import io.duebook.platform.Refusal;
import java.util.List;
import java.util.Map;

/** The lines of a credit note sum up to nothing. */
final class NothingCredited extends Refusal {
    NothingCredited() {
        super(
                Kind.UNPROCESSABLE,
                "nothing_credited",
                Map.of(),
                "The lines sum to less than one minor unit; a credit note gives something.",
                List.of(new FieldError("/lines", "nothing_credited", "sum to less than one minor unit")));
    }
}

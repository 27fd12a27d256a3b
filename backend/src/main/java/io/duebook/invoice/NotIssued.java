package io.duebook.invoice;

import io.duebook.platform.Refusal;
import java.util.Map;

/** Something only an invoice that the customer owes can have done to it. */
final class NotIssued extends Refusal {

    NotIssued(Invoice.State state) {
        super(
                Kind.CONFLICT,
                "not_issued",
                Map.of("state", state.code()),
                "This invoice is %s; only an issued one can be written off or waived.".formatted(state.code()));
    }
}

package io.duebook.invoice;

import io.duebook.platform.Refusal;
import java.util.Map;

/** A schedule that is not in the state the command needs. */
final class NotRecurring extends Refusal {

    private NotRecurring(Map<String, Object> params, String detail) {
        super(Kind.CONFLICT, "schedule_state", params, detail);
    }

    static NotRecurring unless(RecurringInvoice.State wanted, RecurringInvoice.State present) {
        return new NotRecurring(
                Map.of("state", present.code()),
                "The schedule must be " + wanted.code() + ", and is " + present.code() + ".");
    }

    static NotRecurring over() {
        return new NotRecurring(
                Map.of("state", RecurringInvoice.State.ENDED.code()), "The schedule has ended; make a new one.");
    }
}

package io.duebook.payment;

import io.duebook.platform.Refusal;
import java.util.Map;

/** Money of this object at the processor is in the books already. */
public final class ProcessorObjectBooked extends Refusal {
    ProcessorObjectBooked() {
        super(Kind.CONFLICT, "processor_object_booked", Map.of(), "This charge is in the books already.");
    }
}

package io.duebook.payment;

import io.duebook.platform.Refusal;
import java.util.List;
import java.util.Map;

/** Money goes between customers of one group only. */
final class OutsideGroup extends Refusal {

    /** @param pointer of the field that names the customer, or a claim of theirs */
    OutsideGroup(String pointer) {
        super(
                Kind.UNPROCESSABLE,
                "customer_outside_group",
                Map.of("pointer", pointer),
                "That customer is not of the same group; give both a common parent, or choose another one.",
                List.of(new FieldError(pointer, "customer_outside_group", "is not of the same group")));
    }
}

package io.duebook.payment;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Where a bill is: never stored, for it follows from what was done with it and from its payment. */
enum BillState {
    HELD,
    DEPOSITED,
    COLLECTED,
    DISCOUNTED,
    ENDORSED,
    /** Nobody paid it, and its payment was taken back. */
    DISHONOURED,
    /** It was given back to the customer, and its payment was taken back. */
    RETURNED;

    static BillState of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }

    @JsonValue
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}

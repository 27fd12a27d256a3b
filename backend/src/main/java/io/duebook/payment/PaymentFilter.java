package io.duebook.payment;

import io.duebook.platform.Cursor;
import io.duebook.shared.CustomerId;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Which payments a list shows: the last received first. */
record PaymentFilter(
        @Nullable CustomerId customer,
        @Nullable String externalId,
        @Nullable LocalDate receivedFrom,
        @Nullable LocalDate receivedTo) {

    static Cursor cursorAfter(PaymentView last) {
        return Cursor.after(last.receivedOn(), last.id().value());
    }
}

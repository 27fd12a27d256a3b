package io.duebook.payment;

import io.duebook.platform.Cursor;
import io.duebook.shared.CustomerId;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Which payments a list shows: the last received first.
 *
 * @param unapplied whether only those of which something settles nothing yet
 */
record PaymentFilter(
        @Nullable CustomerId customer,
        @Nullable String externalId,
        @Nullable LocalDate receivedFrom,
        @Nullable LocalDate receivedTo,
        boolean unapplied) {

    static Cursor cursorAfter(PaymentView last) {
        return Cursor.after(last.receivedOn(), last.id().value());
    }
}

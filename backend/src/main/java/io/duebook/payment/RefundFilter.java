package io.duebook.payment;

import io.duebook.platform.Cursor;
import io.duebook.shared.CreditNoteId;
import io.duebook.shared.CustomerId;
import io.duebook.shared.PaymentId;
import org.jspecify.annotations.Nullable;

/** Which refunds a list shows: the newest first. */
record RefundFilter(
        @Nullable CustomerId customer,
        @Nullable PaymentId payment,
        @Nullable CreditNoteId creditNote,
        @Nullable String externalId) {

    static Cursor cursorAfter(RefundView last) {
        return Cursor.after(last.id().value());
    }
}

package io.duebook.payment;

import io.duebook.platform.Cursor;
import org.jspecify.annotations.Nullable;

/** Which money of unknown payers a list shows: the oldest first. */
record UnidentifiedReceiptFilter(
        UnidentifiedReceipt.@Nullable State state, @Nullable String externalId) {

    static Cursor cursorAfter(UnidentifiedReceiptView last) {
        return Cursor.after(last.receivedOn(), last.id().value());
    }
}

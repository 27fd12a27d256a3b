package io.duebook.payment;

import io.duebook.platform.Cursor;
import io.duebook.shared.CustomerId;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Which bills a list shows: the first to mature first. */
record BillFilter(
        @Nullable CustomerId customer,
        @Nullable BillState state,
        @Nullable BillKind kind,
        @Nullable String number,
        @Nullable String slip,
        @Nullable LocalDate maturesFrom,
        @Nullable LocalDate maturesTo) {

    static Cursor cursorAfter(BillView last) {
        return Cursor.after(last.maturesOn(), last.id().value());
    }
}

package io.duebook.charge;

import io.duebook.platform.Cursor;
import io.duebook.shared.CustomerId;
import io.duebook.shared.InvoiceId;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Which charges a list shows. Newest first; with {@code updatedSince} in the order of their changes, for syncing.
 *
 * @param invoice only those about it
 */
record ChargeFilter(
        @Nullable CustomerId customer,
        @Nullable InvoiceId invoice,
        @Nullable ChargeKind kind,
        @Nullable State state,
        @Nullable String externalId,
        @Nullable LocalDate issuedFrom,
        @Nullable LocalDate issuedTo,
        @Nullable Instant updatedSince) {

    /** The states a client knows; open, paid and written off are read off the books. */
    enum State {
        OPEN,
        PAID,
        WRITTEN_OFF,
        ISSUED,
        VOID
    }

    int cursorParts() {
        return updatedSince == null ? 1 : 2;
    }

    Cursor cursorAfter(ChargeView last) {
        return updatedSince == null
                ? Cursor.after(last.id().value())
                : Cursor.after(last.updatedAt(), last.id().value());
    }
}

package io.duebook.invoice;

import io.duebook.platform.Cursor;
import io.duebook.shared.CustomerId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which credit notes a list shows. Newest first; with {@code updatedSince} in the order of their changes, for syncing.
 *
 * @param claim only those that name this invoice or charge
 */
record CreditNoteFilter(
        @Nullable CustomerId customer,
        @Nullable UUID claim,
        @Nullable String externalId,
        @Nullable Instant updatedSince) {

    int cursorParts() {
        return updatedSince == null ? 1 : 2;
    }

    Cursor cursorAfter(CreditNoteSummary last) {
        return updatedSince == null
                ? Cursor.after(last.id().value())
                : Cursor.after(last.updatedAt(), last.id().value());
    }
}

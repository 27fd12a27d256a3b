package io.duebook.invoice;

import io.duebook.platform.Cursor;
import io.duebook.shared.CustomerId;
import io.duebook.shared.InvoiceId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which invoices a list shows. Newest first; with {@code updatedSince} in the order of their changes, for syncing.
 *
 * @param ids only these; null: whichever
 * @param q the beginning of the number, or a part of the reference, in any case
 */
record InvoiceFilter(
        @Nullable List<InvoiceId> ids,
        @Nullable CustomerId customer,
        @Nullable State state,
        @Nullable String externalId,
        @Nullable String q,
        KnownBy known,
        @Nullable LocalDate issuedFrom,
        @Nullable LocalDate issuedTo,
        @Nullable Instant updatedSince) {

    /** So many may be named at once: an address takes no more than four thousand characters. */
    static final int MOST_IDS = 100;

    /** By what else it is known in the business; each the whole word. */
    record KnownBy(
            @Nullable String purchaseOrder,
            @Nullable String deliveryNote,
            @Nullable String contract,
            @Nullable String salesperson,
            @Nullable String taxDocument,
            @Nullable TaxState taxState) {}

    /** How far its tax documents are, 开票状态: the first of these that one of them is. */
    enum TaxState {
        NONE,
        REQUESTED,
        ISSUED,
        REVERSED
    }

    /** The states a client knows; open, paid and written off are read off the books. */
    enum State {
        DRAFT,
        OPEN,
        PAID,
        WRITTEN_OFF,
        VOID
    }

    int cursorParts() {
        return updatedSince == null ? 1 : 2;
    }

    Cursor cursorAfter(InvoiceSummary last) {
        return updatedSince == null
                ? Cursor.after(last.id().value())
                : Cursor.after(last.updatedAt(), last.id().value());
    }
}

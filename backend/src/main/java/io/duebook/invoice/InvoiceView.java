package io.duebook.invoice;

import io.duebook.shared.AllocationId;
import io.duebook.shared.ChargeId;
import io.duebook.shared.CreditNoteId;
import io.duebook.shared.Currency;
import io.duebook.shared.CustomerId;
import io.duebook.shared.InvoiceId;
import io.duebook.shared.PaymentId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An invoice as a client sees it. Amounts are in minor units of its currency; state and flags are read off the books
 * each time, never stored.
 *
 * @param state draft, open, paid, written_off or void
 * @param flags overdue, partly_paid, partly_credited, disputed, payment_processing
 * @param closedBy how a closed invoice came to be closed: paid, credited, discounted, written_off, waived; else empty
 * @param daysPastDue negative before the due date; null where nothing is open
 * @param version for If-Match; counts edits, not payments
 */
record InvoiceView(
        InvoiceId id,
        @Nullable String number,
        @Nullable String externalId,
        CustomerName customer,
        String state,
        List<String> flags,
        List<String> closedBy,
        @Nullable LocalDate issueDate,
        @Nullable LocalDate dueDate,
        Currency currency,
        long net,
        long tax,
        long total,
        long open,
        Settled settled,
        @Nullable Integer daysPastDue,
        @Nullable String terms,
        @Nullable String reference,
        Map<String, String> metadata,
        boolean opening,
        List<LineView> lines,
        List<TaxView> taxes,
        List<InvoiceAllocationView> allocations,
        int version,
        Instant createdAt) {

    record CustomerName(
            CustomerId id, String name, @Nullable String externalId) {}

    /** How the part that is no longer open came to be settled. */
    record Settled(long paid, long credited, long discounted, long writtenOff, long waived, long recovered) {}

    /**
     * A line.
     *
     * @param line its number, the first being 1
     * @param credited what credit notes that name this line took back of it, without tax
     */
    record LineView(
            int line, String description, String quantity, long unitAmount, String taxRate, long net, long credited) {}

    /** @param credited what credit notes took back of this rate, with tax */
    record TaxView(String rate, long net, long tax, long credited) {}

    /**
     * What settles it: a payment, a credit note or interest given back.
     *
     * @param number of what settles it; a payment has none
     * @param reversed whether it was taken back since
     */
    record InvoiceAllocationView(
            AllocationId id,
            @Nullable PaymentId payment,
            @Nullable CreditNoteId creditNote,
            @Nullable ChargeId charge,
            @Nullable String number,
            long amount,
            LocalDate allocatedOn,
            boolean reversed) {}
}

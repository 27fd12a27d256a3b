package io.duebook.invoice;

import io.duebook.shared.AllocationId;
import io.duebook.shared.ChargeId;
import io.duebook.shared.CreditNoteId;
import io.duebook.shared.Currency;
import io.duebook.shared.CustomerId;
import io.duebook.shared.DepositId;
import io.duebook.shared.InvoiceId;
import io.duebook.shared.PaymentId;
import io.duebook.shared.TransferId;
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
 * @param closedBy how a closed invoice came to be closed: paid, credited, discounted, rounded, deducted, netted, written_off, waived; else empty
 * @param disputed what of the open amount the customer objects to; it is owed nonetheless, and not chased
 * @param dueDate of the first instalment, where there are several
 * @param daysPastDue of what is open and due first: negative before that day; null where nothing is open
 * @param instalments what of it is due when, where that is not one day
 * @param taxState of its tax documents: none, requested, issued or reversed; the first of these that one of them is
 * @param possibleDuplicates of the same customer and within thirty days: this may have been written twice
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
        long disputed,
        Settled settled,
        @Nullable Integer daysPastDue,
        @Nullable String terms,
        @Nullable DiscountView discount,
        List<InstalmentView> instalments,
        @Nullable String reference,
        @Nullable String purchaseOrder,
        @Nullable String deliveryNote,
        @Nullable String contract,
        @Nullable String salesperson,
        String taxState,
        List<TaxDocument> taxDocuments,
        List<Duplicate> possibleDuplicates,
        Map<String, String> metadata,
        List<TakenDeposit> deposits,
        boolean opening,
        List<LineView> lines,
        List<TaxView> taxes,
        List<InvoiceAllocationView> allocations,
        List<InvoiceTransferView> transfers,
        int version,
        Instant createdAt) {

    record CustomerName(
            CustomerId id, String name, @Nullable String externalId) {}

    /** A deposit that it takes. */
    record TakenDeposit(DepositId id, String number) {}

    /** An invoice over the same, with the same reference or order, that is not void. */
    record Duplicate(InvoiceId id, @Nullable String number) {}

    /**
     * @param open of the amount; money fills the earlier ones first
     * @param retention whether it is money that the customer keeps back until the warranty is over
     */
    record InstalmentView(LocalDate dueOn, long amount, long open, boolean retention) {}

    /**
     * What it offers for being paid early. The amounts count the credit notes that name it, dated up to today.
     *
     * @param days after the issue date
     * @param until the last day on which money earns it; null in a draft
     * @param amount the whole of it
     * @param taken what was taken of it
     * @param obtainable what need not be paid if the rest is paid today; 0 once it is too late
     */
    record DiscountView(
            String percent, int days, @Nullable LocalDate until, long amount, long taken, long obtainable) {}

    /** How the part that is no longer open came to be settled. */
    record Settled(
            long paid,
            long credited,
            long discounted,
            long writtenOff,
            long waived,
            long recovered,
            long rounded,
            long deducted,
            long netted,
            long transferred) {}

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
     * What settles it: a payment, a credit note, interest given back, or what passed from another customer.
     *
     * @param number of what settles it; a payment has none
     * @param discount what need not be paid because this was paid early
     * @param reversed whether it was taken back since
     */
    record InvoiceAllocationView(
            AllocationId id,
            @Nullable PaymentId payment,
            @Nullable CreditNoteId creditNote,
            @Nullable ChargeId charge,
            @Nullable TransferId transfer,
            @Nullable String number,
            long amount,
            long discount,
            LocalDate allocatedOn,
            boolean reversed) {}

    /**
     * What of it another customer took over, under the transfer's id.
     *
     * @param reversedOn the day on which it came back, if it did
     */
    record InvoiceTransferView(
            TransferId id,
            CustomerName to,
            long amount,
            LocalDate transferredOn,
            @Nullable LocalDate reversedOn) {}
}

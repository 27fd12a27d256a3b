package io.duebook.invoice;

import io.duebook.shared.AllocationId;
import io.duebook.shared.CreditNoteId;
import io.duebook.shared.Currency;
import io.duebook.shared.PublicId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A credit note as a client sees it. Amounts are in minor units of its currency, and positive.
 *
 * @param state issued or void
 * @param unapplied what settles nothing yet
 * @param claims what of it belongs to which invoice or charge, tax included; what names none is in none of them
 * @param version for If-Match; counts edits, not allocations
 */
record CreditNoteView(
        CreditNoteId id,
        String number,
        @Nullable String externalId,
        InvoiceView.CustomerName customer,
        String state,
        LocalDate issueDate,
        Currency currency,
        long net,
        long tax,
        long total,
        long unapplied,
        List<CreditNoteLineView> lines,
        List<CreditedTaxView> taxes,
        List<CreditedClaimView> claims,
        List<CreditNoteAllocationView> allocations,
        @Nullable String reason,
        @Nullable String reference,
        Map<String, String> metadata,
        int version,
        Instant createdAt) {

    /**
     * A line.
     *
     * @param invoice the claim it takes back from, if it names one
     * @param number of that claim
     * @param invoiceLine the line of that invoice, the first being 1
     */
    record CreditNoteLineView(
            @Nullable PublicId invoice,
            @Nullable String number,
            @Nullable Integer invoiceLine,
            String description,
            String quantity,
            long unitAmount,
            String taxRate,
            long net) {}

    record CreditedTaxView(String rate, long net, long tax) {}

    /**
     * What of it belongs to one claim.
     *
     * @param lowered what of the amount lowers the claim where it is off the books, and is no credit
     */
    record CreditedClaimView(PublicId invoice, String number, long net, long tax, long amount, long lowered) {}

    /**
     * What it settles.
     *
     * @param invoice the claim: an invoice or a charge
     * @param amount in minor units of the claim's currency
     * @param reversed whether it was taken back since
     */
    record CreditNoteAllocationView(
            AllocationId id,
            PublicId invoice,
            String number,
            long amount,
            Currency currency,
            LocalDate allocatedOn,
            boolean reversed) {}
}

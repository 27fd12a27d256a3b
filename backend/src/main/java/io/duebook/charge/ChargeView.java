package io.duebook.charge;

import io.duebook.shared.ChargeId;
import io.duebook.shared.Currency;
import io.duebook.shared.CustomerId;
import io.duebook.shared.PublicId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A fee, cost or interest claim as a client sees it. Amounts are in minor units of its currency; state and flags are
 * read off the books each time, never stored.
 *
 * @param kind collection_cost, late_fee, return_fee, interest, or interest_credit (interest given back)
 * @param state open, paid, written_off or void; of an interest_credit issued
 * @param flags overdue, partly_paid, disputed, payment_processing
 * @param invoice the claim it is about, if it is about one
 * @param open still to be paid; zero of an interest_credit
 * @param writtenOff off the books and still claimed
 * @param waived given up
 * @param unapplied of an interest_credit, what settles nothing yet; else null
 * @param daysPastDue negative before the due date; null where nothing is open
 * @param interest how it was counted, where it is interest
 * @param version for If-Match; counts edits, not payments
 */
record ChargeView(
        ChargeId id,
        String number,
        @Nullable String externalId,
        CustomerName customer,
        ChargeKind kind,
        String state,
        List<String> flags,
        @Nullable PublicId invoice,
        @Nullable String invoiceNumber,
        Currency currency,
        long amount,
        long open,
        long writtenOff,
        long waived,
        @Nullable Long unapplied,
        LocalDate issueDate,
        LocalDate dueDate,
        @Nullable Integer daysPastDue,
        Charge.@Nullable Counted interest,
        Map<String, String> metadata,
        int version,
        Instant createdAt,
        Instant updatedAt) {

    record CustomerName(
            CustomerId id, String name, @Nullable String externalId) {}
}

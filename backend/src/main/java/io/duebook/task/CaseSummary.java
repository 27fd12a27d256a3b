package io.duebook.task;

import io.duebook.customer.CustomerName;
import io.duebook.shared.CaseId;
import io.duebook.shared.CreditNoteId;
import io.duebook.shared.Currency;
import io.duebook.shared.MemberId;
import io.duebook.shared.PublicId;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A case as it stands.
 *
 * @param outcome how it ended; null while it did not
 * @param invoice the claim objected to; null of a question
 * @param amount that is objected to, in minor units; null of a question
 * @param disputed what of it is held in dispute now: no more than what is open of the claim, and nothing once it is resolved
 * @param owner who answers it; staff's own
 * @param openedBy not told to contacts
 * @param openedByContact whether the customer opened it, and not staff on their behalf
 * @param overdue whether it should have been answered before today
 * @param version for If-Match; counts changes of owner, day and state
 */
public record CaseSummary(
        CaseId id,
        String number,
        CustomerName customer,
        CaseKind kind,
        CaseReason reason,
        CaseStatus status,
        @Nullable String outcome,
        @Nullable PublicId invoice,
        @Nullable String invoiceNumber,
        @Nullable Currency currency,
        @Nullable Long amount,
        @Nullable Long disputed,
        @Nullable CreditNoteId creditNote,
        @Nullable String creditNoteNumber,
        @Nullable MemberId owner,
        @Nullable String ownerName,
        @Nullable LocalDate dueOn,
        boolean overdue,
        @Nullable String openedBy,
        boolean openedByContact,
        Instant openedAt,
        @Nullable Instant resolvedAt,
        int version) {

    boolean isOver() {
        return status == CaseStatus.RESOLVED;
    }
}

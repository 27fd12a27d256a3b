package io.duebook.task;

import io.duebook.customer.CustomerName;
import io.duebook.shared.CaseId;
import io.duebook.shared.CreditNoteId;
import io.duebook.shared.Currency;
import io.duebook.shared.MemberId;
import io.duebook.shared.PublicId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A case and its thread: as {@link CaseSummary}, with what was written.
 *
 * @param messages the oldest first
 */
public record CaseView(
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
        int version,
        List<CaseMessage> messages) {

    /**
     * What somebody wrote.
     *
     * @param internal whether only staff read it
     * @param byContact whether the customer wrote it
     * @param author not told to contacts, unless it is one of theirs
     */
    public record CaseMessage(
            UUID id,
            boolean internal,
            boolean byContact,
            @Nullable String author,
            String message,
            Instant createdAt) {}

    static CaseView of(CaseSummary about, List<CaseMessage> messages) {
        return new CaseView(
                about.id(),
                about.number(),
                about.customer(),
                about.kind(),
                about.reason(),
                about.status(),
                about.outcome(),
                about.invoice(),
                about.invoiceNumber(),
                about.currency(),
                about.amount(),
                about.disputed(),
                about.creditNote(),
                about.creditNoteNumber(),
                about.owner(),
                about.ownerName(),
                about.dueOn(),
                about.overdue(),
                about.openedBy(),
                about.openedByContact(),
                about.openedAt(),
                about.resolvedAt(),
                about.version(),
                messages);
    }
}

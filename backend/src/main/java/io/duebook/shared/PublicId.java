package io.duebook.shared;

import java.util.Optional;
import java.util.UUID;

/** An id as the outside sees it: what it is an id of, then the UUID in base 32, so that texts sort as the ids do. */
public sealed interface PublicId
        permits AllocationId,
                ApiClientId,
                ApprovalId,
                AttachmentId,
                BillId,
                CaseId,
                ChargeId,
                CheckoutId,
                ContactId,
                CreditNoteId,
                CustomerId,
                DeductionId,
                DepositId,
                EntryId,
                EventId,
                ExchangeRateId,
                ExportId,
                FindingId,
                ImportId,
                InvoiceId,
                MemberId,
                MessageId,
                NettingId,
                PaymentId,
                RecurringInvoiceId,
                RefundId,
                RestoreId,
                SettlementOfferId,
                StatementId,
                StatementReplyId,
                StatementRunId,
                TenantId,
                TransferId,
                UnidentifiedReceiptId {

    UUID value();

    /** Three letters and an underscore. */
    String prefix();

    default String text() {
        return prefix() + Base32.encode(value());
    }

    /** The UUID in a public id of the given prefix; empty where the text is none. */
    static Optional<UUID> parse(String prefix, String text) {
        return text.startsWith(prefix) ? Base32.decode(text.substring(prefix.length())) : Optional.empty();
    }
}

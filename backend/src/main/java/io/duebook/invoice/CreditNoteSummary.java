package io.duebook.invoice;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.duebook.shared.CreditNoteId;
import io.duebook.shared.Currency;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A credit note in a list: as {@link CreditNoteView}, without what only its own page shows. */
record CreditNoteSummary(
        CreditNoteId id,
        String number,
        @Nullable String externalId,
        InvoiceView.CustomerName customer,
        String state,
        LocalDate issueDate,
        Currency currency,
        long total,
        long unapplied,
        @Nullable String reason,
        @Nullable String reference,
        int version,
        Instant createdAt,
        @JsonIgnore Instant updatedAt) {}

package io.duebook.invoice;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.duebook.shared.Currency;
import io.duebook.shared.InvoiceId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An invoice in a list: as {@link InvoiceView}, without what only its own page shows. */
record InvoiceSummary(
        InvoiceId id,
        @Nullable String number,
        @Nullable String externalId,
        InvoiceView.CustomerName customer,
        String state,
        List<String> flags,
        List<String> closedBy,
        @Nullable LocalDate issueDate,
        @Nullable LocalDate dueDate,
        Currency currency,
        long total,
        long open,
        long disputed,
        @Nullable Integer daysPastDue,
        @Nullable String reference,
        @Nullable String purchaseOrder,
        String taxState,
        int version,
        Instant createdAt,
        @JsonIgnore Instant updatedAt) {}

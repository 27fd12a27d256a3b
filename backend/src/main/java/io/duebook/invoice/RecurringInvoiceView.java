package io.duebook.invoice;

import io.duebook.shared.Currency;
import io.duebook.shared.CustomerId;
import io.duebook.shared.InvoiceId;
import io.duebook.shared.RecurringInvoiceId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A recurring invoice as clients see it.
 *
 * @param amount of each invoice, tax included, in minor units
 * @param made how many invoices it brought
 * @param nextOn when the next one comes, or would if it were not paused
 * @param trouble the code of what stopped it; it pauses until it is resumed
 * @param latest the last ones it brought, the newest first, twelve at most
 */
record RecurringInvoiceView(
        RecurringInvoiceId id,
        @Nullable String externalId,
        CustomerName customer,
        String state,
        Currency currency,
        long amount,
        Recurrence.Every every,
        int step,
        LocalDate firstOn,
        @Nullable LocalDate until,
        @Nullable Integer times,
        int made,
        @Nullable LocalDate nextOn,
        @Nullable String trouble,
        List<MadeInvoice> latest,
        JsonNode invoice,
        int version,
        Instant createdAt,
        Instant updatedAt) {

    record CustomerName(
            CustomerId id, String name, @Nullable String externalId) {}

    record MadeInvoice(LocalDate on, InvoiceId id, @Nullable String number) {}
}

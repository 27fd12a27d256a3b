package io.duebook.importing;

import io.duebook.shared.Currency;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a row says: an invoice, its customer, and the payment that settled it or a part of it.
 *
 * @param total in minor units of the currency, without tax
 * @param settled null where nothing was paid
 * @param metadata what the file says beyond, by the name of the column
 */
record Receivable(
        Debtor debtor,
        String number,
        @Nullable String externalId,
        LocalDate issueDate,
        LocalDate dueDate,
        Currency currency,
        long total,
        boolean disputed,
        @Nullable String reference,
        @Nullable Settled settled,
        Map<String, String> metadata) {

    /** Who owes it; everything but the external id matters only where the customer is new. */
    record Debtor(
            String externalId,
            String name,
            @Nullable String email,
            @Nullable String taxId,
            Map<String, String> address) {}

    /** @param amount in minor units of the invoice's currency, more than zero */
    record Settled(
            LocalDate receivedOn,
            long amount,
            String method,
            @Nullable String reference) {}
}

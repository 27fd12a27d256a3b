package io.duebook.invoice;

import io.duebook.platform.Event;
import io.duebook.platform.Reason;
import io.duebook.shared.CustomerId;
import io.duebook.shared.InvoiceId;
import io.duebook.shared.Money;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** What the log tells of invoices. */
final class InvoiceEvents {

    private InvoiceEvents() {}

    record Told(
            InvoiceId id,
            CustomerId customer,
            @Nullable String number,
            @Nullable String externalId,
            Money total,
            @Nullable LocalDate issueDate,
            @Nullable LocalDate dueDate) {}

    static Event created(Invoice invoice) {
        return Event.of("invoice.created", invoice.id(), invoice.customer(), told(invoice));
    }

    static Event issued(Invoice invoice) {
        return Event.of("invoice.issued", invoice.id(), invoice.customer(), told(invoice));
    }

    static Event voided(Invoice invoice, Reason reason) {
        return Event.because(reason.text(), "invoice.voided", invoice.id(), invoice.customer(), told(invoice));
    }

    private static Told told(Invoice invoice) {
        return new Told(
                invoice.id(),
                invoice.customer(),
                invoice.number(),
                invoice.externalId(),
                invoice.total(),
                invoice.issueDate(),
                invoice.dueDate());
    }
}

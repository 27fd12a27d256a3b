package io.duebook.invoice;

import io.duebook.platform.Event;
import io.duebook.shared.CustomerId;
import io.duebook.shared.InvoiceId;
import io.duebook.shared.Money;
import io.duebook.shared.RecurringInvoiceId;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** What the log tells of recurring invoices; of what they bring, the invoices tell themselves. */
final class RecurringInvoiceEvents {

    private RecurringInvoiceEvents() {}

    /** @param trouble the code of the refusal that stopped it */
    record Told(
            RecurringInvoiceId id,
            CustomerId customer,
            String state,
            Money total,
            @Nullable LocalDate nextOn,
            int made,
            @Nullable String trouble) {}

    record Made(RecurringInvoiceId id, CustomerId customer, LocalDate on, InvoiceId invoice) {}

    static Event of(String happened, RecurringInvoice one) {
        return Event.of(
                "recurring_invoice." + happened,
                one.id(),
                one.customer(),
                new Told(
                        one.id(),
                        one.customer(),
                        one.state().code(),
                        one.total(),
                        one.nextOn(),
                        one.made(),
                        one.trouble()));
    }

    static Event made(RecurringInvoice by, LocalDate on, InvoiceId invoice) {
        return Event.of(
                "recurring_invoice.made", by.id(), by.customer(), new Made(by.id(), by.customer(), on, invoice));
    }
}

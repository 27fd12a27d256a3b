package io.duebook.invoice;

import io.duebook.platform.Event;
import io.duebook.platform.Reason;
import io.duebook.shared.CustomerId;
import io.duebook.shared.InvoiceId;
import io.duebook.shared.Money;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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

    /** @param changed the names of the fields, never what they say: a salesperson is a person */
    record Updated(InvoiceId id, CustomerId customer, int version, List<String> changed) {}

    static Event updated(Invoice before, Invoice after) {
        return Event.of(
                "invoice.updated",
                after.id(),
                after.customer(),
                new Updated(
                        after.id(),
                        after.customer(),
                        after.version().number(),
                        changed(before.references(), after.references())));
    }

    private static List<String> changed(InvoiceReferences before, InvoiceReferences after) {
        var fields = new ArrayList<String>();
        differ(fields, "purchase_order", before.purchaseOrder(), after.purchaseOrder());
        differ(fields, "delivery_note", before.deliveryNote(), after.deliveryNote());
        differ(fields, "contract", before.contract(), after.contract());
        differ(fields, "salesperson", before.salesperson(), after.salesperson());
        differ(fields, "tax_documents", before.taxDocuments(), after.taxDocuments());
        return fields;
    }

    private static void differ(List<String> fields, String name, @Nullable Object before, @Nullable Object after) {
        if (!Objects.equals(before, after)) {
            fields.add(name);
        }
    }

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

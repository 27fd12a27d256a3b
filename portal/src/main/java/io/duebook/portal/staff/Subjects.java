package io.duebook.portal.staff;

import io.duebook.portal.api.ApprovalsApi.Approval;
import io.duebook.portal.api.ChargesApi;
import io.duebook.portal.api.CustomersApi;
import io.duebook.portal.api.InvoicesApi;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** What the document is called that an approval is about, and whose it is: the queue has ids only. */
@Component
class Subjects {

    private final InvoicesApi invoices;
    private final ChargesApi charges;
    private final CustomersApi customers;

    Subjects(InvoicesApi invoices, ChargesApi charges, CustomersApi customers) {
        this.invoices = invoices;
        this.charges = charges;
        this.customers = customers;
    }

    /** @param number of the document, empty where it has none */
    record Subject(String number, String customer) {}

    Subject of(Approval approval) {
        String document = approval.document();
        if (document.startsWith("inv_")) {
            var invoice = invoices.get(document);
            return new Subject(
                    Objects.requireNonNullElse(invoice.number(), ""),
                    invoice.customer().name());
        }
        if (document.startsWith("chg_")) {
            var charge = charges.get(document);
            return new Subject(charge.number(), charge.customer().name());
        }
        String customer = approval.customer();
        return new Subject("", customer == null ? "" : customers.get(customer).name());
    }

    /** A claim that is off the books and still claimed; the amount in minor units. */
    record OffTheBooks(String id, String number, String customer, String currency, long writtenOff) {}

    OffTheBooks offTheBooks(String id) {
        if (id.startsWith("chg_")) {
            var charge = charges.get(id);
            return new OffTheBooks(id, charge.number(), charge.customer().id(), charge.currency(), charge.writtenOff());
        }
        var invoice = invoices.get(id);
        return new OffTheBooks(
                id,
                Objects.requireNonNullElse(invoice.number(), ""),
                invoice.customer().id(),
                invoice.currency(),
                invoice.settled().writtenOff());
    }
}

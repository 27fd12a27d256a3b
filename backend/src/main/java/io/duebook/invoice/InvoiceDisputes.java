package io.duebook.invoice;

import io.duebook.customer.Customers;
import io.duebook.platform.NotFound;
import io.duebook.platform.Transactions;
import io.duebook.platform.Version;
import io.duebook.shared.InvoiceId;
import io.duebook.task.CaseView;
import io.duebook.task.Cases;
import io.duebook.task.NewDispute;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Invoices that a customer objects to. What is owed does not change by it, nor does the invoice. */
@Service
class InvoiceDisputes {

    private final InvoiceRepository invoices;
    private final Cases cases;
    private final Customers customers;
    private final Transactions transactions;

    InvoiceDisputes(InvoiceRepository invoices, Cases cases, Customers customers, Transactions transactions) {
        this.invoices = invoices;
        this.cases = cases;
        this.customers = customers;
        this.transactions = transactions;
    }

    /**
     * Puts an invoice or a part of it in dispute.
     *
     * @throws NotFound if there is no such invoice
     * @throws NotIssued if nobody owes it yet, or it is void
     */
    Mono<CaseView> dispute(InvoiceId id, Version expected, NewDispute request) {
        return transactions.write(invoices.customerOf(id)
                .flatMap(customers::lockEvenArchived)
                .then(Mono.defer(() -> invoices.lock(id)))
                .switchIfEmpty(Mono.error(NotFound::new))
                .doOnNext(invoice -> mustBeOwed(invoice, expected))
                .flatMap(invoice -> cases.dispute(invoice.customer(), id.text(), request)));
    }

    private static void mustBeOwed(Invoice invoice, Version expected) {
        expected.mustBe(invoice.version());
        if (invoice.state() != Invoice.State.ISSUED) {
            throw new NotIssued(invoice.state());
        }
    }
}

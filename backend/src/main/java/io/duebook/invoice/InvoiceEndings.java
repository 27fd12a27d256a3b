package io.duebook.invoice;

import io.duebook.customer.Customers;
import io.duebook.item.Ending;
import io.duebook.item.WriteOffs;
import io.duebook.platform.ApprovalNeeded;
import io.duebook.platform.NotFound;
import io.duebook.platform.Transactions;
import io.duebook.platform.Version;
import io.duebook.shared.InvoiceId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Invoices that end unpaid: written off or waived, as they are seen by whoever asked. */
@Service
class InvoiceEndings {

    private final InvoiceRepository invoices;
    private final InvoiceViews views;
    private final WriteOffs writeOffs;
    private final Customers customers;
    private final Transactions transactions;

    InvoiceEndings(
            InvoiceRepository invoices,
            InvoiceViews views,
            WriteOffs writeOffs,
            Customers customers,
            Transactions transactions) {
        this.invoices = invoices;
        this.views = views;
        this.writeOffs = writeOffs;
        this.customers = customers;
        this.transactions = transactions;
    }

    /** Either it is done, or somebody else must agree first. */
    sealed interface Outcome {}

    record Done(InvoiceView invoice) implements Outcome {}

    record Waiting(ApprovalNeeded approval) implements Outcome {}

    /**
     * Ends an invoice or a part of it unpaid, or asks for approval.
     *
     * @param expected the version the caller saw; null: whichever it is
     * @throws NotFound if there is no such invoice
     * @throws NotIssued if nobody owes it yet, or it is void
     */
    Mono<Outcome> end(InvoiceId id, Ending ending, @Nullable Version expected) {
        return transactions.write(invoices.customerOf(id)
                .flatMap(customers::lockEvenArchived)
                .then(Mono.defer(() -> invoices.lock(id)))
                .switchIfEmpty(Mono.error(NotFound::new))
                .doOnNext(invoice -> mustBeOwed(invoice, expected))
                .then(Mono.defer(() -> writeOffs.end(ending)))
                .flatMap(outcome -> seen(id, outcome)));
    }

    private static void mustBeOwed(Invoice invoice, @Nullable Version expected) {
        if (expected != null) {
            expected.mustBe(invoice.version());
        }
        if (invoice.state() != Invoice.State.ISSUED) {
            throw new NotIssued(invoice.state());
        }
    }

    private Mono<Outcome> seen(InvoiceId id, WriteOffs.Outcome outcome) {
        return switch (outcome) {
            case WriteOffs.Done() -> views.get(id).map(Done::new);
            case WriteOffs.Waiting(var approval) -> Mono.just(new Waiting(new ApprovalNeeded(approval)));
        };
    }
}

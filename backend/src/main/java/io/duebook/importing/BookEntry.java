package io.duebook.importing;

import io.duebook.customer.Address;
import io.duebook.customer.Customer;
import io.duebook.customer.CustomerDetails;
import io.duebook.customer.CustomerKind;
import io.duebook.customer.Customers;
import io.duebook.importing.Receivable.Debtor;
import io.duebook.importing.StagedRows.Staged;
import io.duebook.invoice.ImportedInvoice;
import io.duebook.invoice.Invoices;
import io.duebook.item.Change;
import io.duebook.item.OpenItem;
import io.duebook.payment.ImportedPayment;
import io.duebook.payment.Payments;
import io.duebook.platform.Database;
import io.duebook.platform.Ids;
import io.duebook.shared.CustomerId;
import io.duebook.shared.ImportId;
import io.duebook.shared.InvoiceId;
import io.duebook.shared.Money;
import io.duebook.shared.PaymentId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Writes accepted rows into the books: customers that are new, invoices, and the payments that settled them. */
@Component
class BookEntry {

    private static final int ROWS_AT_ONCE = 2_000;

    private final StagedRows rows;
    private final Customers customers;
    private final Invoices invoices;
    private final Payments payments;
    private final Database database;

    BookEntry(StagedRows rows, Customers customers, Invoices invoices, Payments payments, Database database) {
        this.rows = rows;
        this.customers = customers;
        this.invoices = invoices;
        this.payments = payments;
        this.database = database;
    }

    /** All accepted rows, some thousands in one statement. Joins the transaction in which all of them are committed. */
    Mono<Void> enter(ImportId id, Instant recordedAt) {
        return enterBehind(id, 0, recordedAt)
                .expand(line -> enterBehind(id, line, recordedAt))
                .then();
    }

    /** The next rows behind a line; the last line entered, or empty where there is no further row. */
    private Mono<Integer> enterBehind(ImportId id, int line, Instant recordedAt) {
        return rows.accepted(id, line, ROWS_AT_ONCE)
                .collectList()
                .filter(found -> !found.isEmpty())
                .flatMap(found -> database.planAnew()
                        .then(enter(id, found, recordedAt))
                        .thenReturn(found.getLast().line()));
    }

    private Mono<Void> enter(ImportId id, List<Staged> found, Instant recordedAt) {
        return customersOf(id, found, recordedAt)
                .map(known -> found.stream()
                        .map(staged -> Document.of(id, staged, known))
                        .toList())
                .flatMap(documents -> invoices.importAll(
                                documents.stream().map(Document::invoice).toList())
                        .then(importPayments(
                                documents.stream().flatMap(Document::payment).toList())));
    }

    private Mono<Void> importPayments(List<ImportedPayment> settling) {
        return settling.isEmpty() ? Mono.empty() : payments.importAll(settling);
    }

    /** Who owes these rows, by their external id; those not known yet are made, the first row's word counting. */
    private Mono<Map<String, CustomerId>> customersOf(ImportId id, List<Staged> found, Instant recordedAt) {
        var debtors = new LinkedHashMap<String, Debtor>();
        found.stream()
                .map(staged -> staged.receivable().debtor())
                .forEach(debtor -> debtors.putIfAbsent(debtor.externalId(), debtor));
        return customers
                .byExternalIds(debtors.keySet())
                .collectMap(customer -> Objects.requireNonNull(customer.externalId()), Customer::id)
                .flatMap(known -> {
                    List<Customer> added = debtors.values().stream()
                            .filter(debtor -> !known.containsKey(debtor.externalId()))
                            .map(debtor -> customer(id, debtor, recordedAt))
                            .toList();
                    added.forEach(customer -> known.put(Objects.requireNonNull(customer.externalId()), customer.id()));
                    return (added.isEmpty() ? Mono.<Void>empty() : database.write(customers.insert(added)))
                            .thenReturn(known);
                });
    }

    private static Customer customer(ImportId id, Debtor debtor, Instant recordedAt) {
        return Customer.create(
                new CustomerId(Ids.next()),
                new CustomerDetails(
                        debtor.externalId(),
                        debtor.name(),
                        CustomerKind.BUSINESS,
                        null,
                        null,
                        debtor.email(),
                        debtor.taxId(),
                        debtor.address().isEmpty() ? null : address(debtor.address()),
                        null,
                        Map.of()),
                id,
                recordedAt);
    }

    private static Address address(Map<String, String> parts) {
        return new Address(
                parts.get("line1"),
                parts.get("line2"),
                parts.get("postal_code"),
                parts.get("city"),
                parts.get("region"),
                parts.get("country"));
    }

    /** A row as the books take it. */
    private record Document(ImportedInvoice invoice, Stream<ImportedPayment> payment) {

        static Document of(ImportId importId, Staged staged, Map<String, CustomerId> customers) {
            Receivable row = staged.receivable();
            CustomerId customer =
                    Objects.requireNonNull(customers.get(row.debtor().externalId()));
            var total = new Money(row.total(), row.currency());
            var invoice = new ImportedInvoice(
                    new InvoiceId(Ids.next()),
                    customer,
                    row.number(),
                    row.externalId(),
                    row.issueDate(),
                    row.dueDate(),
                    total,
                    row.disputed(),
                    row.reference(),
                    row.metadata(),
                    importId,
                    staged.line());
            return new Document(
                    invoice,
                    Stream.ofNullable(row.settled())
                            .map(settled -> new ImportedPayment(
                                    new PaymentId(Ids.next()),
                                    customer,
                                    new Money(settled.amount(), row.currency()),
                                    settled.receivedOn(),
                                    settled.method(),
                                    settled.reference(),
                                    item(invoice),
                                    importId,
                                    staged.line())));
        }

        private static OpenItem item(ImportedInvoice invoice) {
            return new OpenItem(
                    invoice.id().value(),
                    invoice.customer(),
                    OpenItem.Kind.INVOICE,
                    invoice.number(),
                    invoice.total(),
                    invoice.total(),
                    invoice.issueDate(),
                    invoice.dueDate(),
                    invoice.disputed(),
                    invoice.total().isZero()
                            ? List.of()
                            : List.of(new Change(
                                    invoice.issueDate(),
                                    invoice.issueDate(),
                                    Change.BY_THIS_COMMAND,
                                    invoice.total().amount())));
        }
    }
}

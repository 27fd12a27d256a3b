package io.duebook.invoice;

import io.duebook.customer.Customer;
import io.duebook.customer.Customers;
import io.duebook.item.CreditedParts;
import io.duebook.item.ImportUndo;
import io.duebook.item.Items;
import io.duebook.item.NewItem;
import io.duebook.item.OpenItem;
import io.duebook.item.UnappliedCredit;
import io.duebook.ledger.Entry;
import io.duebook.ledger.Ledger;
import io.duebook.ledger.Reversal;
import io.duebook.platform.BusinessClock;
import io.duebook.platform.Constraint;
import io.duebook.platform.Cursor;
import io.duebook.platform.Database;
import io.duebook.platform.EventLog;
import io.duebook.platform.Ids;
import io.duebook.platform.Limit;
import io.duebook.platform.MergePatch;
import io.duebook.platform.Moment;
import io.duebook.platform.NotFound;
import io.duebook.platform.NumberSeries;
import io.duebook.platform.Page;
import io.duebook.platform.Reason;
import io.duebook.platform.Transactions;
import io.duebook.platform.UnknownReference;
import io.duebook.platform.Version;
import io.duebook.platform.Write;
import io.duebook.shared.ImportId;
import io.duebook.shared.InvoiceId;
import io.duebook.tenant.Policies.WeekendShift;
import io.duebook.tenant.Tenant;
import io.duebook.tenant.Tenants;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** Invoices from draft to the end: made, issued (from when the customer owes them), voided. */
@Service
public class Invoices {

    private static final String SERIES = "invoice";

    private final InvoiceRepository invoices;
    private final InvoiceViews views;
    private final InvoiceList list;
    private final PossibleDuplicates duplicates;
    private final Customers customers;
    private final Tenants tenants;
    private final Items items;
    private final CreditedParts creditedParts;
    private final UnappliedCredit credit;
    private final Deposits deposits;
    private final ImportUndo undo;
    private final Ledger ledger;
    private final NumberSeries numbers;
    private final EventLog events;
    private final MergePatch patches;
    private final Database database;
    private final Transactions transactions;
    private final BusinessClock clock;

    Invoices(
            InvoiceRepository invoices,
            InvoiceViews views,
            InvoiceList list,
            PossibleDuplicates duplicates,
            Customers customers,
            Tenants tenants,
            Items items,
            CreditedParts creditedParts,
            UnappliedCredit credit,
            Deposits deposits,
            ImportUndo undo,
            Ledger ledger,
            NumberSeries numbers,
            EventLog events,
            MergePatch patches,
            Database database,
            Transactions transactions,
            BusinessClock clock) {
        this.invoices = invoices;
        this.views = views;
        this.list = list;
        this.duplicates = duplicates;
        this.customers = customers;
        this.tenants = tenants;
        this.items = items;
        this.creditedParts = creditedParts;
        this.credit = credit;
        this.deposits = deposits;
        this.undo = undo;
        this.ledger = ledger;
        this.numbers = numbers;
        this.events = events;
        this.patches = patches;
        this.database = database;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Makes an invoice, and issues it if so asked.
     *
     * @throws UnknownReference if there is no such customer
     * @throws NumberTaken if the number or external id belongs to another invoice
     */
    Mono<InvoiceView> create(NewInvoice request) {
        return transactions.write(customers
                .lock(request.customer())
                .switchIfEmpty(Mono.error(() -> new UnknownReference("/customer")))
                .flatMap(customer -> tenants.current()
                        .map(tenant -> request.draft(new InvoiceId(Ids.next()), UsualTerms.of(customer, tenant)))
                        .delayUntil(deposits::mustBeTheirs)
                        .flatMap(draft -> request.toBeIssued() ? issueNew(draft, customer) : keep(draft)))
                .onErrorMap(
                        Constraint.violated("invoice_number_once"),
                        taken -> request.number() == null ? NumberTaken.atThisMoment() : NumberTaken.number())
                .onErrorMap(Constraint.violated("invoice_external_id_once"), taken -> NumberTaken.externalId()));
    }

    private Mono<InvoiceView> keep(Invoice draft) {
        return database.write(Write.all(
                        invoices.insert(List.of(Row.of(draft, null))), events.append(InvoiceEvents.created(draft))))
                .then(Mono.defer(() -> views.get(draft.id())));
    }

    private Mono<InvoiceView> issueNew(Invoice draft, Customer customer) {
        UUID entry = Ids.next();
        return issued(draft).flatMap(invoice -> {
            Moment now = Moment.now(clock);
            return now.of(database.write(Write.all(
                            invoices.insert(List.of(Row.of(invoice, entry))),
                            beginsToBeOwed(invoice, entry),
                            events.append(InvoiceEvents.created(draft), InvoiceEvents.issued(invoice)))))
                    .then(Mono.defer(() -> deposits.settle(draft)))
                    .then(Mono.defer(() -> credit.applyByPolicy(draft.id().value())))
                    .flatMap(applied -> applied.isEmpty() && invoice.deposits().isEmpty()
                            ? justIssued(invoice, customer, now)
                            : views.get(invoice.id()));
        });
    }

    private Mono<InvoiceView> justIssued(Invoice invoice, Customer customer, Moment now) {
        return tenants.current().zipWith(duplicates.of(invoice), (tenant, possible) -> new JustIssued(
                        invoice, customer, tenant.today(clock), now.at(), possible)
                .view());
    }

    /**
     * Issues a draft: from now on the customer owes it.
     *
     * @throws NotADraft if it was issued or voided before
     */
    Mono<InvoiceView> issue(InvoiceId id, Version expected) {
        UUID entry = Ids.next();
        return transactions.write(invoices.customerOf(id)
                .flatMap(customers::lockEvenArchived)
                .then(locked(id, expected))
                .flatMap(draft -> issued(draft)
                        .flatMap(invoice -> database.write(Write.all(
                                invoices.markIssued(invoice, entry),
                                beginsToBeOwed(invoice, entry),
                                events.append(InvoiceEvents.issued(invoice)))))
                        .onErrorMap(
                                Constraint.violated("invoice_number_once"),
                                taken -> draft.number() == null ? NumberTaken.atThisMoment() : NumberTaken.number())
                        .then(Mono.defer(() -> deposits.settle(draft))))
                .then(Mono.defer(() -> credit.applyByPolicy(id.value())))
                .then(views.get(id)));
    }

    private Mono<Invoice> issued(Invoice draft) {
        return tenants.current().flatMap(tenant -> {
            LocalDate today = tenant.today(clock);
            WeekendShift shift = tenant.policies().weekendShift();
            String given = draft.number();
            return given != null
                    ? Mono.fromSupplier(() -> draft.issue(today, given, shift))
                    // Decided before a number is taken, so that a refusal takes none.
                    : Mono.fromSupplier(() -> draft.issue(today, "", shift))
                            .map(invoice -> Objects.requireNonNull(invoice.issueDate()))
                            .flatMap(day -> numbers.takeFree(
                                    SERIES,
                                    tenant.policies().numbering().invoice().format(),
                                    day,
                                    InvoiceRepository.NUMBERED))
                            .map(number -> draft.issue(today, number, shift));
        });
    }

    private Write beginsToBeOwed(Invoice invoice, UUID entry) {
        LocalDate issued = Objects.requireNonNull(invoice.issueDate());
        List<Entry> postings = invoice.posting(entry, issued).toList();
        NewItem item = new NewItem(
                        invoice.id().value(),
                        entry,
                        invoice.customer(),
                        OpenItem.Kind.INVOICE,
                        Objects.requireNonNull(invoice.number()),
                        invoice.reference(),
                        invoice.total(),
                        issued,
                        Objects.requireNonNull(invoice.dueDate()),
                        false,
                        invoice.taxParts())
                .offering(invoice.offer())
                .dueIn(invoice.instalments());
        return items.open(List.of(item)).and(ledger.post(postings));
    }

    /**
     * Says anew by what else an invoice is known; what the patch does not name stays.
     *
     * @throws TaxDocumentStays if a tax document that can only be reversed is left out
     */
    Mono<InvoiceView> edit(InvoiceId id, Version expected, JsonNode patch) {
        return transactions.write(locked(id, expected)
                .flatMap(
                        invoice -> change(invoice, patches.apply(invoice.references(), patch, InvoiceReferences.class)))
                .then(Mono.defer(() -> views.get(id))));
    }

    /** A change that changes nothing is no edit: no new version, no event. */
    private Mono<Void> change(Invoice present, InvoiceReferences wanted) {
        if (wanted.equals(present.references())) {
            return Mono.empty();
        }
        wanted.mustKeep(present.references());
        Invoice edited = present.knownBy(wanted);
        return invoices.change(edited)
                .flatMap(change -> database.write(change.and(events.append(InvoiceEvents.updated(present, edited)))));
    }

    /**
     * Voids a draft, or an issued invoice that nothing settles: its posting is reversed on the day it is voided.
     *
     * @throws CannotVoid if something settles it, a credit note takes it back, or it is void already
     */
    Mono<InvoiceView> voidInvoice(InvoiceId id, Version expected, Reason reason) {
        return transactions.write(invoices.customerOf(id)
                .flatMap(customers::lockEvenArchived)
                .then(locked(id, expected))
                .zipWith(tenants.current(), (invoice, tenant) -> voiding(invoice, tenant, reason))
                .flatMap(Function.identity())
                .then(views.get(id)));
    }

    private Mono<Void> voiding(Invoice invoice, Tenant tenant, Reason reason) {
        return switch (invoice.state()) {
            case VOID, UNDONE -> Mono.error(CannotVoid.ended());
            case DRAFT ->
                database.write(
                        invoices.markVoid(invoice.id()).and(events.append(InvoiceEvents.voided(invoice, reason))));
            case ISSUED ->
                items.find(List.of(invoice.id().value()))
                        .next()
                        .filter(item -> item.open().equals(item.amount()))
                        .switchIfEmpty(Mono.error(CannotVoid::settled))
                        .delayUntil(item -> mustNotBeTakenBack(item.id()))
                        .zipWhen(item -> invoices.entryOf(invoice.id()).defaultIfEmpty(List.of()))
                        .flatMap(found -> database.write(Write.all(
                                invoices.markVoid(invoice.id()),
                                reversed(found.getT1(), found.getT2(), tenant.today(clock)),
                                events.append(InvoiceEvents.voided(invoice, reason)))));
        };
    }

    /** Voided, it would be taken back twice: by the void, and by the credit note once more. */
    private Mono<Long> mustNotBeTakenBack(UUID invoice) {
        return creditedParts
                .takenBack(invoice)
                .filter(back -> back == 0)
                .switchIfEmpty(Mono.error(CannotVoid::credited));
    }

    /** Today; an invoice that begins later, or is free of its allocations only later, is reversed on that day. */
    private Write reversed(OpenItem item, List<UUID> posting, LocalDate today) {
        if (posting.isEmpty()) {
            return Write.nothing();
        }
        LocalDate on = item.freeFrom(today.isBefore(item.issuedOn()) ? item.issuedOn() : today);
        UUID entry = Ids.next();
        return items.voidItem(item, entry, on)
                .and(ledger.reverse(List.of(new Reversal(entry, "void", posting.getFirst(), on))));
    }

    private Mono<Invoice> locked(InvoiceId id, Version expected) {
        return invoices.lock(id)
                .switchIfEmpty(Mono.error(NotFound::new))
                .doOnNext(invoice -> expected.mustBe(invoice.version()));
    }

    /** @throws NotFound if there is none of this id that the caller may see */
    Mono<InvoiceView> get(InvoiceId id) {
        return transactions.readByKey(views.find(id)).switchIfEmpty(Mono.error(NotFound::new));
    }

    Mono<Page<InvoiceSummary>> list(InvoiceFilter filter, @Nullable Cursor after, Limit limit) {
        return transactions.read(customers
                .mustKnow(filter.customer())
                .thenMany(list.page(filter, after, limit.withOneMore()))
                .collectList()
                .map(rows -> Page.of(rows, limit.rows(), filter::cursorAfter)));
    }

    /** Invoices of an import, issued as they were elsewhere; joins the import's transaction. */
    public Mono<Void> importAll(List<ImportedInvoice> imported) {
        List<ImportedInvoice.Prepared> prepared =
                imported.stream().map(ImportedInvoice::prepare).toList();
        return database.write(Write.all(
                invoices.insert(
                        prepared.stream().map(ImportedInvoice.Prepared::row).toList()),
                items.open(prepared.stream().map(ImportedInvoice.Prepared::item).toList()),
                ledger.post(prepared.stream()
                        .flatMap(invoice -> invoice.posting().stream())
                        .toList())));
    }

    /** Undoes the invoices of an import in the books; what others allocated to them is free again. */
    public Mono<Void> undoImport(ImportId importId) {
        return transactions.write(invoices.ofImport(importId).collectList().flatMap(ids -> undo.takeBack(ids, List.of())
                .then(invoices.markUndone(importId))));
    }

    /** The ids of issued invoices by number, for those numbers that are in use. */
    public Mono<Map<String, InvoiceId>> byNumbers(List<String> numbersInUse) {
        return transactions.read(invoices.byNumbers(numbersInUse));
    }
}

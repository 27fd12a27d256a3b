package io.duebook.invoice;

import io.duebook.customer.Customers;
import io.duebook.item.Allocation;
import io.duebook.item.Allocator;
import io.duebook.item.Allocator.Part;
import io.duebook.item.Credit;
import io.duebook.item.CreditedParts;
import io.duebook.item.Credits;
import io.duebook.item.Items;
import io.duebook.item.Lowering;
import io.duebook.item.MadeLowering;
import io.duebook.item.NewCredit;
import io.duebook.item.OpenItem;
import io.duebook.ledger.Ledger;
import io.duebook.ledger.Reversal;
import io.duebook.platform.BusinessClock;
import io.duebook.platform.Constraint;
import io.duebook.platform.Cursor;
import io.duebook.platform.Database;
import io.duebook.platform.EventLog;
import io.duebook.platform.Ids;
import io.duebook.platform.Limit;
import io.duebook.platform.NotFound;
import io.duebook.platform.NumberSeries;
import io.duebook.platform.Page;
import io.duebook.platform.Reason;
import io.duebook.platform.Transactions;
import io.duebook.platform.UnknownReference;
import io.duebook.platform.Version;
import io.duebook.platform.Write;
import io.duebook.shared.CreditNoteId;
import io.duebook.shared.Money;
import io.duebook.tenant.Tenants;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Credit notes: issued, which lowers what the customer owes, and settled like money; voided while unused. */
@Service
class CreditNotes {

    private static final String SERIES = "credit_note";

    private final CreditNoteRepository notes;
    private final CreditNoteViews views;
    private final Customers customers;
    private final Tenants tenants;
    private final Items items;
    private final CreditedParts creditedParts;
    private final Credits credits;
    private final Ledger ledger;
    private final NumberSeries numbers;
    private final EventLog events;
    private final Database database;
    private final Transactions transactions;
    private final BusinessClock clock;

    CreditNotes(
            CreditNoteRepository notes,
            CreditNoteViews views,
            Customers customers,
            Tenants tenants,
            Items items,
            CreditedParts creditedParts,
            Credits credits,
            Ledger ledger,
            NumberSeries numbers,
            EventLog events,
            Database database,
            Transactions transactions,
            BusinessClock clock) {
        this.notes = notes;
        this.views = views;
        this.customers = customers;
        this.tenants = tenants;
        this.items = items;
        this.creditedParts = creditedParts;
        this.credits = credits;
        this.ledger = ledger;
        this.numbers = numbers;
        this.events = events;
        this.database = database;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Issues a credit note and, unless told otherwise, settles with it the claims it names, as far as they are open.
     *
     * @throws UnknownReference if there is no such customer, or no such claim of theirs
     * @throws CreditExceedsClaim if it takes back more than was claimed, counting the credit notes before it
     * @throws NumberTaken if the number or external id belongs to another credit note
     */
    Mono<CreditNoteView> issue(NewCreditNote request) {
        List<CreditLine> lines = request.creditLines();
        var id = new CreditNoteId(Ids.next());
        // Behind the customer's lock, so that two at once see each other and never exceed the claim together.
        return transactions.write(customers
                .lock(request.customer())
                .switchIfEmpty(Mono.error(() -> new UnknownReference("/customer")))
                .then(Mono.defer(() -> claims(lines)))
                .zipWith(tenants.current(), (claims, tenant) -> request.decide(id, lines, claims, tenant.today(clock)))
                .flatMap(this::numbered)
                .flatMap(note -> database.write(booking(note, request.allocatesToNamed())))
                .then(views.get(id))
                .onErrorMap(
                        Constraint.violated("credit_note_number_once"),
                        taken -> request.number() == null
                                ? NumberTaken.atThisMoment()
                                : NumberTaken.numberOfCreditNote())
                .onErrorMap(
                        Constraint.violated("credit_note_external_id_once"),
                        taken -> NumberTaken.externalIdOfCreditNote()));
    }

    private Mono<List<CreditedClaim>> claims(List<CreditLine> lines) {
        List<UUID> named = lines.stream()
                .map(CreditLine::claim)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        return items.find(named).collectList().flatMapMany(notes::claims).collectList();
    }

    private Mono<CreditNote> numbered(CreditNote note) {
        return note.number() == null
                ? tenants.current()
                        .map(tenant -> tenant.policies().numbering().creditNote())
                        .flatMap(series -> numbers.takeFree(
                                SERIES, series.format(), note.issueDate(), CreditNoteRepository.NUMBERED))
                        .map(note::numbered)
                : Mono.just(note);
    }

    private Write booking(CreditNote note, boolean allocates) {
        List<Lowering> lowerings = note.lowerings();
        // Of a credit note that gives no credit, what it posts is what it takes off the claims.
        UUID entry =
                note.credited().isPositive() ? Ids.next() : lowerings.getFirst().entry();
        List<Allocation> allocations = allocates ? allocate(note) : List.of();
        Money unapplied = allocations.stream().map(Allocation::amount).reduce(note.credited(), Money::minus);
        var credit = new NewCredit(
                note.id().value(),
                entry,
                Credit.Kind.CREDIT_NOTE,
                note.number(),
                note.customer(),
                note.credited(),
                unapplied,
                note.issueDate());
        return Write.all(
                notes.insert(note, entry),
                credits.receive(List.of(credit), allocations, lowerings),
                creditedParts.takeBack(note.id().value(), note.customer(), note.creditedParts()),
                ledger.post(Stream.of(
                                note.posting(entry).stream(),
                                lowerings.stream().map(Lowering::posting),
                                allocations.stream().flatMap(Allocation::postings))
                        .flatMap(entries -> entries)
                        .toList()),
                events.append(CreditNoteEvents.issued(note, unapplied, allocations)));
    }

    /** Each claim is settled by its own share, cut to what is open; the rest is the customer's unapplied credit. */
    private static List<Allocation> allocate(CreditNote note) {
        Credit credit = Credit.issued(note.id().value(), note.customer(), note.credited(), note.issueDate());
        List<OpenItem> named = note.claims().stream().map(CreditedClaim::item).toList();
        List<Part> shares = note.claims().stream()
                .map(claim -> new Part(claim.id(), note.of(claim).amount()))
                .toList();
        Map<UUID, OpenItem> byId = named.stream().collect(Collectors.toMap(OpenItem::id, Function.identity()));
        return Allocator.chosen(shares, named).stream()
                .map(part ->
                        Allocation.ofOwnCommand(credit, Objects.requireNonNull(byId.get(part.item())), part.amount()))
                .toList();
    }

    /**
     * Voids a credit note of which nothing is used: its posting is reversed on the day it is voided.
     *
     * @throws CannotVoid if it settles something, or is void already
     */
    Mono<CreditNoteView> voidCreditNote(CreditNoteId id, Version expected, Reason reason) {
        return transactions.write(notes.customerOf(id)
                .flatMap(customers::lockEvenArchived)
                .then(notes.lock(id).switchIfEmpty(Mono.error(NotFound::new)))
                .doOnNext(note -> mustBeVoidable(note, expected))
                .zipWhen(note -> credits.find(id.value()).filter(CreditNotes::isUnused))
                .switchIfEmpty(Mono.error(CannotVoid::creditUsed))
                .zipWhen(found -> creditedParts.lowerings(id.value()).collectList())
                .zipWith(
                        tenants.current(),
                        (found, tenant) -> voiding(
                                found.getT1().getT1(),
                                found.getT1().getT2(),
                                found.getT2(),
                                tenant.today(clock),
                                reason))
                .flatMap(database::write)
                .then(views.get(id)));
    }

    private static void mustBeVoidable(CreditNoteRepository.Issued note, Version expected) {
        expected.mustBe(note.version());
        if (note.state() == CreditNote.State.VOID) {
            throw CannotVoid.creditNoteEnded();
        }
    }

    private static boolean isUnused(Credit credit) {
        return credit.unapplied().equals(credit.amount());
    }

    /** Today; one issued for a later day, or taken out of an allocation only later, is reversed on that day. */
    private Write voiding(
            CreditNoteRepository.Issued note,
            Credit credit,
            List<MadeLowering> lowerings,
            LocalDate today,
            Reason reason) {
        LocalDate on = Stream.concat(
                        Stream.of(credit.freeFrom(today)), lowerings.stream().map(MadeLowering::on))
                .max(LocalDate::compareTo)
                .orElse(today);
        UUID entry = Ids.next();
        Stream<Reversal> given =
                credit.amount().isPositive() ? Stream.of(new Reversal(entry, "void", note.entry(), on)) : Stream.of();
        Stream<Reversal> lowered = lowerings.stream().map(lowering -> lowering.reversal("void", on));
        return Write.all(
                notes.markVoid(note.id()),
                credits.voidCredit(credit, entry, on),
                creditedParts.raise(lowerings, on),
                creditedParts.restore(note.id().value()),
                ledger.reverse(Stream.concat(given, lowered).toList()),
                events.append(CreditNoteEvents.voided(note.told(), reason)));
    }

    /** @throws NotFound if there is none of this id that the caller may see */
    Mono<CreditNoteView> get(CreditNoteId id) {
        return transactions.readByKey(views.find(id)).switchIfEmpty(Mono.error(NotFound::new));
    }

    Mono<Page<CreditNoteSummary>> list(CreditNoteFilter filter, @Nullable Cursor after, Limit limit) {
        return transactions.read(customers
                .mustKnow(filter.customer())
                .then(mustKnowClaim(filter.claim()))
                .thenMany(views.list(filter, after, limit.withOneMore()))
                .collectList()
                .map(rows -> Page.of(rows, limit.rows(), filter::cursorAfter)));
    }

    private Mono<Void> mustKnowClaim(@Nullable UUID claim) {
        return claim == null
                ? Mono.empty()
                : views.knowsClaim(claim)
                        .filter(known -> known)
                        .switchIfEmpty(Mono.error(() -> new UnknownReference("/invoice")))
                        .then();
    }
}

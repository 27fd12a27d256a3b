package io.duebook.payment;

import io.duebook.charge.Fees;
import io.duebook.charge.InterestClaims;
import io.duebook.customer.Customers;
import io.duebook.customer.Groups;
import io.duebook.item.Allocation;
import io.duebook.item.Allocator.Part;
import io.duebook.item.ClaimEvents;
import io.duebook.item.Concerned;
import io.duebook.item.Concerned.Locked;
import io.duebook.item.Credit;
import io.duebook.item.CreditTransfers;
import io.duebook.item.Credits;
import io.duebook.item.GroupReceiving;
import io.duebook.item.ImportUndo;
import io.duebook.item.Items;
import io.duebook.item.NewCredit;
import io.duebook.item.OpenItem;
import io.duebook.item.PassedCredit;
import io.duebook.item.Reversals;
import io.duebook.item.SettlementOrder;
import io.duebook.item.UndueBill;
import io.duebook.ledger.Account;
import io.duebook.ledger.Conversion;
import io.duebook.ledger.Entry;
import io.duebook.ledger.Ledger;
import io.duebook.ledger.NoExchangeRate;
import io.duebook.ledger.Transfer;
import io.duebook.platform.Constraint;
import io.duebook.platform.Cursor;
import io.duebook.platform.Database;
import io.duebook.platform.EventLog;
import io.duebook.platform.Ids;
import io.duebook.platform.Limit;
import io.duebook.platform.NotFound;
import io.duebook.platform.Page;
import io.duebook.platform.Reason;
import io.duebook.platform.Transactions;
import io.duebook.platform.UnknownReference;
import io.duebook.platform.Write;
import io.duebook.shared.BillId;
import io.duebook.shared.CustomerId;
import io.duebook.shared.ImportId;
import io.duebook.shared.Money;
import io.duebook.shared.PaymentId;
import io.duebook.tenant.Tenant;
import io.duebook.tenant.Tenants;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Receipts: money that arrives is always booked, and what settles nothing is the customer's unapplied credit. */
@Service
public class Payments {

    private static final Reason IMPORT_UNDONE = new Reason("The import of its claim was undone.");

    private final PaymentRepository payments;
    private final BillRepository bills;
    private final RefundRepository refunds;
    private final PaymentViews views;
    private final Withholding withholding;
    private final WaitingDeductions waiting;
    private final Customers customers;
    private final Tenants tenants;
    private final InterestClaims interest;
    private final SettlementRates rates;
    private final Items items;
    private final Credits credits;
    private final CreditTransfers creditTransfers;
    private final TransferRepository transfers;
    private final ImportedTransfers importedTransfers;
    private final Groups groups;
    private final Concerned concerned;
    private final ImportUndo undo;
    private final Reversals reversals;
    private final Fees fees;
    private final Ledger ledger;
    private final EventLog events;
    private final Database database;
    private final Transactions transactions;

    Payments(
            PaymentRepository payments,
            BillRepository bills,
            RefundRepository refunds,
            PaymentViews views,
            Withholding withholding,
            WaitingDeductions waiting,
            Customers customers,
            Tenants tenants,
            InterestClaims interest,
            SettlementRates rates,
            Items items,
            Credits credits,
            CreditTransfers creditTransfers,
            TransferRepository transfers,
            ImportedTransfers importedTransfers,
            Groups groups,
            Concerned concerned,
            ImportUndo undo,
            Reversals reversals,
            Fees fees,
            Ledger ledger,
            EventLog events,
            Database database,
            Transactions transactions) {
        this.payments = payments;
        this.bills = bills;
        this.refunds = refunds;
        this.views = views;
        this.withholding = withholding;
        this.waiting = waiting;
        this.customers = customers;
        this.tenants = tenants;
        this.interest = interest;
        this.rates = rates;
        this.items = items;
        this.credits = credits;
        this.creditTransfers = creditTransfers;
        this.transfers = transfers;
        this.importedTransfers = importedTransfers;
        this.groups = groups;
        this.concerned = concerned;
        this.undo = undo;
        this.reversals = reversals;
        this.fees = fees;
        this.ledger = ledger;
        this.events = events;
        this.database = database;
        this.transactions = transactions;
    }

    /** Books a receipt that a client recorded. */
    Mono<PaymentView> record(NewPayment request) {
        return transactions.write(Mono.fromSupplier(request::received)
                .delayUntil(this::mustBeOfTheGroup)
                .flatMap(received -> receive(received)
                        .flatMap(views::find)
                        .flatMap(view -> received.isPaidShort() ? seen(view) : Mono.just(view)))
                .onErrorMap(Constraint.violated("payment_external_id_once"), taken -> new ExternalIdTaken()));
    }

    private Mono<Void> mustBeOfTheGroup(ReceivedPayment received) {
        CustomerId other = received.paidBy();
        return other == null
                ? Mono.empty()
                : customers
                        .find(other)
                        .switchIfEmpty(Mono.error(() -> new UnknownReference("/payer")))
                        .then(groups.isOneGroup(List.of(received.customer(), other)))
                        .filter(together -> !together)
                        .flatMap(apart -> Mono.error(new OutsideGroup("/payer")));
    }

    /**
     * Books money that arrived, with the allocations of its own command, in the transaction at hand.
     *
     * @return the new payment's id
     * @throws UnknownReference if customer or an item named are not there
     * @throws OutsideGroup if an item named is of a customer outside the group
     * @throws NoExchangeRate if an item named is of another currency, and no rate is given or known
     * @throws ProcessorObjectBooked if the processor's object is in the books already
     */
    public Mono<PaymentId> receive(ReceivedPayment received) {
        PaymentId id = new PaymentId(Ids.next());
        return transactions.write(payer(received)
                .switchIfEmpty(Mono.error(() -> new UnknownReference("/customer")))
                .then(Mono.defer(() -> mayReplace(received)))
                .then(Mono.defer(() -> order(received)))
                .delayUntil(order -> claimFirst(order, received))
                .flatMap(order -> tenants.current().flatMap(tenant -> allocate(id, received, order, tenant)))
                .flatMap(decided -> database.write(booking(id, received, decided.receiving()))
                        .then(Mono.defer(() -> waiting.ask(id, decided.held()))))
                .thenReturn(id)
                .onErrorMap(
                        Constraint.violated("payment_processor_object_once"), twice -> new ProcessorObjectBooked()));
    }

    private Mono<Withholding.Decided> allocate(
            PaymentId id, ReceivedPayment received, SettlementOrder order, Tenant tenant) {
        Credit money = Credit.received(
                id.value(), received.customer(), received.amount(), received.receivedOn(), received.bookedFrom());
        Credit credit = received.cashOn().map(money::maturing).orElse(money);
        return reach(order, received).flatMap(reach -> owesElse(received, reach, tenant)
                .flatMap(owesElse -> withholding.decide(
                        order,
                        reach.items(),
                        received.receivedOn(),
                        by -> GroupReceiving.of(
                                credit,
                                by,
                                reach.items(),
                                reach.rates(),
                                owesElse,
                                tenant.policies(),
                                received.bookedFrom()))));
    }

    /** Only a tolerance asks for it: a little too much is credit while there is something else to pay. */
    private Mono<Boolean> owesElse(ReceivedPayment received, Reach reach, Tenant tenant) {
        return tenant.policies().tolerance() > 0 && reach.order().reachesOnlyNamed()
                ? items.owesElse(
                        received.customer(),
                        received.amount().currency(),
                        reach.items().stream().map(OpenItem::id).toList())
                : Mono.just(false);
    }

    /**
     * Locked with everybody whose claims it names. What a processor took is there already, even if the customer was archived
     * while the payment page was open.
     */
    private Mono<CustomerId> payer(ReceivedPayment received) {
        return locked(received)
                .filter(locked -> received.processor() != null || !locked.isArchived())
                .map(Locked::id);
    }

    private Mono<Locked> locked(ReceivedPayment received) {
        return received.allocate() instanceof SettlementOrder.Chosen chosen
                ? concerned.lock(
                        received.customer(),
                        chosen.parts().stream().map(Part::item).toList())
                : customers
                        .lockEvenArchived(received.customer())
                        .map(customer -> new Locked(customer.id(), customer.isArchived()));
    }

    /** A bill is given in the place of one of the same customer that is no money any more, and of which none stands instead. */
    private Mono<Void> mayReplace(ReceivedPayment received) {
        BillId replaced = received.bill() == null ? null : received.bill().replaces();
        return replaced == null
                ? Mono.empty()
                : bills.find(List.of(replaced))
                        .filter(kept -> kept.bill().customer().equals(received.customer()))
                        .next()
                        .switchIfEmpty(Mono.error(() -> new UnknownReference("/bill/replaces")))
                        .doOnNext(kept -> {
                            if (kept.takenBack() == null) {
                                throw BillRefused.stillStands(kept.bill());
                            }
                        })
                        .flatMap(bills::mustStandAlone);
    }

    /** What the payer or who books it said, else the tenant's policy. */
    private Mono<SettlementOrder> order(ReceivedPayment received) {
        SettlementOrder said = received.allocate();
        return said == null
                ? tenants.current()
                        .map(tenant -> SettlementOrder.of(tenant.policies().settlement()))
                : Mono.just(said);
    }

    /** In the statutory order, the interest that money meets is claimed before it. */
    private Mono<Void> claimFirst(SettlementOrder order, ReceivedPayment received) {
        return order instanceof SettlementOrder.Statutory
                ? interest.claimBeforePaying(
                        received.customer(), received.amount().currency(), received.receivedOn())
                : Mono.empty();
    }

    /**
     * What this payment may settle.
     *
     * @param rates of the items of another currency
     */
    private record Reach(SettlementOrder order, List<OpenItem> items, Map<UUID, Conversion> rates) {}

    private Mono<Reach> reach(SettlementOrder order, ReceivedPayment received) {
        return switch (order) {
            case SettlementOrder.Nothing() -> Mono.just(new Reach(order, List.of(), Map.of()));
            case SettlementOrder.OldestFirst() ->
                reach(order, items.oldestUnpaid(received.customer(), received.amount()));
            case SettlementOrder.ProRata(), SettlementOrder.Statutory() ->
                reach(order, items.unpaid(received.customer(), received.amount().currency()));
            case SettlementOrder.ByReference named ->
                reach(
                        order,
                        items.numbered(received.customer(), received.amount().currency(), named.words()));
            case SettlementOrder.Chosen chosen ->
                items.find(chosen.parts().stream().map(Part::item).distinct().toList())
                        .collectList()
                        .map(found -> ChosenParts.of(chosen.parts(), found, received))
                        .delayUntil(parts -> mustBeOfTheGroup(parts, received.customer()))
                        .zipWhen(parts -> rates.find(
                                parts.items(), chosen.rates(), received.amount().currency(), received.receivedOn()))
                        .map(found -> {
                            found.getT1().mustFit(found.getT2());
                            return new Reach(chosen, found.getT1().items(), found.getT2());
                        });
        };
    }

    private static Mono<Reach> reach(SettlementOrder order, Flux<OpenItem> items) {
        return items.collectList().map(found -> new Reach(order, found, Map.of()));
    }

    /** Whose customer is not the payment's is of its group. */
    private Mono<Void> mustBeOfTheGroup(ChosenParts chosen, CustomerId customer) {
        Set<CustomerId> others = chosen.items().stream()
                .map(OpenItem::customer)
                .filter(owner -> !owner.equals(customer))
                .collect(Collectors.toSet());
        return Flux.fromIterable(others)
                .filterWhen(owner -> groups.isOneGroup(List.of(customer, owner)).map(together -> !together))
                .next()
                .flatMap(stranger -> Mono.error(new OutsideGroup("/allocate/" + place(chosen, stranger) + "/invoice")));
    }

    private static int place(ChosenParts chosen, CustomerId stranger) {
        Set<UUID> theirs = chosen.items().stream()
                .filter(item -> item.customer().equals(stranger))
                .map(OpenItem::id)
                .collect(Collectors.toSet());
        return IntStream.range(0, chosen.parts().size())
                .filter(at -> theirs.contains(chosen.parts().get(at).item()))
                .findFirst()
                .orElseThrow();
    }

    private Write booking(PaymentId id, ReceivedPayment received, GroupReceiving decided) {
        UUID entry = Ids.next();
        Optional<Bill> bill = Optional.ofNullable(received.bill())
                .map(given -> given.of(id, received.customer(), received.amount(), received.receivedOn()));
        List<Allocation> allocations = decided.allocations();
        Money unapplied = new Money(
                received.amount().amount() - decided.taken(), received.amount().currency());
        var booked = NewCredit.received(
                id.value(),
                entry,
                received.customer(),
                received.amount(),
                unapplied,
                received.receivedOn(),
                received.bookedFrom(),
                received.cashOn().orElse(null));
        return Write.all(
                        payments.insert(List.of(Row.of(id, entry, received))),
                        creditTransfers.receive(booked, decided.own(), decided.passed()),
                        transfers.insert(
                                decided.passed().stream().map(Payments::kept).toList()),
                        ledger.post(Stream.of(
                                        Stream.of(receipt(id, entry, received)),
                                        decided.passed().stream()
                                                .map(one -> one.transfer().posting()),
                                        allocations.stream().flatMap(Allocation::postings))
                                .flatMap(Function.identity())
                                .toList()),
                        events.append(Stream.of(
                                        Stream.of(PaymentEvents.received(id, received, unapplied, decided)),
                                        decided.passed().stream().map(one -> TransferEvents.made(kept(one), one)),
                                        bill.stream()
                                                .map(promise -> BillEvents.received(promise, received.receivedOn())),
                                        ClaimEvents.made(allocations))
                                .flatMap(Function.identity())
                                .toList()),
                        bill.map(promise -> bills.insert(promise)
                                        .and(UndueBill.write(promise.received(received.bookedFrom()))))
                                .orElse(Write.nothing()))
                .recordedNotBefore(received.recordedNotBefore());
    }

    private static KeptTransfer kept(PassedCredit passed) {
        return PassedCredits.kept(passed.transfer(), true, null, null);
    }

    /** The whole amount, always: from where it arrived to the customer's unapplied credit. */
    static Entry receipt(PaymentId id, UUID entry, ReceivedPayment received) {
        Account into = KeptPayment.account(received.account(), received.processor());
        return new Entry(
                entry,
                "payment",
                "payment",
                id.value(),
                received.customer(),
                received.receivedOn(),
                received.bookedFrom(),
                List.of(new Transfer(into, Account.unapplied(received.customer()), received.amount())),
                null);
    }

    /** @throws NotFound if there is none of this id that the caller may see */
    Mono<PaymentView> get(PaymentId id) {
        return transactions.readByKey(views.find(id).flatMap(this::seen)).switchIfEmpty(Mono.error(NotFound::new));
    }

    private Mono<PaymentView> seen(PaymentView view) {
        return waiting.seen(List.of(view)).map(List::getFirst);
    }

    Mono<Page<PaymentView>> list(PaymentFilter filter, @Nullable Cursor after, Limit limit) {
        return transactions.read(customers
                .mustKnow(filter.customer())
                .thenMany(views.list(filter, after, limit.withOneMore()))
                .collectList()
                .flatMap(waiting::seen)
                .map(rows -> Page.of(rows, limit.rows(), PaymentFilter::cursorAfter)));
    }

    /**
     * Payments of an import, each settling the invoice it came with as far as it reaches; joins the import's
     * transaction, after the invoices were imported.
     */
    public Mono<Void> importAll(List<ImportedPayment> imported) {
        List<ImportedPayment.Prepared> prepared =
                imported.stream().map(ImportedPayment::prepare).toList();
        List<Allocation> allocations = prepared.stream()
                .flatMap(payment -> payment.allocation().stream())
                .toList();
        return database.write(Write.all(
                payments.insert(
                        prepared.stream().map(ImportedPayment.Prepared::row).toList()),
                credits.receive(
                        prepared.stream().map(ImportedPayment.Prepared::credit).toList(), allocations),
                ledger.post(prepared.stream()
                        .flatMap(payment -> Stream.concat(
                                Stream.of(payment.receipt()),
                                payment.allocation().stream().flatMap(Allocation::postings)))
                        .toList())));
    }

    /** Transfers of an import's invoices and payments end, before these are undone in the books. */
    public Mono<Void> endTransfersOf(ImportId importId) {
        return transactions.write(importedTransfers.end(importId));
    }

    /** What waited about money that the undo of an import took off its claims ends with it. */
    public Mono<Void> endWaitingAfterUndo() {
        return waiting.endGone(IMPORT_UNDONE);
    }

    /** Undoes the payments of an import in the books; what others' items got from them is open again. */
    public Mono<Void> undoImport(ImportId importId) {
        return transactions.write(payments.ofImport(importId).collectList().flatMap(ids -> undo.takeBack(List.of(), ids)
                .then(refunds.markUndone(ids))
                .then(reversals.ownDebts(ids).collectList().flatMap(fees::endUndone))
                .then(payments.markUndone(importId))));
    }
}

package io.duebook.payment;

import io.duebook.customer.Customers;
import io.duebook.item.Allocator.Part;
import io.duebook.item.Items;
import io.duebook.item.NetItems;
import io.duebook.item.NetItems.Undone;
import io.duebook.item.NetPart;
import io.duebook.item.OpenItem;
import io.duebook.item.PossibleDays;
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
import io.duebook.platform.Page;
import io.duebook.platform.Reason;
import io.duebook.platform.Transactions;
import io.duebook.platform.UnknownReference;
import io.duebook.platform.Write;
import io.duebook.shared.CurrencyMismatch;
import io.duebook.shared.CustomerId;
import io.duebook.shared.Money;
import io.duebook.shared.NettingId;
import io.duebook.tenant.Tenants;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Sets what a customer owes against what is owed to them, and takes that back. Never cut to fit. */
@Service
class Nettings {

    private final NettingRepository nettings;
    private final Customers customers;
    private final Tenants tenants;
    private final Items items;
    private final Ledger ledger;
    private final EventLog events;
    private final Database database;
    private final Transactions transactions;
    private final BusinessClock clock;

    Nettings(
            NettingRepository nettings,
            Customers customers,
            Tenants tenants,
            Items items,
            Ledger ledger,
            EventLog events,
            Database database,
            Transactions transactions,
            BusinessClock clock) {
        this.nettings = nettings;
        this.customers = customers;
        this.tenants = tenants;
        this.items = items;
        this.ledger = ledger;
        this.events = events;
        this.database = database;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Nets parts of claims, today unless a day is given.
     *
     * @throws NettingRefused if more is asked than is open, or was on that day
     */
    Mono<NettingView> net(NewNetting request) {
        NettingId id = new NettingId(Ids.next());
        Reason reason = Reason.of(request.reason());
        List<Part> parts = request.parts();
        return transactions.write(customers
                .lock(request.customer())
                .switchIfEmpty(Mono.error(() -> new UnknownReference("/customer")))
                .then(Mono.defer(() -> named(parts)))
                .doOnNext(found -> mustBeTheirs(request, parts, found))
                .zipWith(
                        tenants.current(),
                        (found, tenant) ->
                                netted(netting(id, request, reason, parts, found, tenant.today(clock)), found))
                .flatMap(database::write)
                .then(Mono.defer(() -> nettings.view(id)))
                .onErrorMap(Constraint.violated("netting_external_id_once"), taken -> new ExternalIdTaken()));
    }

    private Mono<List<OpenItem>> named(List<Part> parts) {
        return items.find(parts.stream().map(Part::item).toList()).collectList();
    }

    private static void mustBeTheirs(NewNetting request, List<Part> parts, List<OpenItem> found) {
        Map<UUID, OpenItem> byId = found.stream()
                .filter(item -> item.customer().equals(request.customer()))
                .collect(Collectors.toMap(OpenItem::id, Function.identity()));
        for (int at = 0; at < parts.size(); at++) {
            OpenItem item = byId.get(parts.get(at).item());
            if (item == null) {
                throw new UnknownReference("/items/" + at + "/invoice");
            }
            if (!item.open().currency().equals(request.currency())) {
                throw new CurrencyMismatch(item.open().currency(), request.currency());
            }
            if (parts.get(at).amount() > item.open().amount()) {
                throw NettingRefused.itemSettled(item.number(), item.open().amount());
            }
        }
    }

    private static Netting netting(
            NettingId id, NewNetting request, Reason reason, List<Part> parts, List<OpenItem> found, LocalDate today) {
        return new Netting(
                id,
                request.customer(),
                request.externalId(),
                new Money(parts.stream().mapToLong(Part::amount).sum(), request.currency()),
                day(NetItems.freeFrom(parts, found), request.nettedOn(), today),
                reason.text(),
                parts.stream().map(NetPart::of).toList(),
                null);
    }

    private static LocalDate day(LocalDate earliest, @Nullable LocalDate asked, LocalDate today) {
        return PossibleDays.from(earliest, today).choose(asked, NettingRefused::tooEarly, NettingRefused::notYet);
    }

    private Write netted(Netting netting, List<OpenItem> found) {
        return Write.all(
                nettings.insert(netting),
                NetItems.settle(netting.customer(), netting.amount().currency(), netting.parts(), found, netting.on()),
                ledger.post(netting.parts().stream()
                        .map(part -> part.posting(
                                netting.id().value(),
                                netting.customer(),
                                netting.amount().currency(),
                                netting.on()))
                        .toList()),
                events.append(NettingEvents.made(netting)));
    }

    /**
     * Takes a netting back, today unless a day is given: what it settled is open again.
     *
     * @throws NettingRefused if it was taken back before, or would be before it was made
     */
    Mono<NettingView> reverse(NettingId id, @Nullable LocalDate reversedOn, Reason reason) {
        return transactions.write(nettings.find(id)
                .switchIfEmpty(Mono.error(NotFound::new))
                .flatMap(seen -> customers.lockEvenArchived(seen.customer()))
                // Read again behind the lock: it may have been taken back meanwhile.
                .then(Mono.defer(() -> nettings.find(id)))
                .doOnNext(Nettings::mustStand)
                .zipWhen(netting -> items.find(
                                netting.parts().stream().map(NetPart::item).toList())
                        .collectList())
                .zipWith(
                        tenants.current(),
                        (found, tenant) -> reversed(
                                found.getT1(),
                                found.getT2(),
                                day(found.getT1().on(), reversedOn, tenant.today(clock)),
                                reason))
                .flatMap(database::write)
                .then(Mono.defer(() -> nettings.view(id))));
    }

    private static void mustStand(Netting netting) {
        if (netting.reversedOn() != null || netting.parts().isEmpty()) {
            throw NettingRefused.alreadyReversed();
        }
    }

    private Write reversed(Netting netting, List<OpenItem> found, LocalDate on, Reason reason) {
        List<Undone> undone = netting.parts().stream()
                .map(part -> new Undone(part, Ids.next()))
                .toList();
        return Write.all(
                nettings.reverse(netting.id(), on),
                NetItems.reopen(netting.customer(), netting.amount().currency(), undone, found, on),
                ledger.reverse(undone.stream()
                        .map(part -> new Reversal(
                                part.entry(), "netting_undone", part.part().entry(), on))
                        .toList()),
                events.append(NettingEvents.reversed(netting, on, reason)));
    }

    /** @throws NotFound if there is none of this id that the caller may see */
    Mono<NettingView> get(NettingId id) {
        return transactions.readByKey(nettings.view(id)).switchIfEmpty(Mono.error(NotFound::new));
    }

    Mono<Page<NettingView>> list(@Nullable CustomerId customer, @Nullable Cursor after, Limit limit) {
        return transactions.read(customers
                .mustKnow(customer)
                .thenMany(nettings.list(customer, after, limit.withOneMore()))
                .collectList()
                .map(rows -> Page.of(
                        rows, limit.rows(), last -> Cursor.after(last.id().value()))));
    }
}

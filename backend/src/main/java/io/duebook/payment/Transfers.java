package io.duebook.payment;

import io.duebook.customer.Customers;
import io.duebook.customer.Groups;
import io.duebook.item.Concerned;
import io.duebook.item.Credit;
import io.duebook.item.CreditTransfer;
import io.duebook.item.Credits;
import io.duebook.item.DebtTransfer;
import io.duebook.item.Items;
import io.duebook.item.OpenItem;
import io.duebook.item.PassedCredit;
import io.duebook.item.PossibleDays;
import io.duebook.item.Reservations;
import io.duebook.ledger.Ledger;
import io.duebook.ledger.Reversal;
import io.duebook.payment.Allocations.Source;
import io.duebook.payment.PassedCredits.Passed;
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
import io.duebook.shared.CustomerId;
import io.duebook.shared.TransferId;
import io.duebook.tenant.Tenant;
import io.duebook.tenant.Tenants;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Passes unapplied credit to another customer of the group, and debts to whoever takes them over. Never cut to fit. */
@Service
class Transfers {

    private final TransferRepository rows;
    private final TransferViews views;
    private final PassedCredits passedCredits;
    private final Concerned concerned;
    private final Customers customers;
    private final Groups groups;
    private final Tenants tenants;
    private final Items items;
    private final Reservations reservations;
    private final Credits credits;
    private final Ledger ledger;
    private final EventLog events;
    private final Database database;
    private final Transactions transactions;
    private final BusinessClock clock;
    private final List<Commitment> commitments;

    Transfers(
            TransferRepository rows,
            TransferViews views,
            PassedCredits passedCredits,
            Concerned concerned,
            Customers customers,
            Groups groups,
            Tenants tenants,
            Items items,
            Reservations reservations,
            Credits credits,
            Ledger ledger,
            EventLog events,
            Database database,
            Transactions transactions,
            BusinessClock clock,
            List<Commitment> commitments) {
        this.rows = rows;
        this.views = views;
        this.passedCredits = passedCredits;
        this.concerned = concerned;
        this.customers = customers;
        this.groups = groups;
        this.tenants = tenants;
        this.items = items;
        this.reservations = reservations;
        this.credits = credits;
        this.ledger = ledger;
        this.events = events;
        this.database = database;
        this.transactions = transactions;
        this.clock = clock;
        this.commitments = commitments;
    }

    /**
     * Passes a claim or credit to another customer, today unless a day is given.
     *
     * @throws TransferRefused if more is asked than is open or unapplied, or was on that day
     * @throws io.duebook.platform.Refusal if something agreed with the claim's customer holds it
     * @throws OutsideGroup if credit is to pass to a customer outside the group
     */
    Mono<TransferView> transfer(NewTransfer request) {
        Optional<UUID> claim = request.claim();
        Reason reason = Reason.of(request.reason());
        return transactions.write(claim.map(id -> debt(request, id, reason))
                .orElseGet(() -> credit(request, request.credit(), reason))
                .flatMap(id -> views.find(id))
                .onErrorMap(Constraint.violated("transfer_external_id_once"), taken -> new ExternalIdTaken()));
    }

    private Mono<TransferId> debt(NewTransfer request, UUID claim, Reason reason) {
        return concerned
                .lock(request.to(), List.of(claim))
                .filter(locked -> !locked.isArchived())
                .switchIfEmpty(Mono.error(() -> new UnknownReference("/to")))
                .then(Mono.defer(() -> mustNotBeCommitted(claim)))
                .then(Mono.defer(() -> items.find(List.of(claim)).next()))
                .switchIfEmpty(Mono.error(() -> new UnknownReference("/invoice")))
                .zipWhen(item -> reservations.of(List.of(claim)).hasElements())
                .doOnNext(found -> mustBeFree(request, found.getT1(), found.getT2()))
                .zipWhen(found -> rows.referenceOf(claim))
                .zipWith(
                        tenants.current(),
                        (found, tenant) -> passing(
                                request, found.getT1().getT1(), found.getT2().orElse(null), tenant))
                .flatMap(passed -> {
                    KeptTransfer kept = kept(passed, request, reason);
                    return database.write(Write.all(
                                    passed.write(items),
                                    rows.insert(List.of(kept)),
                                    ledger.post(passed.posting()),
                                    events.append(TransferEvents.made(kept, reason))))
                            .thenReturn(kept.id());
                });
    }

    private Mono<Void> mustNotBeCommitted(UUID claim) {
        return Flux.fromIterable(commitments)
                .concatMap(commitment -> commitment.mustNotHold(claim))
                .then();
    }

    private static void mustBeFree(NewTransfer request, OpenItem item, boolean isReserved) {
        if (item.customer().equals(request.to())) {
            throw TransferRefused.toThemselves();
        }
        if (item.disputed()) {
            throw TransferRefused.disputed();
        }
        if (isReserved) {
            throw TransferRefused.paymentUnderWay();
        }
        Long amount = request.amount();
        if (!item.open().isPositive() || amount != null && amount > item.open().amount()) {
            throw TransferRefused.itemSettled(item.open().amount());
        }
    }

    private DebtTransfer passing(NewTransfer request, OpenItem item, @Nullable String reference, Tenant tenant) {
        Long asked = request.amount();
        long amount = asked == null ? item.open().amount() : asked;
        LocalDate on = day(DebtTransfer.freeFrom(item, amount), request.transferredOn(), tenant.today(clock));
        return DebtTransfer.of(item, reference, request.to(), amount, on);
    }

    private static KeptTransfer kept(DebtTransfer passed, NewTransfer request, Reason reason) {
        return new KeptTransfer(
                new TransferId(passed.id()),
                KeptTransfer.Kind.DEBT,
                request.externalId(),
                passed.source().customer(),
                passed.to(),
                passed.source().id(),
                passed.amount(),
                passed.on(),
                false,
                reason.text(),
                passed.entry(),
                null);
    }

    private Mono<TransferId> credit(NewTransfer request, Source source, Reason reason) {
        return credits.find(source.id())
                .filter(seen -> seen.kind() == source.kind())
                .switchIfEmpty(Mono.error(() -> new UnknownReference(source.pointer())))
                .delayUntil(seen -> lockInUse(seen.customer(), request.to(), source.pointer()))
                .flatMap(seen -> mustBeOneGroup(seen.customer(), request.to()))
                // Read again behind the locks: what was seen before them may have been used up.
                .then(Mono.defer(() -> credits.find(source.id())))
                .zipWith(tenants.current(), (credit, tenant) -> passing(request, credit, tenant))
                .flatMap(passed -> {
                    KeptTransfer kept =
                            PassedCredits.kept(passed.transfer(), false, request.externalId(), reason.text());
                    return database.write(passedCredits.passing(kept, passed, reason))
                            .thenReturn(kept.id());
                });
    }

    private Mono<Void> lockInUse(CustomerId from, CustomerId to, String source) {
        if (from.equals(to)) {
            return Mono.error(TransferRefused.toThemselves());
        }
        return customers
                .lockAll(List.of(from, to))
                .filter(locked -> !locked.isArchived())
                .map(locked -> locked.id())
                .collectList()
                .doOnNext(inUse -> {
                    if (!inUse.contains(from)) {
                        throw new UnknownReference(source);
                    }
                    if (!inUse.contains(to)) {
                        throw new UnknownReference("/to");
                    }
                })
                .then();
    }

    private Mono<Void> mustBeOneGroup(CustomerId from, CustomerId to) {
        return groups.isOneGroup(List.of(from, to))
                .filter(together -> !together)
                .flatMap(apart -> Mono.error(new OutsideGroup("/to")));
    }

    private PassedCredit passing(NewTransfer request, Credit credit, Tenant tenant) {
        Long asked = request.amount();
        long unapplied = credit.unapplied().amount();
        if (unapplied == 0 || asked != null && asked > unapplied) {
            throw TransferRefused.creditUsedUp(unapplied);
        }
        long amount = asked == null ? unapplied : asked;
        LocalDate on = day(CreditTransfer.freeFrom(credit, amount), request.transferredOn(), tenant.today(clock));
        return new PassedCredit(CreditTransfer.of(credit, request.to(), amount, on, on), List.of());
    }

    private static LocalDate day(LocalDate earliest, @Nullable LocalDate asked, LocalDate today) {
        return PossibleDays.from(earliest, today).choose(asked, TransferRefused::tooEarly, TransferRefused::notYet);
    }

    /**
     * Takes a transfer back, today unless a day is given: all of it, and only while nothing of it is used.
     *
     * @throws TransferRefused if something of it settles something or is settled, or it was taken back before
     */
    Mono<TransferView> reverse(TransferId id, @Nullable LocalDate reversedOn, Reason reason) {
        return transactions.write(rows.find(id)
                .switchIfEmpty(Mono.error(NotFound::new))
                .flatMap(seen ->
                        customers.lockAll(List.of(seen.from(), seen.to())).then())
                // Read again behind the locks: it may have been taken back meanwhile.
                .then(Mono.defer(() -> rows.find(id)))
                .doOnNext(Transfers::mustStand)
                .flatMap(transfer -> switch (transfer.kind()) {
                    case CREDIT -> creditBack(transfer, reversedOn, reason);
                    case DEBT -> debtBack(transfer, reversedOn, reason);
                })
                .then(Mono.defer(() -> views.find(id))));
    }

    private static void mustStand(KeptTransfer transfer) {
        if (transfer.reversedOn() != null) {
            throw TransferRefused.alreadyReversed();
        }
    }

    private Mono<Void> creditBack(KeptTransfer transfer, @Nullable LocalDate reversedOn, Reason reason) {
        return passedCredits
                .of(transfer.source())
                .flatMapIterable(Function.identity())
                .filter(passed -> passed.transfer().id().equals(transfer.id()))
                .next()
                .switchIfEmpty(Mono.error(TransferRefused::alreadyReversed))
                .doOnNext(Transfers::mustBeUnused)
                .zipWith(tenants.current())
                .flatMap(found -> {
                    PassedCredits.Taking all = found.getT1().all();
                    LocalDate earliest = all.possibleFrom();
                    LocalDate notBefore = earliest.isBefore(transfer.on()) ? transfer.on() : earliest;
                    return passedCredits.bringBack(
                            List.of(all),
                            day(notBefore, reversedOn, found.getT2().today(clock)),
                            Optional.empty(),
                            reason);
                });
    }

    private static void mustBeUnused(Passed passed) {
        if (!passed.settles().isEmpty()) {
            throw TransferRefused.inUse();
        }
    }

    private Mono<Void> debtBack(KeptTransfer transfer, @Nullable LocalDate reversedOn, Reason reason) {
        UUID taken = transfer.id().value();
        return mustNotBeCommitted(taken)
                // Nor what it comes back to: an offer was made for what was left there.
                .then(Mono.defer(() -> mustNotBeCommitted(transfer.source())))
                .thenMany(Flux.defer(() -> items.find(List.of(taken, transfer.source()))))
                .collectMap(OpenItem::id)
                .zipWhen(found -> reservations.of(List.of(taken)).hasElements())
                .doOnNext(found -> mustBeUnused(transfer, found.getT1(), found.getT2()))
                .zipWith(
                        tenants.current(),
                        (found, tenant) -> debtBack(transfer, found.getT1(), reversedOn, tenant.today(clock), reason))
                .flatMap(database::write);
    }

    private static void mustBeUnused(KeptTransfer transfer, Map<UUID, OpenItem> found, boolean isReserved) {
        OpenItem taken = item(found, transfer.id().value());
        if (isReserved) {
            throw TransferRefused.paymentUnderWay();
        }
        if (taken.open().amount() != transfer.amount().amount()) {
            throw TransferRefused.inUse();
        }
    }

    private static OpenItem item(Map<UUID, OpenItem> found, UUID id) {
        return Objects.requireNonNull(found.get(id));
    }

    private Write debtBack(
            KeptTransfer transfer,
            Map<UUID, OpenItem> found,
            @Nullable LocalDate reversedOn,
            LocalDate today,
            Reason reason) {
        OpenItem taken = item(found, transfer.id().value());
        OpenItem source = item(found, transfer.source());
        LocalDate earliest = DebtTransfer.freeFrom(taken, taken.open().amount());
        LocalDate on = day(earliest.isBefore(transfer.on()) ? transfer.on() : earliest, reversedOn, today);
        UUID back = Ids.next();
        return Write.all(
                DebtTransfer.takeBack(source, taken, back, on),
                rows.reverse(transfer.id(), on),
                ledger.reverse(List.of(new Reversal(back, "transfer_undone", transfer.entry(), on))),
                events.append(TransferEvents.reversed(transfer, on, reason)));
    }

    /** @throws NotFound if there is none of this id that the caller may see */
    Mono<TransferView> get(TransferId id) {
        return transactions.readByKey(views.find(id)).switchIfEmpty(Mono.error(NotFound::new));
    }

    Mono<Page<TransferView>> list(@Nullable CustomerId customer, @Nullable Cursor after, Limit limit) {
        return transactions.read(customers
                .mustKnow(customer)
                .thenMany(views.list(customer, after, limit.withOneMore()))
                .collectList()
                .map(found -> Page.of(
                        found, limit.rows(), last -> Cursor.after(last.id().value()))));
    }
}

package io.duebook.plan;

import io.duebook.customer.Customers;
import io.duebook.item.Due;
import io.duebook.item.GiveUpLimit;
import io.duebook.item.Items;
import io.duebook.item.OpenItem;
import io.duebook.item.Waivers;
import io.duebook.plan.OfferPayments.Paid;
import io.duebook.plan.SettlementOffer.Offered;
import io.duebook.plan.SettlementOffer.State;
import io.duebook.platform.ApprovalRequest;
import io.duebook.platform.Approvals;
import io.duebook.platform.BusinessClock;
import io.duebook.platform.Caller;
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
import io.duebook.shared.ApprovalId;
import io.duebook.shared.CurrencyMismatch;
import io.duebook.shared.CustomerId;
import io.duebook.shared.Money;
import io.duebook.shared.SettlementOfferId;
import io.duebook.tenant.Tenant;
import io.duebook.tenant.Tenants;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Settlement offers: made for overdue claims, agreed to by a second person above the tenant's limit, met by money that comes
 * in time, and open again when that money goes.
 */
@Service
class SettlementOffers {

    static final String KIND = "settlement_offer";

    private final SettlementOfferRepository offers;
    private final Waivers waivers;
    private final GiveUpLimit limit;
    private final Items items;
    private final Customers customers;
    private final Tenants tenants;
    private final Approvals approvals;
    private final EventLog events;
    private final Database database;
    private final Transactions transactions;
    private final BusinessClock clock;

    SettlementOffers(
            SettlementOfferRepository offers,
            Waivers waivers,
            GiveUpLimit limit,
            Items items,
            Customers customers,
            Tenants tenants,
            Approvals approvals,
            EventLog events,
            Database database,
            Transactions transactions,
            BusinessClock clock) {
        this.offers = offers;
        this.waivers = waivers;
        this.limit = limit;
        this.items = items;
        this.customers = customers;
        this.tenants = tenants;
        this.approvals = approvals;
        this.events = events;
        this.database = database;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Either it is made, or somebody else must agree first. */
    sealed interface Outcome {}

    record Made(SettlementOfferView offer) implements Outcome {}

    record Waiting(ApprovalId approval) implements Outcome {}

    /**
     * Makes an offer, or asks for approval.
     *
     * @throws OfferRefused if a claim is not overdue, nothing of it is left, another offer is made for it, or it is no offer
     */
    Mono<Outcome> make(NewSettlementOffer request) {
        Reason reason = Reason.of(request.reason());
        Set<UUID> named = request.named();
        return transactions.write(customers
                .lock(request.customer())
                .switchIfEmpty(Mono.error(() -> new UnknownReference("/customer")))
                .then(tenants.current())
                .doOnNext(tenant -> mustBeInTime(request, tenant.today(clock)))
                .delayUntil(tenant -> claims(request, named, tenant.today(clock))
                        .map(OpenItem::id)
                        .collectList()
                        .flatMap(ids -> reckonThoseOn(ids, tenant.today(clock))))
                .flatMap(tenant -> claims(request, named, tenant.today(clock))
                        .collectList()
                        .flatMap(claims -> mustBeFree(
                                        claims.stream().map(OpenItem::id).toList(), tenant.today(clock))
                                .then(Mono.defer(() -> make(request, reason, claims, tenant)))))
                .onErrorMap(Constraint.violated("item_offer_live_once"), twice -> OfferRefused.atTheSameTime()));
    }

    /** Money may have met an offer a moment ago, which nobody looked at yet: another must not take its place. */
    private Mono<Void> reckonThoseOn(List<UUID> claims, LocalDate today) {
        return offers.on(claims, today)
                .collectList()
                .flatMapIterable(Function.identity())
                .concatMap(offer -> reckon(offer, today))
                .then();
    }

    private static void mustBeInTime(NewSettlementOffer request, LocalDate today) {
        if (request.expiresOn().isBefore(today)) {
            throw OfferRefused.over(today);
        }
    }

    private Flux<OpenItem> claims(NewSettlementOffer request, Set<UUID> named, LocalDate today) {
        return named.isEmpty()
                ? items.unpaid(request.customer(), request.currency())
                        .filter(item -> isOverdue(item, today))
                        .switchIfEmpty(Mono.error(OfferRefused::nothingOverdue))
                : items.find(named)
                        .collectMap(OpenItem::id, Function.identity())
                        .flatMapIterable(found -> named(request, named, found, today));
    }

    private static List<OpenItem> named(
            NewSettlementOffer request, Set<UUID> named, Map<UUID, OpenItem> found, LocalDate today) {
        var claims = new ArrayList<OpenItem>();
        for (UUID id : named) {
            String pointer = "/items/" + claims.size();
            OpenItem item = found.get(id);
            if (item == null || !item.customer().equals(request.customer())) {
                throw new UnknownReference(pointer);
            }
            if (!item.amount().currency().equals(request.currency())) {
                throw new CurrencyMismatch(item.amount().currency(), request.currency());
            }
            if (!item.claimed().isPositive()) {
                throw OfferRefused.settled(item.number());
            }
            if (!isOverdue(item, today)) {
                throw OfferRefused.notOverdue(pointer, item.number());
            }
            claims.add(item);
        }
        return claims;
    }

    /** All that is open of it: of one that is due in parts, the last of them. */
    private static boolean isOverdue(OpenItem item, LocalDate today) {
        return item.dueOn().isBefore(today)
                && item.dues().stream()
                        .filter(due -> due.open(item.open().amount()) > 0)
                        .map(Due::on)
                        .allMatch(due -> due.isBefore(today));
    }

    /** An offer that is over gives its claims free; one that is live keeps them. */
    private Mono<Void> mustBeFree(List<UUID> claims, LocalDate today) {
        return offers.on(claims, today)
                .doOnNext(offer -> mustBeOver(offer, claims))
                .map(SettlementOffer::id)
                .collectList()
                .flatMap(offers::supersede);
    }

    /**
     * The debt of a claim whose customer is locked is to pass on: one offer that is met stays so, one that is over is not met
     * late by what is another's debt then.
     *
     * @throws OfferRefused if an offer is made for it, or proposed
     */
    Mono<Void> mustNotBeOn(UUID claim) {
        return tenants.current().flatMap(tenant -> mustNotBeOn(List.of(claim), tenant.today(clock)));
    }

    private Mono<Void> mustNotBeOn(List<UUID> claim, LocalDate today) {
        return reckonThoseOn(claim, today)
                .thenMany(Flux.defer(() -> offers.on(claim, today)))
                .doOnNext(offer -> mustBeOver(offer, claim))
                .filter(offer -> offer.state() != State.MET)
                .map(SettlementOffer::id)
                .collectList()
                .flatMap(offers::supersede);
    }

    private static void mustBeOver(SettlementOffer offer, List<UUID> claims) {
        if (offer.state() == State.ACTIVE || offer.state() == State.PROPOSED) {
            throw OfferRefused.another(
                    offer.items().stream()
                            .filter(item -> claims.contains(item.item()))
                            .map(Offered::number)
                            .findFirst()
                            .orElseThrow(),
                    offer.id());
        }
    }

    private Mono<Outcome> make(NewSettlementOffer request, Reason reason, List<OpenItem> claims, Tenant tenant) {
        List<UUID> ids = claims.stream().map(OpenItem::id).toList();
        return offers.paidBefore(ids)
                .map(before -> drafted(request, reason, claims, before, tenant.today(clock)))
                .zipWhen(offer -> mayAlone(offer, claims))
                .flatMap(found -> found.getT2()
                        ? agreed(found.getT1(), tenant)
                        : asked(found.getT1(), reason).map(Waiting::new));
    }

    private static SettlementOffer drafted(
            NewSettlementOffer request, Reason reason, List<OpenItem> claims, Map<UUID, Long> before, LocalDate today) {
        Money debt = claims.stream().map(OpenItem::claimed).reduce(Money.zero(request.currency()), Money::plus);
        if (request.amount() >= debt.amount()) {
            throw OfferRefused.notLess(debt.amount());
        }
        return new SettlementOffer(
                new SettlementOfferId(Ids.next()),
                request.customer(),
                "",
                null,
                State.ACTIVE,
                debt,
                new Money(request.amount(), request.currency()),
                today,
                request.expiresOn(),
                reason.text(),
                null,
                true,
                null,
                false,
                null,
                claims.stream()
                        .map(item -> new Offered(
                                item.id(),
                                item.kind(),
                                item.number(),
                                item.claimed().amount(),
                                item.claimed().amount(),
                                0))
                        .toList(),
                new OfferPayments(List.of(), before),
                java.time.Instant.EPOCH);
    }

    /**
     * What would be given up is held against the limit together with what was before, as if it were waived at once. A claim
     * taken over may be a part of a larger debt, passed on in parts: only a role without a limit gives it up alone.
     */
    private Mono<Boolean> mayAlone(SettlementOffer offer, List<OpenItem> claims) {
        return claims.stream().anyMatch(claim -> claim.kind() == OpenItem.Kind.TAKEN_OVER)
                ? limit.mayAnything()
                : limit.mayAlone(offer.itemIds(), offer.rest().amount());
    }

    private Mono<Outcome> agreed(SettlementOffer offer, Tenant tenant) {
        return database.write(offers.insert(offer)
                        .and(events.append(SettlementOfferEvents.of("made", offer, offer.reason()))))
                .then(Mono.defer(() -> view(offer.id(), tenant)))
                .map(Made::new);
    }

    private Mono<ApprovalId> asked(SettlementOffer offer, Reason reason) {
        return approvals
                .ask(new ApprovalRequest(KIND, offer.id(), offer.customer(), Asked.of(offer), offer.rest(), reason))
                .delayUntil(approval -> database.write(offers.insert(offer.proposed(approval))
                        .and(events.append(SettlementOfferEvents.of("proposed", offer, reason.text())))));
    }

    /**
     * An offer that waits, as the queue shows it.
     *
     * @param amount to be paid, in minor units of the currency
     */
    record Asked(String offer, long debt, long amount, String currency, LocalDate expiresOn, List<String> items) {

        static Asked of(SettlementOffer offer) {
            return new Asked(
                    offer.id().text(),
                    offer.debt().amount(),
                    offer.amount().amount(),
                    offer.debt().currency().code(),
                    offer.expiresOn(),
                    offer.items().stream().map(Offered::number).toList());
        }
    }

    /** By the word of a second person, whatever is given up. Money that came since it was proposed counts for it. */
    Mono<Void> agree(SettlementOfferId id) {
        return transactions.write(locked(id)
                .doOnNext(offer -> mustBe(offer, State.PROPOSED))
                .delayUntil(offer -> database.write(
                        offers.agree(id).and(events.append(SettlementOfferEvents.of("made", offer, offer.reason())))))
                .then(Mono.defer(() -> reckon(id)))
                .then());
    }

    /** @throws OfferRefused if it is over or met already, also by money that nobody has looked at yet */
    Mono<SettlementOfferView> withdraw(SettlementOfferId id, Reason reason) {
        return transactions.write(locked(id)
                .then(Mono.defer(() -> reckon(id)))
                .then(Mono.defer(() -> locked(id)))
                .doOnNext(offer -> mustBe(offer, State.PROPOSED, State.ACTIVE, State.EXPIRED))
                .zipWith(tenants.current())
                .flatMap(found -> database.write(
                                offers.withdraw(id, found.getT2().today(clock))
                                        .and(events.append(
                                                SettlementOfferEvents.of("withdrawn", found.getT1(), reason.text()))))
                        .then(Mono.defer(() -> view(id, found.getT2())))));
    }

    private static void mustBe(SettlementOffer offer, State... states) {
        if (!Set.of(states).contains(offer.state())) {
            throw OfferRefused.ended(offer);
        }
    }

    /** The offer behind its customer's lock; an error where there is none. */
    private Mono<SettlementOffer> locked(SettlementOfferId id) {
        return offers.customerOf(id)
                .flatMap(customers::lockEvenArchived)
                .then(tenants.current())
                .flatMap(tenant -> offers.find(id, tenant.today(clock)))
                .switchIfEmpty(Mono.error(NotFound::new));
    }

    /**
     * Looks at the books of its claims again: where timely money covers it now, the rest is waived; where it does no longer,
     * the waiver is taken back. Run twice, it finds nothing to do.
     *
     * @return the next day on which money counts that is booked already, if there is one
     */
    Mono<Paid> reckon(SettlementOfferId id) {
        return transactions.write(locked(id)
                .zipWith(tenants.current(), (offer, tenant) -> reckon(offer, tenant.today(clock)))
                .flatMap(Function.identity()));
    }

    private Mono<Paid> reckon(SettlementOffer offer, LocalDate today) {
        Paid paid = offer.paid(today);
        LocalDate on = paid.coveredOn();
        if (on != null && offer.canBeMet()) {
            return meet(offer, on).thenReturn(paid);
        }
        return on == null && offer.metOn() != null ? reopen(offer, today).thenReturn(paid) : Mono.just(paid);
    }

    /** Never more than was agreed to: what is owed besides, because older money went meanwhile, stays owed. */
    private Mono<Void> meet(SettlementOffer offer, LocalDate on) {
        // Nothing was waived before it was offered, however old the money is.
        LocalDate from = on.isBefore(offer.offeredOn()) ? offer.offeredOn() : on;
        return waivers.waive(offer.itemIds(), offer.rest().amount(), from)
                .collectList()
                .flatMap(waived -> database.write(
                        offers.meet(offer, from, waived).and(events.append(SettlementOfferEvents.met(offer, waived)))));
    }

    private Mono<Void> reopen(SettlementOffer offer, LocalDate today) {
        return offers.waivers(offer.id())
                .collectList()
                .flatMap(all -> waivers.standing(all).collectList())
                .zipWith(offers.lastTaken(offer.id()).defaultIfEmpty(today))
                .flatMap(found -> {
                    List<Waivers.Made> standing = found.getT1();
                    LocalDate on = standing.stream()
                            .map(Waivers.Made::on)
                            .filter(found.getT2()::isBefore)
                            .max(LocalDate::compareTo)
                            .orElse(found.getT2());
                    return waivers.takeBack(standing, on)
                            .then(Mono.defer(() -> database.write(offers.reopen(offer.id())
                                    .and(events.append(SettlementOfferEvents.reopened(offer, standing, on))))));
                });
    }

    /** @throws NotFound if there is none of this id that the caller may see */
    Mono<SettlementOfferView> get(SettlementOfferId id) {
        return transactions.read(tenants.current().flatMap(tenant -> offers.find(id, tenant.today(clock))
                .switchIfEmpty(Mono.error(NotFound::new))
                .flatMap(offer -> seen(offer, tenant.today(clock)))));
    }

    Mono<Page<SettlementOfferView>> list(
            @Nullable CustomerId customer, @Nullable State state, @Nullable Cursor after, Limit limit) {
        return transactions.read(customers
                .mustKnow(customer)
                .then(tenants.current())
                .flatMapMany(tenant -> offers.list(customer, state, after, limit.withOneMore(), tenant.today(clock))
                        .concatMap(offer -> seen(offer, tenant.today(clock))))
                .collectList()
                .map(rows -> Page.of(
                        rows, limit.rows(), last -> Cursor.after(last.id().value()))));
    }

    private static Mono<SettlementOfferView> seen(SettlementOffer offer, LocalDate today) {
        SettlementOfferView view = SettlementOfferView.of(offer, today);
        return Caller.current().map(caller -> caller.isContact() ? view.forContact() : view);
    }

    private Mono<SettlementOfferView> view(SettlementOfferId id, Tenant tenant) {
        return offers.find(id, tenant.today(clock)).map(offer -> SettlementOfferView.of(offer, tenant.today(clock)));
    }
}

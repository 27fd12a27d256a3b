package io.duebook.payment;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import io.duebook.charge.Fees;
import io.duebook.charge.ReversalCharges;
import io.duebook.customer.Customers;
import io.duebook.item.Allocation;
import io.duebook.item.AllocationUndo;
import io.duebook.item.Allocator.Part;
import io.duebook.item.ClaimEvents;
import io.duebook.item.Credit;
import io.duebook.item.CreditRefund;
import io.duebook.item.CreditRefunds;
import io.duebook.item.CreditReturn;
import io.duebook.item.Credits;
import io.duebook.item.Items;
import io.duebook.item.MadeAllocation;
import io.duebook.item.OpenItem;
import io.duebook.item.PossibleDays;
import io.duebook.item.Release;
import io.duebook.item.Reversals;
import io.duebook.item.SettledBefore;
import io.duebook.ledger.Account;
import io.duebook.ledger.Entry;
import io.duebook.ledger.Ledger;
import io.duebook.ledger.Reversal;
import io.duebook.ledger.Transfer;
import io.duebook.payment.Allocations.Source;
import io.duebook.payment.PassedCredits.Passed;
import io.duebook.platform.BusinessClock;
import io.duebook.platform.Constraint;
import io.duebook.platform.Cursor;
import io.duebook.platform.Database;
import io.duebook.platform.EventLog;
import io.duebook.platform.Ids;
import io.duebook.platform.Jobs;
import io.duebook.platform.Limit;
import io.duebook.platform.NotFound;
import io.duebook.platform.Page;
import io.duebook.platform.Reason;
import io.duebook.platform.Transactions;
import io.duebook.platform.UnknownReference;
import io.duebook.platform.Write;
import io.duebook.shared.Money;
import io.duebook.shared.PaymentId;
import io.duebook.shared.PublicId;
import io.duebook.shared.RefundId;
import io.duebook.tenant.Tenants;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/**
 * Credit given back to customers. It is taken when it is asked for, so that nobody uses it while the money is on its way;
 * where the money does not arrive, the credit is there again from that day on.
 */
@Service
public class Refunds {

    private final RefundRepository rows;
    private final RefundViews views;
    private final PaymentRepository payments;
    private final BillRepository bills;
    private final Customers customers;
    private final Tenants tenants;
    private final PassedCredits passedCredits;
    private final WaitingDeductions waiting;
    private final Items items;
    private final Credits credits;
    private final Reversals reversals;
    private final CreditRefunds creditRefunds;
    private final Fees fees;
    private final Ledger ledger;
    private final Jobs jobs;
    private final EventLog events;
    private final Database database;
    private final Transactions transactions;
    private final BusinessClock clock;
    private final Map<String, RefundChannel> channels;

    Refunds(
            RefundRepository rows,
            RefundViews views,
            PaymentRepository payments,
            BillRepository bills,
            Customers customers,
            Tenants tenants,
            PassedCredits passedCredits,
            WaitingDeductions waiting,
            Items items,
            Credits credits,
            Reversals reversals,
            CreditRefunds creditRefunds,
            Fees fees,
            Ledger ledger,
            Jobs jobs,
            EventLog events,
            Database database,
            Transactions transactions,
            BusinessClock clock,
            List<RefundChannel> channels) {
        this.rows = rows;
        this.views = views;
        this.payments = payments;
        this.bills = bills;
        this.customers = customers;
        this.tenants = tenants;
        this.passedCredits = passedCredits;
        this.waiting = waiting;
        this.items = items;
        this.credits = credits;
        this.reversals = reversals;
        this.creditRefunds = creditRefunds;
        this.fees = fees;
        this.ledger = ledger;
        this.jobs = jobs;
        this.events = events;
        this.database = database;
        this.transactions = transactions;
        this.clock = clock;
        this.channels = channels.stream().collect(toMap(RefundChannel::processor, Function.identity()));
    }

    /** A credit behind its customer's lock, what it settles, the payment and promise it came with, and the tenant's today. */
    private record Found(
            Credit credit,
            List<MadeAllocation> settles,
            Optional<KeptPayment> payment,
            Optional<KeptBill> bill,
            LocalDate today) {

        Money money(long amount) {
            return new Money(amount, credit.amount().currency());
        }
    }

    /**
     * Gives credit back: at once where somebody did it by hand, through the processor otherwise, which is asked as soon
     * as this is in the books.
     *
     * @throws RefundRefused if more is asked than is unapplied or taken out of items named, on a day when it was not
     *     there, on a way the money did not come, or of what is only promised yet
     */
    Mono<RefundView> give(NewRefund request) {
        Source source = request.source();
        Map<UUID, Long> parts = request.parts();
        Reason reason = Reason.of(request.reason());
        RefundId id = new RefundId(Ids.next());
        return transactions.write(credits.find(source.id())
                .filter(seen -> seen.kind() == source.kind())
                // Whose import was undone is not there any more.
                .filterWhen(seen -> seen.kind() == Credit.Kind.PAYMENT
                        ? payments.find(new PaymentId(seen.id())).hasElement()
                        : Mono.just(true))
                // What names no item takes nothing out of what others have of it.
                .flatMap(seen -> parts.isEmpty()
                        ? customers.lockEvenArchived(seen.customer())
                        : passedCredits.lock(seen.customer(), seen.id()))
                .switchIfEmpty(Mono.error(() -> new UnknownReference(source.pointer())))
                // Read again behind the lock: what was seen before it may have been used up.
                .then(Mono.defer(() -> find(source)))
                .doOnNext(found -> found.bill().ifPresent(Refunds::mustBeMoney))
                .zipWhen(found -> others(parts, found.credit()))
                .flatMap(found -> broughtBack(source, found.getT1(), found.getT2(), request, parts, reason)
                        .map(back -> decided(id, back, request, without(parts, found.getT2()), reason))
                        .flatMap(database::write)
                        .then(Mono.defer(
                                () -> waiting.endGone(found.getT1().credit().customer(), reason))))
                .then(Mono.defer(() -> views.find(id)))
                .onErrorMap(Constraint.violated("refund_external_id_once"), taken -> new ExternalIdTaken()));
    }

    private Mono<Found> find(Source source) {
        return credits.find(source.id())
                .zipWhen(credit -> reversals.settledBy(credit.id()).collectList())
                .zipWith(payments.find(new PaymentId(source.id()))
                        .map(Optional::of)
                        .defaultIfEmpty(Optional.empty()))
                .zipWith(bills.of(new PaymentId(source.id())).map(Optional::of).defaultIfEmpty(Optional.empty()))
                .zipWith(
                        tenants.current(),
                        (found, tenant) -> new Found(
                                found.getT1().getT1().getT1(),
                                found.getT1().getT1().getT2(),
                                found.getT1().getT2(),
                                found.getT2(),
                                tenant.today(clock)));
    }

    private static void mustBeMoney(KeptBill promise) {
        if (promise.isOnlyPromised()) {
            throw RefundRefused.onlyPromised(promise.bill());
        }
    }

    /**
     * What other customers have of it, as far as it settles the items named.
     *
     * @throws UnknownReference if an item is neither the customer's own nor settled by what they have of it
     */
    private Mono<List<Passed>> others(Map<UUID, Long> parts, Credit credit) {
        return items.find(parts.keySet())
                .filter(item -> item.customer().equals(credit.customer()))
                .map(OpenItem::id)
                .collectList()
                .zipWhen(known -> parts.isEmpty() ? Mono.just(List.<Passed>of()) : passedCredits.of(credit.id()))
                .map(known -> {
                    mustBeAmong(
                            Stream.concat(
                                            known.getT1().stream(),
                                            known.getT2().stream().flatMap(Refunds::settled))
                                    .toList(),
                            List.copyOf(parts.keySet()));
                    return known.getT2();
                });
    }

    private static Stream<UUID> settled(Passed passed) {
        return passed.settles().stream().map(MadeAllocation::item);
    }

    /** The parts of the customer's own items. */
    private static Map<UUID, Long> without(Map<UUID, Long> parts, List<Passed> others) {
        Set<UUID> theirs = others.stream().flatMap(Refunds::settled).collect(toSet());
        return parts.entrySet().stream()
                .filter(part -> !theirs.contains(part.getKey()))
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /**
     * A credit after what is named of others' items came back to it.
     *
     * @param found as it is then
     * @param asked what of it comes out of theirs, in minor units of its currency
     * @param beyond what came back besides: a recovery ends whole for a part, and the rest is not asked for
     */
    private record BroughtBack(Found found, long asked, long beyond) {

        static BroughtBack nothing(Found found) {
            return new BroughtBack(found, 0, 0);
        }

        static BroughtBack of(Found found, List<PassedCredits.Taking> takings) {
            long asked = asked(takings);
            return new BroughtBack(
                    found,
                    asked,
                    takings.stream().mapToLong(PassedCredits.Taking::amount).sum() - asked);
        }

        static long asked(List<PassedCredits.Taking> takings) {
            return takings.stream().mapToLong(PassedCredits.Taking::asked).sum();
        }

        /** What had been unapplied before, in minor units: it goes first. */
        long unapplied() {
            return found.credit().unapplied().amount() - asked - beyond;
        }
    }

    private Mono<BroughtBack> broughtBack(
            Source source, Found found, List<Passed> others, NewRefund request, Map<UUID, Long> parts, Reason reason) {
        List<PassedCredits.Taking> takings = takings(parts, others);
        if (takings.isEmpty()) {
            return Mono.just(BroughtBack.nothing(found));
        }
        mustFit(
                found,
                found.credit().unapplied().amount(),
                request.amount(),
                without(parts, others),
                BroughtBack.asked(takings));
        LocalDate earliest = PassedCredits.possibleFrom(takings).orElseThrow();
        LocalDate on = day(earliest, request.refundedOn(), found.today());
        return passedCredits
                .bringBack(takings, on, Optional.empty(), reason)
                .then(Mono.defer(() -> find(source)))
                .map(back -> BroughtBack.of(back, takings));
    }

    /** Out of what passed on last, first. */
    private static List<PassedCredits.Taking> takings(Map<UUID, Long> parts, List<Passed> others) {
        var left = new HashMap<>(parts);
        var takings = new ArrayList<PassedCredits.Taking>();
        for (Passed passed : others.reversed()) {
            var here = new HashMap<UUID, Long>();
            settled(passed).distinct().forEach(item -> {
                long share = Math.min(left.getOrDefault(item, 0L), passed.settling(item));
                if (share > 0) {
                    here.put(item, share);
                    left.merge(item, -share, Long::sum);
                }
            });
            if (!here.isEmpty()) {
                takings.add(passed.outOf(here));
            }
        }
        Set<UUID> theirs = others.stream().flatMap(Refunds::settled).collect(toSet());
        boolean isShort =
                left.entrySet().stream().anyMatch(part -> theirs.contains(part.getKey()) && part.getValue() > 0);
        if (isShort) {
            throw RefundRefused.notSettledByIt(
                    takings.stream().mapToLong(PassedCredits.Taking::amount).sum());
        }
        return takings;
    }

    private static void mustBeAmong(List<UUID> known, List<UUID> named) {
        for (int at = 0; at < named.size(); at++) {
            if (!known.contains(named.get(at))) {
                throw new UnknownReference("/items/" + at + "/invoice");
            }
        }
    }

    private Write decided(RefundId id, BroughtBack back, NewRefund request, Map<UUID, Long> parts, Reason reason) {
        Found found = back.found();
        Way way = way(found, request);
        Release release = release(back, request.amount(), parts);
        LocalDate earliest = release.possibleFrom(request.amount());
        if (way.channel().isPresent() && earliest.isAfter(found.today())) {
            throw RefundRefused.notTodayYet(earliest);
        }
        LocalDate on = day(earliest, request.refundedOn(), found.today());
        CreditRefund booked = CreditRefund.of(release, request.amount(), on);
        KeptRefund refund = new KeptRefund(
                id,
                found.credit().customer(),
                found.credit().id(),
                way.channel().isPresent() ? RefundState.PENDING : RefundState.SUCCEEDED,
                found.money(request.amount()),
                on,
                way.method(),
                way.channel().map(RefundChannel::processor).orElse(null),
                booked.entry(),
                false);
        return Write.all(
                rows.insert(refund, request.externalId()),
                creditRefunds.give(booked),
                ledger.reverse(booked.undone().stream()
                        .flatMap(AllocationUndo::reversals)
                        .toList()),
                ledger.post(Stream.concat(
                                booked.again().stream().flatMap(Allocation::postings),
                                Stream.of(posting(refund, way.from())))
                        .toList()),
                way.channel()
                        .map(channel -> jobs.due(channel.work(), id.value()))
                        .orElse(Write.nothing()),
                events.append(Stream.concat(
                                Stream.of(RefundEvents.taken(refund, booked, reason)),
                                Stream.concat(
                                        ClaimEvents.undone(booked.undone(), reason), ClaimEvents.made(booked.again())))
                        .toList()));
    }

    /**
     * How the money goes back.
     *
     * @param channel through which it goes by itself; without one, somebody gave it
     */
    private record Way(String method, Account from, Optional<RefundChannel> channel) {}

    /** The way it came, unless another is given. */
    private Way way(Found found, NewRefund request) {
        Optional<KeptPayment> throughProcessor = found.payment().filter(KeptPayment::cameThroughProcessor);
        String usual = throughProcessor.isPresent() ? NewRefund.BY_PROCESSOR : "bank_transfer";
        String method = request.method() == null ? usual : request.method();
        if (!method.equals(NewRefund.BY_PROCESSOR)) {
            return new Way(method, Account.bank(), Optional.empty());
        }
        KeptPayment payment = throughProcessor.orElseThrow(RefundRefused::notThroughProcessor);
        Optional<RefundChannel> channel =
                Optional.ofNullable(payment.processor()).map(channels::get);
        channel.ifPresent(through -> mustCount(through, found, request));
        return new Way(method, payment.goesOutOf(), channel);
    }

    private static void mustCount(RefundChannel channel, Found found, NewRefund request) {
        if (!channel.counts(found.money(request.amount()))) {
            throw RefundRefused.notCountable(found.money(request.amount()));
        }
        if (request.refundedOn() != null && !request.refundedOn().equals(found.today())) {
            throw RefundRefused.goesToday(found.today());
        }
    }

    /** What had been unapplied goes first; beyond it, exactly what is named, of others' items and of the customer's own. */
    private static Release release(BroughtBack back, long amount, Map<UUID, Long> parts) {
        Found found = back.found();
        long needed = mustFit(found, back.unapplied(), amount, parts, back.asked()) - back.asked();
        Release release = Release.of(found.credit(), found.settles(), parts);
        if (release.freed() < needed || Release.exceeds(found.settles(), parts)) {
            throw RefundRefused.notSettledByIt(release.freed());
        }
        return release;
    }

    /**
     * How much is needed of what is named, in minor units.
     *
     * @param unapplied what goes first, in minor units
     * @param ofOthers what is named of others' items, in minor units of the credit's currency
     */
    private static long mustFit(Found found, long unapplied, long amount, Map<UUID, Long> parts, long ofOthers) {
        long needed = Math.max(0, amount - unapplied);
        long named = Release.inMoney(found.credit(), found.settles(), parts) + ofOthers;
        if (needed > 0 && named == 0) {
            throw RefundRefused.creditUsedUp(unapplied);
        }
        if (named != needed) {
            throw RefundRefused.itemsDoNotFit(unapplied, needed);
        }
        return needed;
    }

    private static LocalDate day(LocalDate earliest, @Nullable LocalDate asked, LocalDate today) {
        return PossibleDays.from(earliest, today).choose(asked, RefundRefused::tooEarly, RefundRefused::notYet);
    }

    private static Entry posting(KeptRefund refund, Account from) {
        return new Entry(
                refund.entry(),
                "refund",
                "refund",
                refund.id().value(),
                refund.customer(),
                refund.refundedOn(),
                refund.refundedOn(),
                List.of(new Transfer(Account.unapplied(refund.customer()), from, refund.amount())),
                null);
    }

    /** A refund as it is kept; empty where there is none of this id. */
    public Mono<KeptRefund> find(RefundId id) {
        return transactions.read(rows.find(id));
    }

    /** The refund behind its customer's lock, in the transaction at hand: one answer of a processor is stored after the other. */
    public Mono<KeptRefund> lock(RefundId id) {
        return rows.find(id)
                .flatMap(seen -> customers.lockEvenArchived(seen.customer()))
                .then(Mono.defer(() -> rows.find(id)));
    }

    /** What its processor says of a refund that is locked, stored; what changes nothing is passed over. */
    public Mono<RefundState> moveTo(KeptRefund refund, RefundState seen) {
        if (seen == RefundState.FAILED) {
            throw new IllegalArgumentException("a refund fails with a reason");
        }
        return refund.state().mayBecome(seen)
                ? database.write(Write.all(
                                rows.moveTo(seen, refund.id()),
                                seen == RefundState.SUCCEEDED
                                        ? events.append(RefundEvents.succeeded(refund))
                                        : Write.nothing()))
                        .thenReturn(seen)
                : Mono.just(refund.state());
    }

    /**
     * The money did not go, or came back: from today on, the credit of a refund that is locked is there again. What is
     * owed because it was thought to be gone, it settles first.
     */
    public Mono<RefundState> fail(KeptRefund refund, RefundFailure failure) {
        return refund.state().mayBecome(RefundState.FAILED)
                ? backToCredit(refund)
                        .map(back -> failed(refund, failure, back))
                        .flatMap(database::write)
                        .thenReturn(RefundState.FAILED)
                : Mono.just(refund.state());
    }

    private Mono<CreditReturn> backToCredit(KeptRefund refund) {
        long amount = refund.amount().amount();
        return reversals
                .ownDebts(List.of(refund.credit()))
                .map(owed -> new Part(owed, amount))
                .collectList()
                .zipWhen(debts ->
                        items.find(debts.stream().map(Part::item).toList()).collectList())
                .zipWith(credits.find(refund.credit()))
                .zipWith(
                        tenants.current(),
                        (found, tenant) -> CreditReturn.of(
                                CreditRefund.REFUND,
                                found.getT2(),
                                refund.entry(),
                                amount,
                                new SettledBefore(
                                        found.getT1().getT1(), found.getT1().getT2()),
                                later(refund.refundedOn(), tenant.today(clock))));
    }

    private Write failed(KeptRefund refund, RefundFailure failure, CreditReturn back) {
        return Write.all(
                creditRefunds.takeBack(back),
                ledger.reverse(List.of(new Reversal(back.entry(), "refund_undone", refund.entry(), back.on()))),
                ledger.post(back.allocations().stream()
                        .flatMap(Allocation::postings)
                        .toList()),
                rows.fail(refund.id(), failure, back.entry(), back.on()),
                events.append(Stream.concat(
                                Stream.of(RefundEvents.failed(refund, failure, back)),
                                ClaimEvents.made(back.allocations()))
                        .toList()));
    }

    /**
     * The processor gave the money of a locked refund that counts as failed: it is booked again. Credit that was used
     * meanwhile is owed.
     *
     * @param seen how far it has come there: pending or succeeded
     */
    public Mono<RefundState> giveAfterAll(KeptRefund refund, RefundState seen) {
        return credits.find(refund.credit())
                .zipWith(payments.find(new PaymentId(refund.credit())))
                .zipWith(
                        tenants.current(),
                        (found, tenant) ->
                                givenAfterAll(refund, seen, found.getT1(), found.getT2(), tenant.today(clock)))
                .flatMap(database::write)
                .thenReturn(seen);
    }

    private Write givenAfterAll(
            KeptRefund refund, RefundState seen, Credit credit, KeptPayment payment, LocalDate today) {
        long amount = refund.amount().amount();
        long there = Math.min(amount, credit.unapplied().amount());
        Release unapplied = Release.of(credit, List.of(), Map.of());
        LocalDate on = later(unapplied.possibleFrom(there), today);
        ReversalCharges charges = fees.ofReversal(
                refund.customer(),
                on,
                Optional.empty(),
                Optional.empty(),
                Optional.of(new Money(amount - there, refund.amount().currency()))
                        .filter(Money::isPositive));
        CreditRefund booked = CreditRefund.of(unapplied, amount, charges.reclaimed(), on);
        KeptRefund again = refund.again(seen, on, booked.entry());
        return Write.all(
                rows.giveAgain(again),
                creditRefunds.give(booked),
                charges.rows(),
                ledger.post(Stream.concat(charges.postings().stream(), Stream.of(posting(again, payment.cameInto())))
                        .toList()),
                Optional.ofNullable(refund.processor())
                        .map(channels::get)
                        .map(channel -> jobs.due(channel.work(), refund.id().value()))
                        .orElse(Write.nothing()),
                events.append(
                        Stream.concat(charges.events().stream(), Stream.of(RefundEvents.givenAfterAll(again, charges)))
                                .toList()));
    }

    private static LocalDate later(LocalDate one, LocalDate other) {
        return one.isAfter(other) ? one : other;
    }

    /** @throws NotFound if there is none of this id that the caller may see */
    Mono<RefundView> get(RefundId id) {
        return transactions.readByKey(views.find(id)).switchIfEmpty(Mono.error(NotFound::new));
    }

    Mono<Page<RefundView>> list(RefundFilter filter, @Nullable Cursor after, Limit limit) {
        return transactions.read(customers
                .mustKnow(filter.customer())
                .then(mustKnow("/payment", filter.payment()))
                .then(mustKnow("/credit_note", filter.creditNote()))
                .thenMany(views.list(filter, after, limit.withOneMore()))
                .collectList()
                .map(found -> Page.of(found, limit.rows(), RefundFilter::cursorAfter)));
    }

    private Mono<Void> mustKnow(String pointer, @Nullable PublicId credit) {
        return credit == null
                ? Mono.empty()
                : credits.find(credit.value())
                        .switchIfEmpty(Mono.error(() -> new UnknownReference(pointer)))
                        .then();
    }
}

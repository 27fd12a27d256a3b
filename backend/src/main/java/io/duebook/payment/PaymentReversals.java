package io.duebook.payment;

import io.duebook.charge.Fees;
import io.duebook.charge.ReversalCharges;
import io.duebook.item.Allocation;
import io.duebook.item.AllocationUndo;
import io.duebook.item.Allocator.Part;
import io.duebook.item.ClaimEvents;
import io.duebook.item.Items;
import io.duebook.item.MadeAllocation;
import io.duebook.item.PossibleDays;
import io.duebook.item.Receipt;
import io.duebook.item.Reversals;
import io.duebook.item.Reversals.Reinstated;
import io.duebook.item.Reversals.Reversed;
import io.duebook.item.SettledBefore;
import io.duebook.item.SettledBefore.Settled;
import io.duebook.item.UndueBill;
import io.duebook.ledger.Account;
import io.duebook.ledger.Entry;
import io.duebook.ledger.Ledger;
import io.duebook.ledger.Reversal;
import io.duebook.ledger.Transfer;
import io.duebook.payment.PassedCredits.Passed;
import io.duebook.platform.BusinessClock;
import io.duebook.platform.Constraint;
import io.duebook.platform.Database;
import io.duebook.platform.EventLog;
import io.duebook.platform.Ids;
import io.duebook.platform.NotFound;
import io.duebook.platform.Reason;
import io.duebook.platform.Transactions;
import io.duebook.platform.Write;
import io.duebook.shared.Currency;
import io.duebook.shared.Money;
import io.duebook.shared.PaymentId;
import io.duebook.tenant.Tenants;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/**
 * Takes payments back on a day of their own, and gives them again: what they settled is open, the money is gone from
 * where it came in, and every day before stays as it was.
 */
@Service
class PaymentReversals {

    private final PaymentRepository payments;
    private final ReversalRepository rows;
    private final BillRepository bills;
    private final UnidentifiedReceiptRepository unidentified;
    private final PassedCredits passedCredits;
    private final WaitingDeductions waiting;
    private final PaymentViews views;
    private final Tenants tenants;
    private final Items items;
    private final Reversals reversals;
    private final Fees fees;
    private final Ledger ledger;
    private final EventLog events;
    private final Database database;
    private final Transactions transactions;
    private final BusinessClock clock;

    PaymentReversals(
            PaymentRepository payments,
            ReversalRepository rows,
            BillRepository bills,
            UnidentifiedReceiptRepository unidentified,
            PassedCredits passedCredits,
            WaitingDeductions waiting,
            PaymentViews views,
            Tenants tenants,
            Items items,
            Reversals reversals,
            Fees fees,
            Ledger ledger,
            EventLog events,
            Database database,
            Transactions transactions,
            BusinessClock clock) {
        this.payments = payments;
        this.rows = rows;
        this.bills = bills;
        this.unidentified = unidentified;
        this.passedCredits = passedCredits;
        this.waiting = waiting;
        this.views = views;
        this.tenants = tenants;
        this.items = items;
        this.reversals = reversals;
        this.fees = fees;
        this.ledger = ledger;
        this.events = events;
        this.database = database;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * A payment behind the locks of all whom it concerns, the promise that it came as, what of it passed to other customers,
     * and the tenant's today.
     */
    record Found(KeptPayment payment, Receipt receipt, Optional<KeptBill> bill, List<Passed> passed, LocalDate today) {

        /** What has it now: a promise may be money by now, or somebody else's. */
        Account isIn() {
            return bill.map(KeptBill::isIn).orElse(payment.cameInto());
        }

        /** The first day on which it can be taken back, with what passed on. */
        LocalDate reversibleFrom() {
            LocalDate free = possibleFrom(receipt.reversibleFrom(), all());
            return bill.map(KeptBill::free).filter(free::isBefore).orElse(free);
        }

        List<PassedCredits.Taking> all() {
            return passed.stream().map(Passed::all).toList();
        }

        static LocalDate possibleFrom(LocalDate ofItsOwn, List<PassedCredits.Taking> takings) {
            return PassedCredits.possibleFrom(takings)
                    .filter(ofItsOwn::isBefore)
                    .orElse(ofItsOwn);
        }

        /** Whether the entry that gave it is simply turned round: what has it now is what had it then. */
        private boolean isTakenAsGiven() {
            return receipt.isTakenAsGiven() && bill.isEmpty();
        }
    }

    /**
     * Takes a payment back, today unless a day is given: its allocations with it.
     *
     * @throws ReversalRefused if it is taken back already, or would be before it, or what it settles, was there
     * @throws BillRefused if it is a promise that was passed on for good, or given back without being in the tenant's hands
     */
    Mono<PaymentView> reverse(PaymentId id, NewReversal request) {
        Reason reason = Reason.of(request.reason());
        return transactions.write(find(id).flatMap(found -> {
                    Taking taking = taking(found, request, reason);
                    return whole(found, taking)
                            .flatMap(all -> database.write(reversal(all, taking)))
                            .then(Mono.defer(
                                    () -> waiting.endGone(found.payment().customer(), reason)));
                })
                .then(Mono.defer(() -> views.find(id)))
                .onErrorMap(
                        Constraint.violated("payment_reversal_standing_once"),
                        twice -> ReversalRefused.alreadyReversed()));
    }

    Mono<Found> find(PaymentId id) {
        return payments.find(id)
                .switchIfEmpty(Mono.error(NotFound::new))
                // Money that has left is booked whatever happened to the customer since.
                .flatMap(seen -> passedCredits.lock(seen.customer(), id.value()))
                // Read behind the lock: what was seen before it may have changed.
                .then(Mono.defer(() -> findLocked(id)));
    }

    private Mono<Found> findLocked(PaymentId id) {
        return payments.find(id)
                .switchIfEmpty(Mono.error(NotFound::new))
                .zipWhen(kept -> reversals.find(id.value()))
                // Behind the lock as well: what became of a promise decides where its money is.
                .zipWhen(found -> bills.of(id).map(Optional::of).defaultIfEmpty(Optional.empty()))
                .zipWhen(found -> passedCredits.of(id.value()))
                .zipWith(
                        tenants.current(),
                        (found, tenant) -> new Found(
                                found.getT1().getT1().getT1(),
                                found.getT1().getT1().getT2(),
                                found.getT1().getT2(),
                                found.getT2(),
                                tenant.today(clock)));
    }

    /** The payment with all that had passed to others, which comes back on the day on which it is taken. */
    Mono<Found> whole(Found found, Taking taking) {
        return broughtBack(found, found.all(), taking.on(), taking.id(), taking.reason());
    }

    /** The payment after some of what had passed to others came back, for a reversal. */
    Mono<Found> broughtBack(
            Found found, List<PassedCredits.Taking> takings, LocalDate on, UUID reversal, Reason reason) {
        return takings.isEmpty()
                ? Mono.just(found)
                : passedCredits
                        .bringBack(takings, on, Optional.of(reversal), reason)
                        .then(Mono.defer(() -> findLocked(found.payment().id())));
    }

    private static Taking taking(Found found, NewReversal request, Reason reason) {
        // What disputes took part by part is gone as well.
        if (found.receipt().isReversed() || found.receipt().takeable() <= 0) {
            throw ReversalRefused.alreadyReversed();
        }
        found.bill().ifPresent(bill -> bill.mustBeTakeableAs(request.kind()));
        Currency currency = found.payment().amount().currency();
        return new Taking(
                Ids.next(),
                request.kind(),
                day(found.reversibleFrom(), request.reversedOn(), found.today()),
                Optional.ofNullable(request.customerFee()).map(fee -> new Money(fee, currency)),
                Optional.ofNullable(request.processorFee()).map(fee -> new Money(fee, currency)),
                Optional.empty(),
                reason);
    }

    /** A payment that stands, taken back as a whole: all of it that no dispute took before. */
    Write reversal(Found found, Taking taking) {
        KeptPayment payment = found.payment();
        ReversalCharges charges = charges(payment, taking, found.receipt());
        Reversed reversed = Reversed.of(found.receipt(), charges.reclaimed(), taking.on());
        return Write.all(
                reversals.reverse(reversed),
                ledger.reverse(takenBack(found, reversed)),
                charges.rows(),
                ledger.post(Stream.of(
                                charges.postings().stream(),
                                rest(found, reversed).stream(),
                                processorFee(payment, taking.processorFee(), taking.on()).stream())
                        .flatMap(some -> some)
                        .toList()),
                rows.insert(payment.id(), reversed, taking, charges),
                // What was claimed is in suspense again.
                payment.wasClaimed() ? unidentified.free(payment.id(), taking.on()) : Write.nothing(),
                found.bill()
                        .map(bill ->
                                UndueBill.write(bill.whenTakenBack(taking.on())).recordedNotBefore(bill.lastRecorded()))
                        .orElse(Write.nothing()),
                events.append(Stream.of(
                                charges.events().stream(),
                                Stream.of(PaymentEvents.reversed(payment, taking, reversed, charges)),
                                found.bill().map(bill -> BillEvents.takenBack(bill.bill(), taking)).stream(),
                                ClaimEvents.undone(reversed.undone(), taking.reason()))
                        .flatMap(some -> some)
                        .toList()));
    }

    private static LocalDate day(LocalDate earliest, @Nullable LocalDate asked, LocalDate today) {
        return PossibleDays.from(earliest, today).choose(asked, ReversalRefused::tooEarly, ReversalRefused::notYet);
    }

    private static List<Reversal> takenBack(Found found, Reversed reversed) {
        Receipt receipt = reversed.receipt();
        Stream<Reversal> asGiven = found.isTakenAsGiven()
                ? Stream.of(new Reversal(reversed.entry(), "reversal", receipt.entry(), reversed.on()))
                : Stream.empty();
        return Stream.concat(asGiven, reversed.undone().stream().flatMap(AllocationUndo::reversals))
                .toList();
    }

    /**
     * Where disputes took parts of it before, the entry that takes the receipt back says less than the receipt did; of a
     * promise, that it is taken from what has it now.
     */
    private static Optional<Entry> rest(Found found, Reversed reversed) {
        KeptPayment payment = found.payment();
        Receipt receipt = reversed.receipt();
        Money taken = new Money(reversed.amount(), payment.amount().currency());
        return found.isTakenAsGiven()
                ? Optional.empty()
                : Optional.of(new Entry(
                        reversed.entry(),
                        "reversal",
                        "payment",
                        payment.id().value(),
                        payment.customer(),
                        reversed.on(),
                        reversed.on(),
                        List.of(new Transfer(Account.unapplied(payment.customer()), found.isIn(), taken)),
                        receipt.entry()));
    }

    /** The fee is about the claim that is open again, where that is one. */
    private ReversalCharges charges(KeptPayment payment, Taking taking, Receipt receipt) {
        Currency currency = payment.amount().currency();
        List<UUID> reopened =
                receipt.ending().stream().map(MadeAllocation::item).distinct().toList();
        return fees.ofReversal(
                payment.customer(),
                taking.on(),
                taking.customerFee(),
                reopened.size() == 1 ? Optional.of(reopened.getFirst()) : Optional.empty(),
                Optional.of(new Money(receipt.missing(), currency)).filter(Money::isPositive));
    }

    static Optional<Entry> processorFee(KeptPayment payment, Optional<Money> kept, LocalDate on) {
        return kept.map(fee -> new Entry(
                Ids.next(),
                "processor_fee",
                "payment",
                payment.id().value(),
                payment.customer(),
                on,
                on,
                List.of(new Transfer(Account.processorFees(), payment.goesOutOf(), fee)),
                null));
    }

    /**
     * Gives a payment again that was taken back, today unless a day is given, and settles what it settled then, cut to
     * what is still claimed.
     *
     * @throws ReversalRefused if it stands, or would be given again before it was taken back
     * @throws ReceiptRefused if it claimed money of an unknown payer
     * @throws BillRefused if it is a promise in whose place another stands
     */
    Mono<PaymentView> reinstate(PaymentId id, Reinstatement request) {
        Reason reason = Reason.of(request.reason());
        return transactions.write(find(id).doOnNext(found -> mustBeReversed(found.receipt()))
                .doOnNext(found -> mustBeTheirs(found.payment()))
                .delayUntil(found -> Mono.justOrEmpty(found.bill()).flatMap(bills::mustStandAlone))
                .zipWhen(found -> rows.standing(id))
                .flatMap(found -> reinstated(
                                found.getT1(),
                                found.getT2(),
                                day(
                                        found.getT1().receipt().on(),
                                        request.reinstatedOn(),
                                        found.getT1().today()))
                        .flatMap(reinstated -> again(found.getT1().bill(), found.getT2(), reinstated, reason)))
                .then(Mono.defer(() -> views.find(id))));
    }

    /** The money is there again, settles what it settled, and then passes on as it had passed on. */
    Mono<Void> again(
            Optional<KeptBill> bill, ReversalRepository.Standing reversal, Reinstated reinstated, Reason reason) {
        return database.write(reinstatement(bill, reversal, reinstated, reason))
                .then(Mono.defer(() -> passedCredits.passAgain(reversal.id(), reinstated.on(), reason)));
    }

    /** What it settled before is settled again, cut to what is still claimed. */
    Mono<Reinstated> reinstated(Found found, ReversalRepository.Standing reversal, LocalDate on) {
        return taken(reversal).map(before -> Reinstated.of(found.receipt(), reversal.amount(), before, on));
    }

    /** What a reversal took money from: first what the money settled, then the debt that the reversal made. */
    Mono<SettledBefore> taken(ReversalRepository.Standing reversal) {
        return reversals.allocations(reversal.freed().keySet()).collectList().flatMap(settled -> {
            List<Settled> taken = settled.stream().map(reversal::partOf).toList();
            List<Settled> parts = Stream.concat(
                            taken.stream(),
                            reversal.reclaimed().map(owed -> Settled.of(new Part(owed, reversal.amount()))).stream())
                    .toList();
            return items.find(parts.stream()
                            .map(part -> part.part().item())
                            .distinct()
                            .toList())
                    .collectList()
                    .map(found -> new SettledBefore(parts, found, roundedUp(reversal, settled, taken)));
        });
    }

    /**
     * What a dispute of a part freed of claims in other currencies beyond what it took, in minor units. Not where a recovery
     * ended with it: that ends as a whole, and what is to be recovered again, somebody decides.
     */
    private static long roundedUp(
            ReversalRepository.Standing reversal, List<MadeAllocation> settled, List<Settled> taken) {
        boolean isExact = reversal.isWhole()
                || settled.stream().allMatch(made -> made.exchange() == null)
                || settled.stream().anyMatch(made -> made.recovery() != null);
        return isExact
                ? 0
                : Math.max(0, taken.stream().mapToLong(Settled::money).sum() - reversal.amount());
    }

    private static void mustBeTheirs(KeptPayment payment) {
        if (payment.wasClaimed()) {
            throw ReceiptRefused.claimAgain();
        }
    }

    private static void mustBeReversed(Receipt receipt) {
        if (!receipt.isReversed()) {
            throw ReversalRefused.notReversed();
        }
    }

    private Write reinstatement(
            Optional<KeptBill> bill, ReversalRepository.Standing reversal, Reinstated reinstated, Reason reason) {
        return Write.all(
                reversals.reinstate(reinstated),
                ledger.reverse(List.of(new Reversal(
                        reinstated.entry(),
                        "reinstatement",
                        reinstated.receipt().entry(),
                        reinstated.on()))),
                ledger.post(reinstated.allocations().stream()
                        .flatMap(Allocation::postings)
                        .toList()),
                rows.reinstate(reversal, reinstated),
                bill.map(promise -> UndueBill.write(promise.whenGivenAgain(reinstated.on()))
                                .recordedNotBefore(promise.lastRecorded()))
                        .orElse(Write.nothing()),
                events.append(Stream.of(
                                Stream.of(PaymentEvents.reinstated(reversal.payment(), reinstated, reason)),
                                bill
                                        .map(promise -> BillEvents.givenAgain(promise.bill(), reinstated.on(), reason))
                                        .stream(),
                                ClaimEvents.made(reinstated.allocations()))
                        .flatMap(some -> some)
                        .toList()));
    }
}

package io.duebook.payment;

import io.duebook.customer.Customers;
import io.duebook.item.Allocation;
import io.duebook.item.AllocationBooking;
import io.duebook.item.AllocationUndo;
import io.duebook.item.AskedRate;
import io.duebook.item.Credit;
import io.duebook.item.Credits;
import io.duebook.item.Credits.WentAndCame;
import io.duebook.item.EarlyPayment;
import io.duebook.item.GiveUpLimit;
import io.duebook.item.GivenRates;
import io.duebook.item.Items;
import io.duebook.item.MadeAllocation;
import io.duebook.item.OpenItem;
import io.duebook.item.PossibleDays;
import io.duebook.item.RateRefused;
import io.duebook.item.UnappliedCredit;
import io.duebook.ledger.Conversion;
import io.duebook.ledger.FirstOpenDay;
import io.duebook.ledger.NoExchangeRate;
import io.duebook.platform.BusinessClock;
import io.duebook.platform.Constraint;
import io.duebook.platform.Database;
import io.duebook.platform.InvalidRequest;
import io.duebook.platform.NotFound;
import io.duebook.platform.Reason;
import io.duebook.platform.Transactions;
import io.duebook.platform.UnknownReference;
import io.duebook.shared.AllocationId;
import io.duebook.shared.ChargeId;
import io.duebook.shared.CreditNoteId;
import io.duebook.shared.Currency;
import io.duebook.shared.CustomerId;
import io.duebook.shared.Money;
import io.duebook.shared.PaymentId;
import io.duebook.shared.PublicId;
import io.duebook.shared.TransferId;
import io.duebook.tenant.Policies;
import io.duebook.tenant.Tenants;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Applies unapplied credit to open items by hand, and takes it back. Never cut to fit: who asks too much is told. */
@Service
class Allocations {

    private final Items items;
    private final Credits credits;
    private final UnappliedCredit unapplied;
    private final SettlementRates rates;
    private final GiveUpLimit limit;
    private final Tolerance tolerance;
    private final PassedCredits passed;
    private final WaitingDeductions waiting;
    private final Customers customers;
    private final Tenants tenants;
    private final AllocationBooking booking;
    private final FirstOpenDay firstOpenDay;
    private final Database database;
    private final Transactions transactions;
    private final BusinessClock clock;

    Allocations(
            Items items,
            Credits credits,
            UnappliedCredit unapplied,
            SettlementRates rates,
            GiveUpLimit limit,
            Tolerance tolerance,
            PassedCredits passed,
            WaitingDeductions waiting,
            Customers customers,
            Tenants tenants,
            AllocationBooking booking,
            FirstOpenDay firstOpenDay,
            Database database,
            Transactions transactions,
            BusinessClock clock) {
        this.items = items;
        this.credits = credits;
        this.unapplied = unapplied;
        this.rates = rates;
        this.limit = limit;
        this.tolerance = tolerance;
        this.passed = passed;
        this.waiting = waiting;
        this.customers = customers;
        this.tenants = tenants;
        this.booking = booking;
        this.firstOpenDay = firstOpenDay;
        this.database = database;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** What is allocated: a payment, a credit note or interest given back, and which; and where the request names it. */
    record Source(Credit.Kind kind, String pointer, UUID id) {

        static Optional<Source> of(Credit.Kind kind, String pointer, @Nullable PublicId named) {
            return named == null ? Optional.empty() : Optional.of(new Source(kind, pointer, named.value()));
        }
    }

    /**
     * Allocates a payment or credit note to an item, today unless a day is given.
     *
     * @param amount in minor units of the item's currency
     * @param rate for an item of another currency; the recorded one of the credit's value date unless given
     * @throws AllocationRefused if more is asked than is open, or than is left of the payment or credit note
     * @throws RateRefused if the rate gives up more of the item than the caller may alone
     */
    Mono<AllocationView> allocate(
            Source source, UUID item, long amount, @Nullable LocalDate allocatedOn, @Nullable AskedRate rate) {
        return transactions.write(credits.find(source.id())
                .filter(seen -> seen.kind() == source.kind())
                .switchIfEmpty(Mono.error(() -> new UnknownReference(source.pointer())))
                .flatMap(seen -> customers.lock(seen.customer()))
                .switchIfEmpty(Mono.error(() -> new UnknownReference(source.pointer())))
                // Read again behind the lock: what was seen before it may have been used up.
                .then(Mono.defer(() -> credits.find(source.id())))
                .flatMap(credit -> items.find(List.of(item))
                        .filter(found -> found.customer().equals(credit.customer()))
                        .next()
                        .switchIfEmpty(Mono.error(() -> new UnknownReference("/invoice")))
                        .flatMap(found -> decide(credit, found, amount, allocatedOn, rate)))
                .flatMap(made -> database.write(booking.made(List.of(made))).thenReturn(AllocationView.of(made))));
    }

    Mono<AllocationView> get(AllocationId id) {
        return transactions.read(credits.findAllocation(id.value())
                .switchIfEmpty(Mono.error(NotFound::new))
                .map(made -> AllocationView.of(made, made.reversedOn())));
    }

    private Mono<Allocation> decide(
            Credit credit, OpenItem item, long amount, @Nullable LocalDate allocatedOn, @Nullable AskedRate asked) {
        return tenants.current().flatMap(tenant -> credits.wentAndCame(credit.id(), item.id())
                .zipWhen(before -> rate(credit, item, asked))
                .zipWhen(known -> booked(dayOfAllocating(credit, item, allocatedOn, tenant.today(clock)), allocatedOn))
                .map(found -> decide(
                        credit,
                        item,
                        amount,
                        found.getT1().getT2(),
                        found.getT2(),
                        found.getT1().getT1(),
                        tenant.policies()))
                .delayUntil(made -> limit.mustAllow(
                        List.of(made),
                        new GivenRates(asked == null ? Map.of() : Map.of(item.id(), asked), credit.valueOn())))
                .flatMap(made -> tolerance.within(made, credit, item, tenant.policies())));
    }

    /** A day that was asked for may lie in a closed period. */
    private Mono<LocalDate> booked(LocalDate day, @Nullable LocalDate asked) {
        return asked == null ? Mono.just(day) : firstOpenDay.notBefore(day);
    }

    /** From the item's currency to the credit's; empty where they are one, or nobody said. */
    private Mono<Optional<Conversion>> rate(Credit credit, OpenItem item, @Nullable AskedRate asked) {
        return rates.find(
                        List.of(item),
                        asked == null ? Map.of() : Map.of(item.id(), asked),
                        credit.amount().currency(),
                        credit.valueOn())
                .map(known -> Optional.ofNullable(known.get(item.id())));
    }

    /** Today unless a day is given; where either side begins later, the day on which it does. */
    private static LocalDate dayOfAllocating(Credit credit, OpenItem item, @Nullable LocalDate asked, LocalDate today) {
        return PossibleDays.from(later(credit.valueOn(), item.issuedOn()), today)
                .choose(asked, AllocationRefused::allocatedTooEarly, AllocationRefused::allocatedInFuture);
    }

    private static Allocation decide(
            Credit credit,
            OpenItem item,
            long amount,
            Optional<Conversion> rate,
            LocalDate on,
            WentAndCame before,
            Policies policies) {
        Currency claimed = item.open().currency();
        if (rate.isEmpty() && !claimed.equals(credit.amount().currency())) {
            throw new NoExchangeRate(claimed, credit.amount().currency(), credit.valueOn());
        }
        if (amount > item.claimed().amount()) {
            throw AllocationRefused.itemSettled(item.claimed().amount());
        }
        long cost = rate.map(by -> by.of(new Money(amount, claimed)).amount()).orElse(amount);
        if (cost > credit.unapplied().amount()) {
            throw AllocationRefused.creditUsedUp(credit.unapplied().amount());
        }
        if (cost == 0) {
            throw new InvalidRequest("/amount", "out_of_range", "At this rate it is worth nothing in the money.");
        }
        LocalDate moneyOn = later(credit.valueOn(), before.fromCustomer());
        return Allocation.again(
                credit,
                item,
                amount,
                on,
                before.fromItem(),
                EarlyPayment.of(credit, cost, moneyOn, policies.discount()),
                rate);
    }

    /** What one command applied. */
    record AppliedView(List<AllocationView> data) {}

    /**
     * Applies all that a customer has unapplied in a currency to what they owe in it, the oldest credit first, in the
     * tenant's order of settlement.
     *
     * @throws UnknownReference if there is no such customer
     */
    Mono<AppliedView> applyAll(CustomerId customer, Currency currency) {
        return transactions.write(customers
                .lock(customer)
                .switchIfEmpty(Mono.error(() -> new UnknownReference("/customer")))
                .then(Mono.defer(() -> unapplied.apply(customer, currency)))
                .map(made ->
                        new AppliedView(made.stream().map(AllocationView::of).toList())));
    }

    /**
     * Takes an allocation back, today unless a day is given: the item is open again, its source has the amount free; money
     * that a payment's own command had passed to another customer is the payment's again.
     *
     * @throws AllocationRefused if it was taken back before, or would be before it was made
     */
    Mono<AllocationView> reverse(AllocationId id, @Nullable LocalDate reversedOn, Reason reason) {
        return transactions.write(credits.findAllocation(id.value())
                .switchIfEmpty(Mono.error(NotFound::new))
                // Locked whatever became of the customer: what is undone of an archived one is undone once, too.
                .flatMap(passed::lockOf)
                .then(Mono.defer(() -> credits.findAllocation(id.value())))
                .zipWith(tenants.current())
                .flatMap(found -> {
                    MadeAllocation made = found.getT1();
                    LocalDate on = dayOfUndoing(made, reversedOn, found.getT2().today(clock));
                    return database.write(booking.undone(AllocationUndo.of(made, on), reason))
                            .then(Mono.defer(() -> waiting.endGone(made.customer(), reason)))
                            .then(Mono.defer(() -> passed.afterUndoing(made, on, reason)))
                            .thenReturn(AllocationView.of(made, on));
                })
                .onErrorMap(
                        Constraint.violated("movement_reversed_once"), twice -> AllocationRefused.alreadyReversed()));
    }

    private static LocalDate dayOfUndoing(MadeAllocation made, @Nullable LocalDate asked, LocalDate today) {
        if (made.reversed()) {
            throw AllocationRefused.alreadyReversed();
        }
        // An undoing counts from its own day; nothing is taken back before it was booked, or before it counted.
        return PossibleDays.from(later(made.accountingOn(), made.valueOn()), today)
                .choose(asked, AllocationRefused::undoneBeforeMade, AllocationRefused::notYet);
    }

    private static LocalDate later(LocalDate one, LocalDate other) {
        return one.isAfter(other) ? one : other;
    }

    /**
     * An allocation as a client sees it.
     *
     * @param payment whose money it is; one of the four is given
     * @param creditNote which settles
     * @param charge interest given back, which settles
     * @param transfer what passed from another customer, which settles
     * @param invoice the claim: an invoice or a charge
     * @param amount in minor units of the invoice's currency
     * @param exchange what it took of money of another currency, if it did
     * @param discount what need not be paid because this was paid early, in minor units
     * @param rounding what was paid too little, or, negative, too much, within the tolerance, in minor units
     * @param deduction what the payer withheld, in minor units
     * @param reversedOn the day it was taken back, if it was
     */
    record AllocationView(
            AllocationId id,
            @Nullable PaymentId payment,
            @Nullable CreditNoteId creditNote,
            @Nullable ChargeId charge,
            @Nullable TransferId transfer,
            PublicId invoice,
            long amount,
            Currency currency,
            long discount,
            long rounding,
            long deduction,
            @Nullable ExchangeView exchange,
            LocalDate allocatedOn,
            @Nullable LocalDate reversedOn) {

        static AllocationView of(Allocation made) {
            return new AllocationView(
                    new AllocationId(made.id()),
                    made.source() instanceof PaymentId payment ? payment : null,
                    made.source() instanceof CreditNoteId note ? note : null,
                    made.source() instanceof ChargeId interest ? interest : null,
                    made.source() instanceof TransferId passed ? passed : null,
                    made.claim(),
                    made.amount().amount(),
                    made.amount().currency(),
                    made.discounted(),
                    made.rounded(),
                    made.deducted(),
                    ExchangeView.of(made.exchange()),
                    made.accountingOn(),
                    null);
        }

        static AllocationView of(MadeAllocation made, @Nullable LocalDate reversedOn) {
            return new AllocationView(
                    new AllocationId(made.id()),
                    made.source() instanceof PaymentId payment ? payment : null,
                    made.source() instanceof CreditNoteId note ? note : null,
                    made.source() instanceof ChargeId interest ? interest : null,
                    made.source() instanceof TransferId passed ? passed : null,
                    made.claim(),
                    made.amount().amount(),
                    made.amount().currency(),
                    made.discounted(),
                    made.rounded(),
                    made.deducted(),
                    ExchangeView.of(made.exchange()),
                    made.accountingOn(),
                    reversedOn);
        }
    }
}

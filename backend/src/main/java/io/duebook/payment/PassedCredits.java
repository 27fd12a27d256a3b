package io.duebook.payment;

import io.duebook.customer.Customer;
import io.duebook.customer.Customers;
import io.duebook.customer.Groups;
import io.duebook.item.Allocation;
import io.duebook.item.AllocationUndo;
import io.duebook.item.ClaimEvents;
import io.duebook.item.Credit;
import io.duebook.item.CreditTransfer;
import io.duebook.item.CreditTransfers;
import io.duebook.item.Credits;
import io.duebook.item.Items;
import io.duebook.item.MadeAllocation;
import io.duebook.item.PassedCredit;
import io.duebook.item.PassedOnMeanwhile;
import io.duebook.item.Release;
import io.duebook.item.ReturnedCredit;
import io.duebook.item.Reversals;
import io.duebook.item.SettledBefore;
import io.duebook.ledger.Ledger;
import io.duebook.payment.TransferRepository.Returned;
import io.duebook.platform.Database;
import io.duebook.platform.EventLog;
import io.duebook.platform.Reason;
import io.duebook.platform.Write;
import io.duebook.shared.CustomerId;
import io.duebook.shared.TransferId;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Credit that passed from a payment or credit note to other customers: it comes back before what it came from is taken
 * back, and passes on again with it. Every command on it locks all customers concerned, in the order of their ids.
 */
@Service
class PassedCredits {

    /** What a receiver is told: why the money went is its owner's business, and may name them. */
    private static final Reason WENT_BACK = new Reason("The money that came for it went back.");

    private final TransferRepository transfers;
    private final WaitingDeductions waiting;
    private final CreditTransfers creditTransfers;
    private final Items items;
    private final Credits credits;
    private final Reversals reversals;
    private final Customers customers;
    private final Groups groups;
    private final Ledger ledger;
    private final EventLog events;
    private final Database database;

    PassedCredits(
            TransferRepository transfers,
            WaitingDeductions waiting,
            CreditTransfers creditTransfers,
            Items items,
            Credits credits,
            Reversals reversals,
            Customers customers,
            Groups groups,
            Ledger ledger,
            EventLog events,
            Database database) {
        this.transfers = transfers;
        this.waiting = waiting;
        this.creditTransfers = creditTransfers;
        this.items = items;
        this.credits = credits;
        this.reversals = reversals;
        this.customers = customers;
        this.groups = groups;
        this.ledger = ledger;
        this.events = events;
        this.database = database;
    }

    /**
     * Locks a customer with all to whom its credit passed, whatever became of them. Nothing else passes on from the credit
     * once its customer is locked.
     *
     * @throws PassedOnMeanwhile if it passed to somebody else between the look and the lock
     */
    Mono<Customer> lock(CustomerId customer, UUID credit) {
        return lock(List.of(customer), List.of(credit))
                .flatMap(locked -> Mono.justOrEmpty(
                        locked.stream().filter(one -> one.id().equals(customer)).findFirst()));
    }

    /** The same of several credits at once, of whomever. */
    Mono<List<Customer>> lock(Collection<CustomerId> owners, Collection<UUID> creditsOfTheirs) {
        return transfers
                .receivers(creditsOfTheirs)
                .flatMap(receivers -> lockAll(owners, receivers))
                .delayUntil(locked -> transfers
                        .receivers(creditsOfTheirs)
                        .filter(now -> !idsOf(locked).containsAll(now))
                        .flatMap(more -> Mono.error(new PassedOnMeanwhile())));
    }

    private Mono<List<Customer>> lockAll(Collection<CustomerId> owners, Collection<CustomerId> receivers) {
        return customers
                .lockAll(Stream.concat(owners.stream(), receivers.stream()).toList())
                .collectList();
    }

    private static Set<CustomerId> idsOf(List<Customer> locked) {
        return locked.stream().map(Customer::id).collect(Collectors.toSet());
    }

    /** The same of an allocation: whose money it is may be another customer's. */
    Mono<Customer> lockOf(MadeAllocation made) {
        return made.creditKind() != Credit.Kind.TRANSFER
                ? customers.lockEvenArchived(made.customer())
                : transfers
                        .find(new TransferId(made.credit()))
                        .flatMap(transfer -> lock(transfer.from(), transfer.source()));
    }

    /**
     * What another customer has of a credit.
     *
     * @param credit theirs
     * @param settles their claims, the last last
     */
    record Passed(KeptTransfer transfer, Credit credit, List<MadeAllocation> settles) {

        /** What of it is there, in minor units: what settles something and what does not. */
        long there() {
            return credit.unapplied().amount()
                    + settles.stream().mapToLong(MadeAllocation::taken).sum();
        }

        /** What of it settles an item, in minor units. */
        long settling(UUID item) {
            return settles.stream()
                    .filter(made -> made.item().equals(item))
                    .mapToLong(made -> made.amount().amount())
                    .sum();
        }

        /** All of it. */
        Taking all() {
            return amount(there());
        }

        /** At least an amount in minor units: what settles nothing first, then out of what it settled last. */
        Taking amount(long amount) {
            var parts = new HashMap<UUID, Long>();
            long idle = Math.min(amount, credit.unapplied().amount());
            long left = amount - idle;
            for (MadeAllocation made : settles.reversed()) {
                if (left > 0) {
                    long share = made.partThatFrees(left);
                    parts.merge(made.item(), share, Long::sum);
                    left -= Math.min(left, made.freedBy(share));
                }
            }
            return taking(parts, idle, amount);
        }

        /** These parts, in minor units, out of what it settles. */
        Taking outOf(Map<UUID, Long> parts) {
            return taking(parts, 0, Release.inMoney(credit, settles, parts));
        }

        /**
         * What the payment's own command passed comes back with all that ends, also where a recovery ends whole for a part:
         * the rest is the payment's. What was passed by hand is the receiver's, and stays with them.
         */
        private Taking taking(Map<UUID, Long> parts, long idle, long asked) {
            Release release = Release.of(credit, settles, parts);
            long there = idle + release.freed();
            return new Taking(this, release, transfer.isWithPayment() ? there : Math.min(there, asked), asked);
        }
    }

    /**
     * What comes back of what passed on.
     *
     * @param amount in minor units
     * @param asked what of it was asked for, in minor units of the credit's currency
     */
    record Taking(Passed passed, Release release, long amount, long asked) {

        LocalDate possibleFrom() {
            return release.possibleFrom(amount);
        }

        boolean isAll() {
            return amount == passed.there();
        }
    }

    /** What others have of a credit whose customers are locked: the first first; none where all of it went back. */
    Mono<List<Passed>> of(UUID credit) {
        return transfers
                .ofCredit(credit)
                .collectList()
                .flatMapMany(Flux::fromIterable)
                .concatMap(this::passed)
                .filter(passed -> passed.there() > 0)
                .collectList();
    }

    private Mono<Passed> passed(KeptTransfer transfer) {
        UUID received = transfer.id().value();
        return credits.find(received)
                .zipWhen(
                        credit -> reversals.settledBy(received).collectList(),
                        (credit, settles) -> new Passed(transfer, credit, settles));
    }

    /** What takes an amount in minor units out of them, the last first; as far as there is so much. */
    static List<Taking> takings(List<Passed> passed, long amount) {
        var takings = new ArrayList<Taking>();
        long left = amount;
        for (Passed one : passed.reversed()) {
            long share = Math.min(left, one.there());
            if (share > 0) {
                takings.add(one.amount(share));
                left -= share;
            }
        }
        return takings;
    }

    /** The first day on which all of these are possible. */
    static Optional<LocalDate> possibleFrom(List<Taking> takings) {
        return takings.stream().map(Taking::possibleFrom).max(LocalDate::compareTo);
    }

    /** On that day they are where they came from. @param reversal of the payment, for which they come back, if it is one */
    Mono<Void> bringBack(List<Taking> takings, LocalDate on, Optional<UUID> reversal, Reason reason) {
        return Flux.fromIterable(takings)
                .concatMap(taking -> credits.find(taking.passed().transfer().source())
                        .map(source -> ReturnedCredit.of(taking.release(), source, taking.amount(), on))
                        .flatMap(returned -> database.write(returned(taking, returned, reversal, reason)))
                        .then(Mono.defer(
                                () -> waiting.endGone(taking.passed().transfer().to(), reason))))
                .then();
    }

    private Write returned(Taking taking, ReturnedCredit returned, Optional<UUID> reversal, Reason reason) {
        KeptTransfer transfer = taking.passed().transfer();
        return Write.all(
                creditTransfers.takeBack(returned),
                ledger.reverse(returned.undone().stream()
                        .flatMap(AllocationUndo::reversals)
                        .toList()),
                ledger.post(Stream.concat(
                                Stream.of(returned.posting()),
                                returned.again().stream().flatMap(Allocation::postings))
                        .toList()),
                transfers.insertReturn(returned, reversal),
                taking.isAll() ? transfers.reverse(transfer.id(), returned.on()) : Write.nothing(),
                events.append(Stream.of(
                                Stream.of(TransferEvents.returned(transfer, returned, taking.isAll(), reason)),
                                ClaimEvents.undone(returned.undone(), WENT_BACK),
                                ClaimEvents.made(returned.again()))
                        .flatMap(some -> some)
                        .toList()));
    }

    /**
     * What came back with a reversal that has ended passes on again from that day, cut to what is still claimed. To a customer
     * who is of another group by now passes only what settles again what it had settled: the rest is no gift to a stranger.
     */
    Mono<Void> passAgain(UUID reversal, LocalDate on, Reason reason) {
        return transfers
                .returnedWith(reversal)
                .collectList()
                .flatMapMany(Flux::fromIterable)
                .concatMap(returned -> passAgain(returned, on, reason))
                .then();
    }

    private Mono<Void> passAgain(Returned returned, LocalDate on, Reason reason) {
        KeptTransfer transfer = returned.transfer();
        return passesAsMuchAsSettles(transfer)
                .flatMap(bySettling -> before(returned)
                        .zipWhen(before -> credits.find(transfer.source()))
                        .flatMap(found -> again(returned, found.getT2(), found.getT1(), bySettling, on)
                                .map(passed -> database.write(
                                        passing(keptAgain(transfer, passed, bySettling), passed, reason)))
                                .orElse(Mono.empty())))
                .then();
    }

    private Mono<Boolean> passesAsMuchAsSettles(KeptTransfer transfer) {
        return transfer.isWithPayment()
                ? Mono.just(true)
                : groups.isOneGroup(List.of(transfer.from(), transfer.to())).map(together -> !together);
    }

    private Mono<SettledBefore> before(Returned returned) {
        return reversals
                .allocations(returned.freed().keySet())
                .map(returned::partOf)
                .collectList()
                .flatMap(parts -> items.find(parts.stream()
                                .map(settled -> settled.part().item())
                                .distinct()
                                .toList())
                        .collectList()
                        .map(claims -> new SettledBefore(parts, claims, 0)));
    }

    private static Optional<PassedCredit> again(
            Returned returned, Credit source, SettledBefore before, boolean bySettling, LocalDate on) {
        long most = Math.min(returned.amount(), source.unapplied().amount());
        CustomerId to = returned.transfer().to();
        if (most == 0) {
            return Optional.empty();
        }
        return bySettling
                ? PassedCredit.settlingAgain(source, to, most, before, on)
                : Optional.of(PassedCredit.again(source, to, most, before, on));
    }

    /** What passes only as it settles comes back with that, as what a payment's own command passed. */
    private static KeptTransfer keptAgain(KeptTransfer before, PassedCredit passed, boolean bySettling) {
        return kept(passed.transfer(), bySettling, null, before.reason());
    }

    /** A transfer as it is to be kept. */
    static KeptTransfer kept(
            CreditTransfer transfer, boolean isWithPayment, @Nullable String externalId, @Nullable String reason) {
        return new KeptTransfer(
                new TransferId(transfer.id()),
                KeptTransfer.Kind.CREDIT,
                externalId,
                transfer.source().customer(),
                transfer.to(),
                transfer.source().id(),
                transfer.amount(),
                transfer.accountingOn(),
                isWithPayment,
                reason,
                transfer.entry(),
                null);
    }

    /** Credit that passes on, with what it settles. */
    Write passing(KeptTransfer kept, PassedCredit passed, Reason reason) {
        return Write.all(
                creditTransfers.pass(passed),
                transfers.insert(List.of(kept)),
                ledger.post(Stream.concat(
                                Stream.of(passed.transfer().posting()),
                                passed.allocations().stream().flatMap(Allocation::postings))
                        .toList()),
                events.append(Stream.concat(
                                Stream.of(TransferEvents.made(kept, passed, reason)),
                                ClaimEvents.made(passed.allocations()))
                        .toList()));
    }

    /**
     * What an allocation settled is open again: where the payment's own command had passed its money on, the money goes back
     * to the payment on that day.
     */
    Mono<Void> afterUndoing(MadeAllocation made, LocalDate on, Reason reason) {
        return made.creditKind() != Credit.Kind.TRANSFER
                ? Mono.empty()
                : transfers
                        .find(new TransferId(made.credit()))
                        .filter(KeptTransfer::isWithPayment)
                        .flatMap(this::passed)
                        .flatMap(passed ->
                                bringBack(List.of(passed.amount(made.taken())), on, Optional.empty(), reason));
    }
}

package io.duebook.payment;

import io.duebook.charge.Fees;
import io.duebook.charge.ReversalCharges;
import io.duebook.item.Allocation;
import io.duebook.item.AllocationUndo;
import io.duebook.item.CreditRefund;
import io.duebook.item.CreditRefunds;
import io.duebook.item.MadeAllocation;
import io.duebook.item.Receipt;
import io.duebook.item.RecoveryEvents;
import io.duebook.item.Release;
import io.duebook.ledger.Account;
import io.duebook.ledger.Entry;
import io.duebook.ledger.Ledger;
import io.duebook.ledger.Reversal;
import io.duebook.ledger.Transfer;
import io.duebook.payment.PaymentReversals.Found;
import io.duebook.platform.Database;
import io.duebook.platform.EventLog;
import io.duebook.platform.Ids;
import io.duebook.platform.Transactions;
import io.duebook.platform.Write;
import io.duebook.shared.Money;
import io.duebook.shared.PaymentId;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/**
 * Books what card networks take back and give again, each dispute once, however often and in whatever order it is told:
 * what is told is how the dispute stands, not what happened last.
 */
@Service
public class Chargebacks {

    private static final Logger LOG = LoggerFactory.getLogger(Chargebacks.class);

    private final PaymentReversals reversals;
    private final ReversalRepository rows;
    private final CreditRefunds credits;
    private final Fees fees;
    private final Ledger ledger;
    private final EventLog events;
    private final Database database;
    private final Transactions transactions;

    Chargebacks(
            PaymentReversals reversals,
            ReversalRepository rows,
            CreditRefunds credits,
            Fees fees,
            Ledger ledger,
            EventLog events,
            Database database,
            Transactions transactions) {
        this.reversals = reversals;
        this.rows = rows;
        this.credits = credits;
        this.fees = fees;
        this.ledger = ledger;
        this.events = events;
        this.database = database;
        this.transactions = transactions;
    }

    /** Brings the books to where the dispute is: taken, or taken and given back. What they know already stays. */
    public Mono<Void> book(PaymentId payment, Dispute dispute) {
        return transactions.write(reversals
                .find(payment)
                .flatMap(found -> take(found, dispute))
                .then(Mono.defer(() -> dispute.givenBackOn().isPresent() ? giveBack(payment, dispute) : Mono.empty())));
    }

    private Mono<Void> take(Found found, Dispute dispute) {
        return rows.ofDispute(dispute.id())
                .hasElement()
                .filter(known -> !known)
                .flatMap(unknown ->
                        rows.standing(found.payment().id()).map(Optional::of).defaultIfEmpty(Optional.empty()))
                .flatMap(standing -> standing.isPresent()
                        ? alreadyTaken(found, standing.get(), dispute)
                        : database.write(taken(found, dispute)));
    }

    /** Somebody booked the chargeback by hand before we were told: it is the same one. */
    private Mono<Void> alreadyTaken(Found found, ReversalRepository.Standing standing, Dispute dispute) {
        if (standing.dispute().isEmpty() && standing.kind() == NewReversal.Kind.CHARGEBACK) {
            return database.write(rows.isOf(dispute.id(), standing.id()));
        }
        LOG.atError()
                .addKeyValue("payment", found.payment().id())
                .addKeyValue("dispute", dispute.id())
                .log("a payment that was taken back is disputed, too");
        return database.write(events.append(PaymentEvents.disputedToo(found.payment(), dispute)));
    }

    private Write taken(Found found, Dispute dispute) {
        boolean isWhole = dispute.amount().amount() >= found.payment().amount().amount();
        return isWhole ? whole(found, dispute) : part(found, dispute);
    }

    private Write whole(Found found, Dispute dispute) {
        LocalDate on = fitted(found.receipt().reversibleFrom(), dispute.takenOn(), found.today());
        return reversals.reversal(found, taking(dispute, on));
    }

    private static Taking taking(Dispute dispute, LocalDate on) {
        return new Taking(
                NewReversal.Kind.CHARGEBACK,
                on,
                Optional.empty(),
                dispute.fee(),
                Optional.of(dispute.id()),
                dispute.reason());
    }

    /** The day it was taken, as far as the books allow it; what the network has taken is booked in any case. */
    private static LocalDate fitted(LocalDate earliest, LocalDate wanted, LocalDate today) {
        LocalDate latest = today.isBefore(earliest) ? earliest : today;
        LocalDate notBefore = wanted.isBefore(earliest) ? earliest : wanted;
        return notBefore.isAfter(latest) ? latest : notBefore;
    }

    /** A part of the payment: what is unapplied first, then out of what it settled last; what is missing is owed. */
    private Write part(Found found, Dispute dispute) {
        Receipt receipt = found.receipt();
        long wanted = dispute.amount().amount();
        long there = Math.min(wanted, receipt.standing());
        Release release = Release.of(receipt.credit(), receipt.settles(), newestFirst(receipt, there));
        LocalDate on = fitted(release.possibleFrom(there), dispute.takenOn(), found.today());
        ReversalCharges charges = fees.ofReversal(
                found.payment().customer(),
                on,
                Optional.empty(),
                Optional.empty(),
                Optional.of(new Money(wanted - there, dispute.amount().currency()))
                        .filter(Money::isPositive));
        CreditRefund booked = CreditRefund.ofChargeback(release, wanted, charges.reclaimed(), on);
        return Write.all(
                credits.give(booked),
                charges.rows(),
                ledger.reverse(booked.undone().stream()
                        .flatMap(AllocationUndo::reversals)
                        .toList()),
                ledger.post(Stream.of(
                                booked.again().stream().flatMap(Allocation::postings),
                                charges.postings().stream(),
                                Stream.of(posting(found.payment(), booked, dispute)),
                                PaymentReversals.processorFee(found.payment(), dispute.fee(), on).stream())
                        .flatMap(some -> some)
                        .toList()),
                rows.insertPart(found.payment().id(), booked, dispute, charges),
                events.append(Stream.of(
                                charges.events().stream(),
                                Stream.of(PaymentEvents.reversedInPart(found.payment(), booked, dispute, charges)),
                                RecoveryEvents.undone(booked.undone(), dispute.reason()))
                        .flatMap(some -> some)
                        .toList()));
    }

    private static Map<UUID, Long> newestFirst(Receipt receipt, long amount) {
        var parts = new HashMap<UUID, Long>();
        long left = amount - Math.min(amount, receipt.credit().unapplied().amount());
        for (MadeAllocation made : receipt.settles().reversed()) {
            long share = Math.min(left, made.amount().amount());
            if (share > 0) {
                parts.merge(made.item(), share, Long::sum);
                left -= share;
            }
        }
        return parts;
    }

    private static Entry posting(KeptPayment payment, CreditRefund booked, Dispute dispute) {
        return new Entry(
                booked.entry(),
                "chargeback",
                "payment",
                payment.id().value(),
                payment.customer(),
                booked.on(),
                booked.on(),
                List.of(new Transfer(Account.unapplied(payment.customer()), payment.cameInto(), dispute.amount())),
                null);
    }

    /** The tenant was found right. A whole payment settles again what it settled; a part is the customer's credit. */
    private Mono<Void> giveBack(PaymentId payment, Dispute dispute) {
        return rows.ofDispute(dispute.id())
                .filter(reversal -> !reversal.isOver())
                .flatMap(reversal -> reversals
                        .find(payment)
                        .flatMap(found -> reversal.isWhole()
                                ? wholeAgain(found, reversal, dispute)
                                : Mono.just(partAgain(found, reversal, dispute)))
                        .flatMap(database::write));
    }

    private Mono<Write> wholeAgain(Found found, ReversalRepository.Standing reversal, Dispute dispute) {
        return reversals
                .reinstated(found, reversal, givenBackOn(found, reversal, dispute))
                .map(reinstated -> reversals.reinstatement(found.payment().id(), reinstated, dispute.reason()));
    }

    private static LocalDate givenBackOn(Found found, ReversalRepository.Standing reversal, Dispute dispute) {
        return fitted(reversal.on(), dispute.givenBackOn().orElse(found.today()), found.today());
    }

    private Write partAgain(Found found, ReversalRepository.Standing reversal, Dispute dispute) {
        LocalDate on = givenBackOn(found, reversal, dispute);
        UUID entry = Ids.next();
        return Write.all(
                credits.takeBack(
                        CreditRefund.CHARGEBACK,
                        found.receipt().credit(),
                        reversal.entry(),
                        reversal.amount(),
                        entry,
                        on),
                ledger.reverse(List.of(new Reversal(entry, "chargeback_undone", reversal.entry(), on))),
                rows.end(found.payment().id(), entry, on),
                events.append(PaymentEvents.reinstatedInPart(found.payment(), reversal.amount(), on, dispute)));
    }
}

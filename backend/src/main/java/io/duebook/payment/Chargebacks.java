package io.duebook.payment;

import io.duebook.charge.Fees;
import io.duebook.charge.ReversalCharges;
import io.duebook.item.Allocation;
import io.duebook.item.AllocationUndo;
import io.duebook.item.ClaimEvents;
import io.duebook.item.CreditRefund;
import io.duebook.item.CreditRefunds;
import io.duebook.item.CreditReturn;
import io.duebook.item.MadeAllocation;
import io.duebook.item.PossibleDays;
import io.duebook.item.Receipt;
import io.duebook.item.Release;
import io.duebook.ledger.Account;
import io.duebook.ledger.Entry;
import io.duebook.ledger.Ledger;
import io.duebook.ledger.Reversal;
import io.duebook.ledger.Transfer;
import io.duebook.payment.PaymentReversals.Found;
import io.duebook.platform.Database;
import io.duebook.platform.Event;
import io.duebook.platform.EventLog;
import io.duebook.platform.Ids;
import io.duebook.platform.Jobs;
import io.duebook.platform.Transactions;
import io.duebook.platform.Write;
import io.duebook.shared.Money;
import io.duebook.shared.PaymentId;
import java.time.Duration;
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

    private static final Duration UNTIL_NEXT_LOOK = Duration.ofDays(1);

    private final PaymentReversals reversals;
    private final ReversalRepository rows;
    private final PassedCredits passedCredits;
    private final WaitingDeductions waiting;
    private final CreditRefunds credits;
    private final Fees fees;
    private final Ledger ledger;
    private final Jobs jobs;
    private final EventLog events;
    private final Database database;
    private final Transactions transactions;

    Chargebacks(
            PaymentReversals reversals,
            ReversalRepository rows,
            PassedCredits passedCredits,
            WaitingDeductions waiting,
            CreditRefunds credits,
            Fees fees,
            Ledger ledger,
            Jobs jobs,
            EventLog events,
            Database database,
            Transactions transactions) {
        this.reversals = reversals;
        this.rows = rows;
        this.passedCredits = passedCredits;
        this.waiting = waiting;
        this.credits = credits;
        this.fees = fees;
        this.ledger = ledger;
        this.jobs = jobs;
        this.events = events;
        this.database = database;
        this.transactions = transactions;
    }

    /** Brings the books to where the dispute is: taken, or taken and given back. What they know already stays. */
    public Mono<Void> book(PaymentId payment, Dispute dispute) {
        return transactions.write(reversals
                .find(payment)
                .flatMap(found -> isOfItsCurrency(found, dispute)
                        ? take(found, dispute)
                        : tell(found, dispute, PaymentEvents.disputedInOtherCurrency(found.payment(), dispute)))
                .then(Mono.defer(() -> dispute.givenBackOn().isPresent() ? giveBack(payment, dispute) : Mono.empty())));
    }

    /** The payment of a dispute that stands, and what its processor calls it. */
    public record StandingDispute(PaymentId payment, String id) {}

    /** The dispute behind a reversal; empty where it came to an end. */
    public Mono<StandingDispute> standing(UUID reversal) {
        return transactions.read(
                rows.find(reversal).filter(found -> !found.isOver()).flatMap(found -> Mono.justOrEmpty(found.dispute())
                        .map(id -> new StandingDispute(found.payment(), id))));
    }

    /** Amounts of two currencies are never mixed. */
    private static boolean isOfItsCurrency(Found found, Dispute dispute) {
        return dispute.amount().currency().equals(found.payment().amount().currency());
    }

    private Mono<Void> take(Found found, Dispute dispute) {
        return rows.ofDispute(dispute.id())
                .hasElement()
                .filter(known -> !known)
                .flatMap(unknown ->
                        rows.standing(found.payment().id()).map(Optional::of).defaultIfEmpty(Optional.empty()))
                .flatMap(standing ->
                        standing.isPresent() ? alreadyTaken(found, standing.get(), dispute) : booked(found, dispute));
    }

    private Mono<Void> booked(Found found, Dispute dispute) {
        UUID reversal = Ids.next();
        return taken(found, reversal, dispute)
                .flatMap(taken -> database.write(taken.and(lookAgain(reversal, dispute))))
                .then(Mono.defer(() -> waiting.endGone(found.payment().customer(), dispute.reason())));
    }

    /** A processor's word that it is over may be lost: it is asked, too. */
    private Write lookAgain(UUID reversal, Dispute dispute) {
        return jobs.due(dispute.work(), reversal, UNTIL_NEXT_LOOK);
    }

    /** Somebody booked the chargeback by hand before we were told: one of the same amount is the same one. */
    private Mono<Void> alreadyTaken(Found found, ReversalRepository.Standing standing, Dispute dispute) {
        boolean isTheSame = standing.dispute().isEmpty()
                && standing.kind() == NewReversal.Kind.CHARGEBACK
                && standing.amount() == dispute.amount().amount();
        return isTheSame
                ? database.write(rows.isOf(dispute.id(), standing.id()).and(lookAgain(standing.id(), dispute)))
                : tell(found, dispute, PaymentEvents.disputedToo(found.payment(), dispute));
    }

    /** Once, however often the processor speaks of it. */
    private Mono<Void> tell(Found found, Dispute dispute, Event event) {
        return rows.isTold(dispute.id()).filter(told -> !told).flatMap(news -> database.write(
                        rows.told(found.payment(), dispute.id()).and(events.append(event)))
                .then(Mono.fromRunnable(() -> LOG.atError()
                        .addKeyValue("payment", found.payment().id())
                        .addKeyValue("dispute", dispute.id())
                        .addKeyValue("event", event.type())
                        .log("a dispute is not in the books"))));
    }

    /** The whole payment as it came; one of which something is lost already is taken from like a part. */
    private Mono<Write> taken(Found found, UUID reversal, Dispute dispute) {
        boolean isWhole = dispute.amount().equals(found.payment().amount())
                && found.receipt().lost() == 0;
        return isWhole ? whole(found, reversal, dispute) : part(found, reversal, dispute);
    }

    private Mono<Write> whole(Found found, UUID reversal, Dispute dispute) {
        Taking taking = taking(
                reversal,
                dispute,
                PossibleDays.from(found.reversibleFrom(), found.today()).nearest(dispute.takenOn()));
        return reversals.whole(found, taking).map(all -> reversals.reversal(all, taking));
    }

    private static Taking taking(UUID reversal, Dispute dispute, LocalDate on) {
        return new Taking(
                reversal,
                NewReversal.Kind.CHARGEBACK,
                on,
                Optional.empty(),
                dispute.fee(),
                Optional.of(dispute.id()),
                dispute.reason());
    }

    /**
     * A part of the payment: what is unapplied first, then out of what it settled last, then out of what had passed to other
     * customers; what is missing is owed.
     */
    private Mono<Write> part(Found found, UUID reversal, Dispute dispute) {
        long missing = Math.max(0, dispute.amount().amount() - found.receipt().standing());
        List<PassedCredits.Taking> takings = PassedCredits.takings(found.passed(), missing);
        LocalDate on = PossibleDays.from(
                        Found.possibleFrom(found.receipt().credit().valueOn(), takings), found.today())
                .nearest(dispute.takenOn());
        return reversals
                .broughtBack(found, takings, on, reversal, dispute.reason())
                .map(with -> partOf(with, reversal, dispute));
    }

    private Write partOf(Found found, UUID reversal, Dispute dispute) {
        Receipt receipt = found.receipt();
        long wanted = dispute.amount().amount();
        long there = Math.min(wanted, receipt.standing());
        Release release = Release.of(receipt.credit(), receipt.settles(), newestFirst(receipt, there));
        LocalDate on =
                PossibleDays.from(release.possibleFrom(there), found.today()).nearest(dispute.takenOn());
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
                rows.insertPart(reversal, found.payment().id(), booked, dispute, charges),
                events.append(Stream.of(
                                charges.events().stream(),
                                Stream.of(PaymentEvents.reversedInPart(found.payment(), booked, dispute, charges)),
                                ClaimEvents.undone(booked.undone(), dispute.reason()),
                                ClaimEvents.made(booked.again()))
                        .flatMap(some -> some)
                        .toList()));
    }

    private static Map<UUID, Long> newestFirst(Receipt receipt, long amount) {
        var parts = new HashMap<UUID, Long>();
        long left = amount - Math.min(amount, receipt.credit().unapplied().amount());
        // Debts of its own last: they are open again only where nothing else is left to take.
        List<MadeAllocation> ordered = Stream.concat(
                        receipt.settles().reversed().stream()
                                .filter(made -> !receipt.ownDebts().contains(made.item())),
                        receipt.settles().reversed().stream()
                                .filter(made -> receipt.ownDebts().contains(made.item())))
                .toList();
        for (MadeAllocation made : ordered) {
            if (left > 0) {
                long share = made.partThatFrees(left);
                parts.merge(made.item(), share, Long::sum);
                left -= Math.min(left, made.freedBy(share));
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

    /** The tenant was found right: what was taken settles again what it settled, as far as that is still claimed. */
    private Mono<Void> giveBack(PaymentId payment, Dispute dispute) {
        return rows.ofDispute(dispute.id())
                .filter(reversal -> !reversal.isOver())
                .flatMap(reversal -> reversals
                        .find(payment)
                        .flatMap(found -> reversal.isWhole()
                                ? wholeAgain(found, reversal, dispute)
                                : partAgain(found, reversal, dispute)));
    }

    private Mono<Void> wholeAgain(Found found, ReversalRepository.Standing reversal, Dispute dispute) {
        return reversals
                .reinstated(found, reversal, givenBackOn(found, reversal, dispute))
                .flatMap(reinstated -> reversals.again(found.bill(), reversal, reinstated, dispute.reason()));
    }

    private static LocalDate givenBackOn(Found found, ReversalRepository.Standing reversal, Dispute dispute) {
        return PossibleDays.from(reversal.on(), found.today())
                .nearest(dispute.givenBackOn().orElse(found.today()));
    }

    private Mono<Void> partAgain(Found found, ReversalRepository.Standing reversal, Dispute dispute) {
        LocalDate on = givenBackOn(found, reversal, dispute);
        return reversals
                .taken(reversal)
                .map(before -> CreditReturn.of(
                        CreditRefund.CHARGEBACK,
                        found.receipt().credit(),
                        reversal.entry(),
                        reversal.amount(),
                        before,
                        on))
                .flatMap(back -> database.write(partAgain(found, reversal, back, dispute)))
                .then(Mono.defer(() -> passedCredits.passAgain(reversal.id(), on, dispute.reason())));
    }

    private Write partAgain(Found found, ReversalRepository.Standing reversal, CreditReturn back, Dispute dispute) {
        return Write.all(
                credits.takeBack(back),
                ledger.reverse(List.of(new Reversal(back.entry(), "chargeback_undone", reversal.entry(), back.on()))),
                ledger.post(back.allocations().stream()
                        .flatMap(Allocation::postings)
                        .toList()),
                rows.end(reversal, back.entry(), back.on()),
                events.append(Stream.concat(
                                Stream.of(PaymentEvents.reinstatedInPart(found.payment(), back, dispute)),
                                ClaimEvents.made(back.allocations()))
                        .toList()));
    }
}

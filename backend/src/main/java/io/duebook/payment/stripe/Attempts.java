package io.duebook.payment.stripe;

import io.duebook.item.Allocator.Part;
import io.duebook.item.Reservations;
import io.duebook.item.SettlementOrder;
import io.duebook.payment.Payments;
import io.duebook.payment.ReceivedPayment;
import io.duebook.platform.BusinessClock;
import io.duebook.platform.Caller;
import io.duebook.platform.Database;
import io.duebook.platform.EventLog;
import io.duebook.platform.NotFound;
import io.duebook.platform.Transactions;
import io.duebook.platform.Write;
import io.duebook.shared.CheckoutId;
import io.duebook.shared.Money;
import io.duebook.tenant.Tenant;
import io.duebook.tenant.Tenants;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/**
 * Asks Stripe about attempts and stores what it says. Whoever asks, and however often: an answer moves the attempt
 * forward once, and money is booked in the transaction that says so.
 */
@Service
class Attempts {

    private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);
    private static final Duration PAUSE_WHILE_ASKED = Duration.ofMillis(200);
    private static final int PAUSES_WHILE_ASKED = 25;

    private final CheckoutRepository checkouts;
    private final StripeGateway stripe;
    private final Payments payments;
    private final Reservations reservations;
    private final Tenants tenants;
    private final EventLog events;
    private final Database database;
    private final Transactions transactions;
    private final BusinessClock clock;
    private final Clock real = Clock.systemUTC();

    Attempts(
            CheckoutRepository checkouts,
            StripeGateway stripe,
            Payments payments,
            Reservations reservations,
            Tenants tenants,
            EventLog events,
            Database database,
            Transactions transactions,
            BusinessClock clock) {
        this.checkouts = checkouts;
        this.stripe = stripe;
        this.payments = payments;
        this.reservations = reservations;
        this.tenants = tenants;
        this.events = events;
        this.database = database;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Empty where there is none that the caller may see. */
    Mono<Attempt> find(CheckoutId id) {
        return transactions.read(checkouts.find(id));
    }

    /** Asks for the session, for the first time or again. */
    Mono<Attempt> ask(Attempt attempt) {
        return stripe.create(attempt).flatMap(seen -> store(attempt.id(), seen));
    }

    /**
     * How the attempt stands at Stripe now; one whose outcome is unknown is asked for again, under its own key, and
     * where that tells nothing, looked for.
     */
    Mono<Attempt> refresh(Attempt attempt) {
        if (!attempt.state().isLive() || attempt.isBeingAsked(real.instant())) {
            return Mono.just(attempt);
        }
        return attempt.state().isUnanswered() ? askAgain(attempt).flatMap(this::afterAsking) : look(attempt);
    }

    private Mono<Attempt> askAgain(Attempt attempt) {
        return attempt.mayBeAskedFor(real.instant()) ? ask(attempt) : Mono.just(attempt);
    }

    private Mono<Attempt> afterAsking(Attempt asked) {
        if (asked.isToBeSearched(real.instant())) {
            return stripe.find(asked).flatMap(seen -> store(asked.id(), seen));
        }
        // The answer to a repeated request is that of the first one, and may be old.
        return asked.state() == AttemptState.OPEN ? look(asked) : Mono.just(asked);
    }

    private Mono<Attempt> look(Attempt attempt) {
        return stripe.look(attempt).flatMap(seen -> store(attempt.id(), seen));
    }

    /**
     * What Stripe says of an attempt's session, stored, whatever we believed of the attempt before. Where the attempt has
     * ended and its page is open all the same, the page is closed: its items may be charged by another.
     *
     * @throws StripeGateway.StripeUnreachable if Stripe could not be read
     */
    Mono<Seen> lookAgain(Attempt attempt, String session) {
        return stripe.look(attempt, session)
                .flatMap(seen -> seen instanceof Seen.Open && !attempt.state().isLive()
                        ? stripe.expire(attempt, session)
                        : Mono.just(seen))
                .filter(seen -> !(seen instanceof Seen.NoAnswer))
                .switchIfEmpty(Mono.error(StripeGateway.StripeUnreachable::new))
                .delayUntil(seen -> store(attempt.id(), seen));
    }

    /** Closes the page of an attempt; whether that came in time, its state says. */
    Mono<Attempt> close(Attempt attempt) {
        return stripe.expire(attempt).flatMap(seen -> store(attempt.id(), seen));
    }

    /** Waits up to five seconds while somebody else is asking Stripe for the attempt's session. */
    Mono<Attempt> answered(Attempt attempt) {
        return attempt.isBeingAsked(real.instant())
                ? find(attempt.id())
                        .filter(found -> found.state() != AttemptState.REQUESTED)
                        .repeatWhenEmpty(PAUSES_WHILE_ASKED, empty -> empty.delayElements(PAUSE_WHILE_ASKED))
                        .onErrorResume(IllegalStateException.class, stillAsking -> Mono.just(attempt))
                : Mono.just(attempt);
    }

    /** Under the server's own name, for a contact may not write what a payment writes. */
    private Mono<Attempt> store(CheckoutId id, Seen seen) {
        return Caller.current().flatMap(caller -> transactions
                .write(checkouts
                        .findAndLock(id)
                        .switchIfEmpty(Mono.error(NotFound::new))
                        .flatMap(present -> advance(present, seen)))
                .contextWrite(Caller.program(caller.tenant(), "stripe")::into));
    }

    private Mono<Attempt> advance(Attempt present, Seen seen) {
        Attempt next = present.after(seen);
        if (next.equals(present)) {
            return database.write(checkouts.update(present)).thenReturn(present);
        }
        boolean moneyArrived = next.state() == AttemptState.PAID && present.state() != AttemptState.PAID;
        return (moneyArrived ? book(present, next, (Seen.Paid) seen) : Mono.just(next))
                .delayUntil(reached -> database.write(written(present, reached)));
    }

    private Write written(Attempt before, Attempt reached) {
        boolean moved = before.state() != reached.state();
        return Write.all(
                checkouts.update(reached),
                reached.state().isLive()
                        ? Write.nothing()
                        : reservations.release(reached.id().value()),
                moved && reached.state() != AttemptState.UNKNOWN
                        ? events.append(CheckoutEvents.reached(reached))
                        : Write.nothing());
    }

    private Mono<Attempt> book(Attempt before, Attempt paid, Seen.Paid seen) {
        // Released first: what it books takes nothing away from itself.
        return database.write(reservations.release(paid.id().value()))
                .then(tenants.current())
                .flatMap(tenant -> payments.receive(receipt(before, seen, tenant)))
                .map(paid::booked)
                .delayUntil(booked -> seen.received().equals(booked.charge())
                        ? Mono.empty()
                        : paidOtherwise(booked, seen.received()));
    }

    /** Booked as it came; what to do about the difference, somebody decides. */
    private Mono<Void> paidOtherwise(Attempt booked, Money received) {
        LOG.atWarn()
                .addKeyValue("checkout", booked.id())
                .addKeyValue("asked", booked.charge())
                .addKeyValue("received", received)
                .log("Stripe took another amount than was asked for");
        return database.write(events.append(CheckoutEvents.paidOtherwise(booked, received)));
    }

    private ReceivedPayment receipt(Attempt attempt, Seen.Paid seen, Tenant tenant) {
        return new ReceivedPayment(
                attempt.customer(),
                null,
                null,
                seen.received(),
                receivedOn(attempt, seen, tenant),
                method(seen.method()),
                "processor",
                attempt.purpose(),
                "stripe",
                seen.paymentIntent(),
                allocation(attempt, seen.received()));
    }

    /** Money of another currency settles nothing without a rate; it is the customer's credit in its own. */
    private static SettlementOrder allocation(Attempt attempt, Money received) {
        return received.currency().equals(attempt.charge().currency())
                ? new SettlementOrder.Chosen(fitted(attempt.shares(), received))
                : new SettlementOrder.Nothing();
    }

    /**
     * A card pays at once, however late we learn of it; a debit pays when its bank says so, which is when we look.
     * Stripe tells real time: counted back from now, it fits a business clock that was moved.
     */
    private LocalDate receivedOn(Attempt before, Seen.Paid seen, Tenant tenant) {
        if (before.state() == AttemptState.PROCESSING) {
            return tenant.today(clock);
        }
        Duration ago = Duration.between(seen.at(), real.instant());
        Instant paid = clock.instant().minus(ago.isNegative() ? Duration.ZERO : ago);
        return LocalDate.ofInstant(paid, tenant.zone());
    }

    private static String method(String stripes) {
        return switch (stripes) {
            case "card" -> "card";
            case "sepa_debit", "bacs_debit", "us_bank_account", "acss_debit", "au_becs_debit" -> "direct_debit";
            case "customer_balance" -> "bank_transfer";
            case "alipay", "wechat_pay", "paypal", "cashapp", "link" -> "wallet";
            default -> "other";
        };
    }

    /** The shares that were shown, as far as the money reaches. */
    private static List<Part> fitted(List<Share> shares, Money received) {
        var parts = new ArrayList<Part>();
        long left = received.amount();
        for (Share share : shares) {
            long part = Math.min(left, share.amount());
            if (part > 0) {
                parts.add(new Part(share.item(), part));
                left -= part;
            }
        }
        return parts;
    }
}

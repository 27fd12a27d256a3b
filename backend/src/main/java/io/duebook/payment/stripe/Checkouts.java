package io.duebook.payment.stripe;

import io.duebook.customer.Customers;
import io.duebook.item.Credits;
import io.duebook.item.EarlyPayment;
import io.duebook.item.Items;
import io.duebook.item.OpenItem;
import io.duebook.item.Reservation;
import io.duebook.item.Reservations;
import io.duebook.item.SettlementOrder;
import io.duebook.platform.BusinessClock;
import io.duebook.platform.Caller;
import io.duebook.platform.Commands;
import io.duebook.platform.Database;
import io.duebook.platform.EventLog;
import io.duebook.platform.IdempotencyKey;
import io.duebook.platform.Ids;
import io.duebook.platform.Jobs;
import io.duebook.platform.NotFound;
import io.duebook.platform.Transactions;
import io.duebook.platform.UnknownReference;
import io.duebook.platform.Write;
import io.duebook.shared.CheckoutId;
import io.duebook.shared.CurrencyMismatch;
import io.duebook.shared.Money;
import io.duebook.tenant.Tenants;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Opens a hosted payment page for what a customer owes: reserve and commit, then call, then store the answer. Between
 * any two of these the process may die; whoever repeats the request, or the sweeper, goes on from there.
 */
@Service
class Checkouts {

    private static final Duration PAGE_STAYS_OPEN = Duration.ofHours(3);
    private static final Duration FIRST_LOOK = Duration.ofSeconds(3);
    private static final Duration FRESH = Duration.ofSeconds(2);
    private static final Duration LONGEST_WAIT_TO_SHOW = Duration.ofSeconds(4);
    private static final int MOST_ROUNDS = 4;

    private final Commands commands;
    private final CheckoutRepository checkouts;
    private final Attempts attempts;
    private final StripeGateway stripe;
    private final ProcessorAccounts accounts;
    private final ReturnAddresses addresses;
    private final Customers customers;
    private final Tenants tenants;
    private final Items items;
    private final Reservations reservations;
    private final Credits credits;
    private final Jobs jobs;
    private final EventLog events;
    private final Database database;
    private final Transactions transactions;
    private final BusinessClock clock;
    private final Clock real = Clock.systemUTC();

    Checkouts(
            Commands commands,
            CheckoutRepository checkouts,
            Attempts attempts,
            StripeGateway stripe,
            ProcessorAccounts accounts,
            ReturnAddresses addresses,
            Customers customers,
            Tenants tenants,
            Items items,
            Reservations reservations,
            Credits credits,
            Jobs jobs,
            EventLog events,
            Database database,
            Transactions transactions,
            BusinessClock clock) {
        this.commands = commands;
        this.checkouts = checkouts;
        this.attempts = attempts;
        this.stripe = stripe;
        this.accounts = accounts;
        this.addresses = addresses;
        this.customers = customers;
        this.tenants = tenants;
        this.items = items;
        this.reservations = reservations;
        this.credits = credits;
        this.jobs = jobs;
        this.events = events;
        this.database = database;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * What the payer can go on with.
     *
     * @param isRepeated whether the request was made before, under the same key
     */
    record Opened(Attempt attempt, boolean isRepeated) {}

    /** Opens a page, or gives the one that is open for the same items and amount. */
    Mono<Opened> open(CheckoutRequest request) {
        return commands.key(request).flatMap(key -> Caller.current()
                .doOnNext(caller -> addresses.mustAllow(request.returnUrl(), caller))
                .doOnNext(caller -> stripe.mustBeConfigured())
                .flatMap(caller -> accounts.activeOf(caller.tenant()))
                .flatMap(account -> open(key, request, account, 1)));
    }

    private Mono<Opened> open(IdempotencyKey key, CheckoutRequest request, String account, int round) {
        return begin(key, request, account).flatMap(step -> switch (step) {
            case Step.Begun begun -> ask(begun.attempt());
            case Step.Repeated repeated -> resume(repeated.attempt());
            case Step.Same same ->
                join(key, same.attempt())
                        .switchIfEmpty(Mono.defer(() -> again(key, request, account, round, same.attempt())));
            case Step.Blocked blocked ->
                Flux.fromIterable(blocked.attempts())
                        .concatMap(this::close)
                        .then(Mono.defer(() -> again(
                                key, request, account, round, blocked.attempts().getFirst())));
        });
    }

    private Mono<Opened> again(
            IdempotencyKey key, CheckoutRequest request, String account, int round, Attempt inTheWay) {
        return round < MOST_ROUNDS
                ? open(key, request, account, round + 1)
                : Mono.error(() -> new OutcomeUnknown(inTheWay));
    }

    /** What the first transaction found. */
    private sealed interface Step {

        record Begun(Attempt attempt) implements Step {}

        /** The key stands for this one. */
        record Repeated(Attempt attempt) implements Step {}

        /** One of the same items and amount is under way. */
        record Same(Attempt attempt) implements Step {}

        /** These hold some of the items for another charge. */
        record Blocked(List<Attempt> attempts) implements Step {}
    }

    private Mono<Step> begin(IdempotencyKey key, CheckoutRequest request, String account) {
        return transactions.write(customers
                .lock(request.customer())
                .switchIfEmpty(Mono.error(() -> new UnknownReference("/customer")))
                .then(checkouts.findByKey(key))
                .flatMap(checkouts::find)
                .<Step>map(Step.Repeated::new)
                .switchIfEmpty(Mono.defer(() -> decide(key, request, account))));
    }

    private Mono<Step> decide(IdempotencyKey key, CheckoutRequest request, String account) {
        return gather(request).flatMap(found -> {
            PlannedCharge charge = found.charge(request);
            List<Attempt> overlapping = found.overlapping(charge);
            overlapping.stream()
                    .filter(attempt -> attempt.state() == AttemptState.PROCESSING)
                    .findFirst()
                    .ifPresent(processing -> {
                        throw new PaymentProcessing(processing);
                    });
            if (overlapping.isEmpty()) {
                return begin(key, request, account, charge).map(Step.Begun::new);
            }
            return overlapping.size() == 1 && overlapping.getFirst().asksForTheSame(charge)
                    ? Mono.just(new Step.Same(overlapping.getFirst()))
                    : Mono.just(new Step.Blocked(overlapping));
        });
    }

    /**
     * @param today the payment, in the tenant's zone: until when a discount is earned
     * @param order in which money settles what its payer did not name
     * @param live attempts under way that hold any of the items
     */
    private record Found(
            ChosenItems chosen,
            EarlyPayment today,
            SettlementOrder order,
            List<OpenItem> items,
            List<Attempt> live,
            Money unapplied) {

        PlannedCharge charge(CheckoutRequest request) {
            return switch (chosen) {
                case ChosenItems.These these -> PlannedCharge.forChosen(order, items, request.amount(), today);
                case ChosenItems.All all -> PlannedCharge.forAll(order, payable(), unapplied, request.amount(), today);
            };
        }

        /** What money is on its way for is not payable again. */
        private List<OpenItem> payable() {
            List<Attempt> processing = live.stream()
                    .filter(attempt -> attempt.state() == AttemptState.PROCESSING)
                    .toList();
            Set<UUID> spokenFor = processing.stream()
                    .flatMap(attempt -> attempt.items().stream())
                    .collect(Collectors.toSet());
            List<OpenItem> payable = items.stream()
                    .filter(item -> !spokenFor.contains(item.id()))
                    .toList();
            if (payable.isEmpty() && !processing.isEmpty()) {
                throw new PaymentProcessing(processing.getFirst());
            }
            return payable;
        }

        List<Attempt> overlapping(PlannedCharge charge) {
            Set<UUID> wanted = charge.shares().stream().map(Share::item).collect(Collectors.toSet());
            return live.stream()
                    .filter(attempt -> attempt.items().stream().anyMatch(wanted::contains))
                    .toList();
        }
    }

    private Mono<Found> gather(CheckoutRequest request) {
        return Mono.fromCallable(() -> ChosenItems.of(request.items())).flatMap(chosen -> candidates(chosen, request)
                .flatMap(candidates -> liveFor(candidates).flatMap(live -> credits.unapplied(
                                request.customer(), request.currency())
                        .zipWith(
                                tenants.current(),
                                (unapplied, tenant) -> new Found(
                                        chosen,
                                        new EarlyPayment(
                                                tenant.today(clock),
                                                tenant.policies().discount()),
                                        SettlementOrder.of(tenant.policies().settlement()),
                                        candidates,
                                        live,
                                        unapplied)))));
    }

    private Mono<List<OpenItem>> candidates(ChosenItems chosen, CheckoutRequest request) {
        return switch (chosen) {
            case ChosenItems.All all ->
                items.unpaid(request.customer(), request.currency()).collectList();
            case ChosenItems.These these ->
                items.find(these.items()).collectList().map(found -> named(these.items(), found, request));
        };
    }

    private static List<OpenItem> named(List<UUID> ids, Collection<OpenItem> found, CheckoutRequest request) {
        Map<UUID, OpenItem> byId = found.stream()
                .filter(item -> item.customer().equals(request.customer()))
                .collect(Collectors.toMap(OpenItem::id, Function.identity()));
        return IntStream.range(0, ids.size())
                .mapToObj(at -> {
                    OpenItem item = byId.get(ids.get(at));
                    if (item == null) {
                        throw new UnknownReference("/items/" + at);
                    }
                    if (!item.open().currency().equals(request.currency())) {
                        throw new CurrencyMismatch(
                                request.currency(), item.open().currency());
                    }
                    return item;
                })
                .toList();
    }

    private Mono<List<Attempt>> liveFor(List<OpenItem> candidates) {
        return reservations
                .of(candidates.stream().map(OpenItem::id).toList())
                .map(Reservation::attempt)
                .distinct()
                .collectList()
                .flatMapMany(checkouts::findAll)
                .collectList();
    }

    private Mono<Attempt> begin(IdempotencyKey key, CheckoutRequest request, String account, PlannedCharge charge) {
        return Caller.current()
                .map(caller -> {
                    CheckoutId id = new CheckoutId(Ids.next());
                    Instant now = real.instant().truncatedTo(ChronoUnit.MICROS);
                    Instant expiresAt = now.plus(PAGE_STAYS_OPEN).truncatedTo(ChronoUnit.SECONDS);
                    return new Attempt(
                            id,
                            request.customer(),
                            AttemptState.REQUESTED,
                            charge.amount(),
                            charge.charge(),
                            charge.shares(),
                            account,
                            SessionRequest.body(id, caller.tenant(), charge, request.returnUrl(), expiresAt),
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            expiresAt,
                            now);
                })
                .delayUntil(attempt -> database.write(Write.all(
                        checkouts.insert(attempt, key),
                        reservations.reserve(reservations(attempt)),
                        jobs.due(CheckoutSweeper.KIND, attempt.id().value(), FIRST_LOOK),
                        events.append(CheckoutEvents.reached(attempt)))));
    }

    private static List<Reservation> reservations(Attempt attempt) {
        return attempt.shares().stream()
                .map(share -> new Reservation(attempt.id().value(), share.item(), attempt.customer(), share.amount()))
                .toList();
    }

    /** Asks, and where no answer comes, once more: the key makes it the same session. */
    private Mono<Opened> ask(Attempt attempt) {
        return attempts.ask(attempt)
                .flatMap(asked -> asked.state() == AttemptState.UNKNOWN ? attempts.refresh(asked) : Mono.just(asked))
                .map(Checkouts::notRefused)
                .map(asked -> new Opened(asked, false));
    }

    private Mono<Opened> resume(Attempt attempt) {
        return attempts.answered(attempt)
                .flatMap(found -> found.state().isUnanswered() ? attempts.refresh(found) : Mono.just(found))
                .map(Checkouts::notRefused)
                .map(found -> new Opened(found, true));
    }

    private static Attempt notRefused(Attempt attempt) {
        if (attempt.state() == AttemptState.FAILED && attempt.session() == null && attempt.failure() != null) {
            throw new RefusedByStripe(attempt.failure());
        }
        return attempt;
    }

    /** The page that is open already; empty where it just closed. Stripe is asked, for it may have been paid. */
    private Mono<Opened> join(IdempotencyKey key, Attempt attempt) {
        return attempts.answered(attempt)
                .flatMap(attempts::refresh)
                .map(Checkouts::notSettled)
                .filter(found -> found.state().isLive())
                .delayUntil(found -> transactions.write(database.write(checkouts.remember(found, key))))
                .map(found -> new Opened(found, false));
    }

    /** Closes an attempt that holds the items for another charge. */
    private Mono<Void> close(Attempt attempt) {
        return attempts.answered(attempt)
                .flatMap(attempts::refresh)
                .map(Checkouts::notSettled)
                .flatMap(found -> found.state() == AttemptState.OPEN ? attempts.close(found) : Mono.just(found))
                .map(Checkouts::notSettled)
                .flatMap(found -> found.state().isLive() ? Mono.error(new OutcomeUnknown(found)) : Mono.empty());
    }

    private static Attempt notSettled(Attempt attempt) {
        return switch (attempt.state()) {
            case PAID -> throw new AlreadyPaid(attempt);
            case PROCESSING -> throw new PaymentProcessing(attempt);
            case REQUESTED, UNKNOWN, OPEN, FAILED, EXPIRED -> attempt;
        };
    }

    /**
     * How an attempt stands. Whoever watches it makes us ask Stripe, at most every two seconds.
     *
     * @throws NotFound if there is none that the caller may see
     */
    Mono<Attempt> get(CheckoutId id) {
        return attempts.find(id)
                .switchIfEmpty(Mono.error(NotFound::new))
                .flatMap(found -> found.state().isLive() ? watched(found) : Mono.just(found));
    }

    private Mono<Attempt> watched(Attempt attempt) {
        return transactions
                .write(checkouts.claimLook(attempt.id(), FRESH))
                .filter(mayLook -> mayLook)
                .flatMap(mayLook -> attempts.refresh(attempt))
                .timeout(LONGEST_WAIT_TO_SHOW, Mono.just(attempt))
                .defaultIfEmpty(attempt);
    }
}

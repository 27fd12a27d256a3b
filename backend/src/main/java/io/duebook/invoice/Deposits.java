package io.duebook.invoice;

import io.duebook.customer.Customers;
import io.duebook.invoice.DepositView.DepositPaymentView;
import io.duebook.item.Credit;
import io.duebook.item.Credits;
import io.duebook.item.DepositMoney;
import io.duebook.item.UnappliedCredit;
import io.duebook.ledger.Ledger;
import io.duebook.platform.BusinessClock;
import io.duebook.platform.Constraint;
import io.duebook.platform.Cursor;
import io.duebook.platform.Database;
import io.duebook.platform.EventLog;
import io.duebook.platform.Ids;
import io.duebook.platform.Limit;
import io.duebook.platform.NotFound;
import io.duebook.platform.NumberSeries;
import io.duebook.platform.Page;
import io.duebook.platform.Reason;
import io.duebook.platform.Transactions;
import io.duebook.platform.UnknownReference;
import io.duebook.platform.Version;
import io.duebook.platform.Write;
import io.duebook.shared.CurrencyMismatch;
import io.duebook.shared.CustomerId;
import io.duebook.shared.DepositId;
import io.duebook.shared.Money;
import io.duebook.shared.PaymentId;
import io.duebook.tenant.Policies;
import io.duebook.tenant.Tenants;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Deposits: asked for, paid, taken by invoices, and the tax on what is held of them. */
@Service
class Deposits {

    private static final String SERIES = "deposit";

    private final DepositRepository deposits;
    private final DepositMoney money;
    private final UnappliedCredit unapplied;
    private final Credits credits;
    private final Customers customers;
    private final Tenants tenants;
    private final NumberSeries numbers;
    private final Ledger ledger;
    private final EventLog events;
    private final Database database;
    private final Transactions transactions;
    private final BusinessClock clock;

    Deposits(
            DepositRepository deposits,
            DepositMoney money,
            UnappliedCredit unapplied,
            Credits credits,
            Customers customers,
            Tenants tenants,
            NumberSeries numbers,
            Ledger ledger,
            EventLog events,
            Database database,
            Transactions transactions,
            BusinessClock clock) {
        this.deposits = deposits;
        this.money = money;
        this.unapplied = unapplied;
        this.credits = credits;
        this.customers = customers;
        this.tenants = tenants;
        this.numbers = numbers;
        this.ledger = ledger;
        this.events = events;
        this.database = database;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Asks for a deposit; nothing is posted.
     *
     * @throws UnknownReference if there is no such customer
     * @throws NumberTaken if the number or external id belongs to another deposit
     */
    Mono<DepositView> ask(NewDeposit request) {
        return transactions.write(customers
                .lock(request.customer())
                .switchIfEmpty(Mono.error(() -> new UnknownReference("/customer")))
                .then(tenants.current())
                .flatMap(tenant -> Mono.fromSupplier(
                                () -> request.on(tenant.today(clock), new DepositId(Ids.next()), clock.instant()))
                        .flatMap(deposit ->
                                numbered(deposit, tenant.policies().numbering().deposit())))
                .flatMap(deposit -> database.write(
                                deposits.insert(deposit).and(events.append(DepositEvents.requested(deposit))))
                        .then(Mono.defer(() -> deposits.view(deposit.id()))))
                .onErrorMap(
                        Constraint.violated("deposit_number_once"),
                        taken -> request.number() == null ? NumberTaken.atThisMoment() : NumberTaken.numberOfDeposit())
                .onErrorMap(
                        Constraint.violated("deposit_external_id_once"), taken -> NumberTaken.externalIdOfDeposit()));
    }

    private Mono<Deposit> numbered(Deposit deposit, Policies.Series series) {
        return deposit.number().isEmpty()
                ? numbers.takeFree(SERIES, series.format(), deposit.issueDate(), DepositRepository.NUMBERED)
                        .map(deposit::numbered)
                : Mono.just(deposit);
    }

    /**
     * Keeps a payment for a deposit: it settles nothing by itself from now on.
     *
     * @throws DepositRefused if the deposit is void, the payment kept for another, or nothing of it unapplied
     */
    Mono<DepositView> pay(DepositId id, PaymentId payment) {
        return transactions.write(locked(id)
                .doOnNext(Deposits::mustStand)
                .flatMap(deposit -> credit(deposit, payment)
                        .flatMap(credit -> database.write(Write.all(
                                money.keep(payment.value(), id.value(), deposit.customer()),
                                events.append(DepositEvents.paid(deposit, payment, credit.unapplied()))))))
                .then(Mono.defer(() -> reckon(id)))
                .then(Mono.defer(() -> deposits.view(id))));
    }

    /**
     * Releases a payment that was kept for the wrong deposit: its tax is taken back on its own days, as if it had never been
     * kept.
     *
     * @throws UnknownReference if the payment is not kept for this deposit
     * @throws DepositRefused if invoices took of it, or the deposit is void
     */
    Mono<DepositView> release(DepositId id, PaymentId payment, Reason reason) {
        return transactions.write(locked(id)
                .doOnNext(Deposits::mustStand)
                .zipWhen(deposit -> deposits.view(id)
                        .flatMapIterable(DepositView::payments)
                        .filter(kept -> kept.payment().equals(payment))
                        .next()
                        .switchIfEmpty(Mono.error(() -> new UnknownReference("/payment"))))
                .doOnNext(found -> mustBeUnused(found.getT2()))
                .flatMap(found -> database.write(Write.all(
                        money.release(payment.value(), id.value()),
                        events.append(DepositEvents.released(
                                found.getT1(),
                                payment,
                                new Money(
                                        found.getT2().unapplied(),
                                        found.getT1().total().currency()),
                                reason)))))
                .then(Mono.defer(() -> reckon(id)))
                .then(Mono.defer(() -> deposits.view(id))));
    }

    private static void mustBeUnused(DepositPaymentView kept) {
        if (kept.used() != 0) {
            throw DepositRefused.used(kept.used());
        }
    }

    private Mono<Credit> credit(Deposit deposit, PaymentId payment) {
        return credits.find(payment.value())
                .filter(credit -> credit.kind() == Credit.Kind.PAYMENT
                        && credit.customer().equals(deposit.customer()))
                .switchIfEmpty(Mono.error(() -> new UnknownReference("/payment")))
                .doOnNext(credit -> mustFit(credit, deposit))
                .delayUntil(credit -> money.isKept(credit.id()).doOnNext(kept -> {
                    if (kept) {
                        throw DepositRefused.keptAlready();
                    }
                }));
    }

    private static void mustFit(Credit credit, Deposit deposit) {
        if (!credit.amount().currency().equals(deposit.total().currency())) {
            throw new CurrencyMismatch(
                    deposit.total().currency(), credit.amount().currency());
        }
        if (!credit.unapplied().isPositive()) {
            throw DepositRefused.usedUp();
        }
    }

    private static void mustStand(Deposit deposit) {
        if (deposit.voidOn() != null) {
            throw DepositRefused.isVoid(deposit.number());
        }
    }

    /**
     * Takes a deposit back that nothing is paid for, or of which all went back.
     *
     * @throws DepositRefused if money is there, or it is void already
     */
    Mono<DepositView> voidDeposit(DepositId id, Version expected, Reason reason) {
        return transactions.write(locked(id)
                .doOnNext(deposit -> expected.mustBe(deposit.version()))
                .doOnNext(Deposits::mustStand)
                .zipWhen(deposit -> deposits.view(id))
                .doOnNext(found -> mustBeWithoutMoney(found.getT2()))
                .zipWith(tenants.current())
                .flatMap(found -> database.write(deposits.markVoid(
                                id, found.getT2().today(clock))
                        .and(events.append(DepositEvents.voided(found.getT1().getT1(), reason)))))
                .then(Mono.defer(() -> deposits.view(id))));
    }

    private static void mustBeWithoutMoney(DepositView deposit) {
        if (deposit.received() != 0 || deposit.held() != 0) {
            throw DepositRefused.hasMoney(deposit.held());
        }
    }

    private Mono<Deposit> locked(DepositId id) {
        return deposits.customerOf(id)
                .flatMap(customers::lockEvenArchived)
                .thenMany(Flux.defer(() -> deposits.find(List.of(id))))
                .next()
                .switchIfEmpty(Mono.error(NotFound::new));
    }

    /**
     * @throws UnknownReference if an invoice names a deposit that is not its customer's
     * @throws DepositRefused if it is void
     */
    Mono<Void> mustBeTheirs(Invoice invoice) {
        List<DepositId> named = invoice.deposits();
        return named.isEmpty()
                ? Mono.empty()
                : deposits.find(named)
                        .collectMap(Deposit::id)
                        .doOnNext(found -> {
                            for (int at = 0; at < named.size(); at++) {
                                Deposit deposit = found.get(named.get(at));
                                if (deposit == null || !deposit.customer().equals(invoice.customer())) {
                                    throw new UnknownReference("/deposits/" + at);
                                }
                                if (!deposit.total()
                                        .currency()
                                        .equals(invoice.total().currency())) {
                                    throw new CurrencyMismatch(
                                            invoice.total().currency(),
                                            deposit.total().currency());
                                }
                                mustStand(deposit);
                            }
                        })
                        .then();
    }

    /** Lays what is held of the deposits that an invoice names over it, in the order in which it names them. */
    Mono<Void> settle(Invoice invoice) {
        List<UUID> named = invoice.deposits().stream().map(DepositId::value).toList();
        return named.isEmpty()
                ? Mono.empty()
                : money.unapplied(named)
                        .collectList()
                        .flatMap(held -> unapplied.apply(invoice.id().value(), held))
                        .thenMany(Flux.fromIterable(invoice.deposits()))
                        .concatMap(this::reckon)
                        .then();
    }

    /** Posts what is missing of the tax on what is held, or takes back what is too much. The customer is locked. */
    private Mono<Void> reckon(DepositId id) {
        return deposits.find(List.of(id))
                .next()
                .zipWhen(deposit -> money.held(id.value()).zipWith(deposits.posted(id)))
                .flatMap(found -> {
                    Deposit deposit = found.getT1();
                    List<DepositMoney.Held> held = found.getT2().getT1();
                    // Its money was kept for another since: what was so until then stays as it was.
                    boolean isOver = deposit.voidOn() != null && held.isEmpty();
                    List<DepositTax.Correction> corrections = isOver
                            ? List.of()
                            : DepositTax.corrections(
                                    deposit, held, found.getT2().getT2());
                    return corrections.isEmpty()
                            ? Mono.empty()
                            : database.write(Write.all(
                                            deposits.post(deposit, corrections),
                                            ledger.post(corrections.stream()
                                                    .map(one -> one.posting(deposit))
                                                    .toList()))
                                    .recordedNotBefore(held.stream()
                                            .map(DepositMoney.Held::recordedAt)
                                            .max(Comparator.naturalOrder())
                                            .orElse(Instant.MIN)));
                });
    }

    /** The same behind the customer's lock, for whom something else changed the money. */
    Mono<Void> reckonLater(DepositId id) {
        return transactions.write(locked(id).then(Mono.defer(() -> reckon(id))));
    }

    /** @throws NotFound if there is none of this id that the caller may see */
    Mono<DepositView> get(DepositId id) {
        return transactions.readByKey(deposits.view(id)).switchIfEmpty(Mono.error(NotFound::new));
    }

    Mono<Page<DepositView>> list(
            @Nullable CustomerId customer, @Nullable String externalId, @Nullable Cursor after, Limit limit) {
        return transactions.read(customers
                .mustKnow(customer)
                .thenMany(deposits.list(customer, externalId, after, limit.withOneMore()))
                .collectList()
                .map(rows -> Page.of(
                        rows, limit.rows(), last -> Cursor.after(last.id().value()))));
    }
}

package io.duebook.payment;

import io.duebook.customer.Customers;
import io.duebook.item.CashDay;
import io.duebook.item.PossibleDays;
import io.duebook.item.UndueBill;
import io.duebook.ledger.Ledger;
import io.duebook.ledger.Reversal;
import io.duebook.payment.BillRequests.BillDiscounting;
import io.duebook.payment.BillRequests.BillDishonour;
import io.duebook.payment.BillRequests.BillEndorsement;
import io.duebook.platform.BusinessClock;
import io.duebook.platform.Cursor;
import io.duebook.platform.Database;
import io.duebook.platform.EventLog;
import io.duebook.platform.Ids;
import io.duebook.platform.InvalidRequest;
import io.duebook.platform.Limit;
import io.duebook.platform.NotFound;
import io.duebook.platform.Page;
import io.duebook.platform.Reason;
import io.duebook.platform.Transactions;
import io.duebook.platform.UnknownReference;
import io.duebook.platform.Write;
import io.duebook.shared.BillId;
import io.duebook.shared.PaymentId;
import io.duebook.tenant.Tenants;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What is done with bills and cheques from the day they come to the day they are money (docs/decisions/0160). Each step
 * has its own day, and is taken back on a day of its own.
 */
@Service
class Bills {

    private final BillRepository bills;
    private final PaymentReversals reversals;
    private final PassedCredits passedCredits;
    private final Customers customers;
    private final Tenants tenants;
    private final Ledger ledger;
    private final EventLog events;
    private final Database database;
    private final Transactions transactions;
    private final BusinessClock clock;

    Bills(
            BillRepository bills,
            PaymentReversals reversals,
            PassedCredits passedCredits,
            Customers customers,
            Tenants tenants,
            Ledger ledger,
            EventLog events,
            Database database,
            Transactions transactions,
            BusinessClock clock) {
        this.bills = bills;
        this.reversals = reversals;
        this.passedCredits = passedCredits;
        this.customers = customers;
        this.tenants = tenants;
        this.ledger = ledger;
        this.events = events;
        this.database = database;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Several answers in the order asked. */
    record BillsView(List<BillView> data) {}

    /** Brings one to the bank, which is to collect it. */
    Mono<BillView> deposit(BillId id, @Nullable LocalDate on, @Nullable String slip) {
        return one(id, kept -> depositing(kept, on, slip));
    }

    /** The same of several on one slip. */
    Mono<BillsView> depositAll(List<BillId> ids, @Nullable LocalDate on, @Nullable String slip) {
        return several(ids, kept -> depositing(kept, on, slip));
    }

    private Step depositing(Dated kept, @Nullable LocalDate on, @Nullable String slip) {
        mustBeHeld(kept.bill());
        return new Step(kept.bill(), BillStep.deposited(kept.day(on), slip));
    }

    /** It was paid. */
    Mono<BillView> collect(BillId id, @Nullable LocalDate on) {
        return one(id, kept -> collecting(kept, on));
    }

    Mono<BillsView> collectAll(List<BillId> ids, @Nullable LocalDate on) {
        return several(ids, kept -> collecting(kept, on));
    }

    private static Step collecting(Dated kept, @Nullable LocalDate on) {
        mustBeHeldOrDeposited(kept.bill());
        return new Step(kept.bill(), BillStep.collected(kept.bill().bill(), kept.day(on)));
    }

    /** Sells it to a bank before it matures. */
    Mono<BillView> discount(BillId id, BillDiscounting request) {
        return one(id, kept -> {
            Bill bill = mayBePassedOn(kept.bill());
            LocalDate on = kept.dayBeforeItIsOverdue(request.discountedOn());
            if (request.cost() >= bill.amount().amount()) {
                throw BillRefused.costTooHigh(bill);
            }
            return new Step(
                    kept.bill(),
                    BillStep.discounted(on, request.bank(), request.cost(), isYes(request.withRecourse())));
        });
    }

    /** Passes it on to somebody whom the tenant owes. */
    Mono<BillView> endorse(BillId id, BillEndorsement request) {
        return one(id, kept -> {
            mayBePassedOn(kept.bill());
            return new Step(
                    kept.bill(),
                    BillStep.endorsed(
                            kept.dayBeforeItIsOverdue(request.endorsedOn()),
                            request.endorsee(),
                            isYes(request.withRecourse())));
        });
    }

    private static boolean isYes(@Nullable Boolean unlessSaid) {
        return unlessSaid == null || unlessSaid;
    }

    private static Bill mayBePassedOn(KeptBill kept) {
        mustBeHeld(kept);
        if (kept.bill().inBank()) {
            throw BillRefused.inBank(kept.bill());
        }
        if (!kept.bill().transferable()) {
            throw BillRefused.notTransferable(kept.bill());
        }
        return kept.bill();
    }

    private static void mustBeHeld(KeptBill kept) {
        if (kept.state() != BillState.HELD) {
            throw BillRefused.notHeld(kept);
        }
    }

    private static void mustBeHeldOrDeposited(KeptBill kept) {
        if (kept.state() != BillState.HELD && kept.state() != BillState.DEPOSITED) {
            throw BillRefused.notHeld(kept);
        }
    }

    /** A bill behind the locks of its customer and of all who have of its money, and the tenant's today. */
    private record Dated(KeptBill bill, LocalDate today) {

        LocalDate day(@Nullable LocalDate asked) {
            return PossibleDays.from(bill.free(), today)
                    .choose(asked, earliest -> BillRefused.tooEarly(bill.bill(), earliest), BillRefused::notYet);
        }

        /** Who takes it wants it paid by whom it names, and not by the courts. */
        LocalDate dayBeforeItIsOverdue(@Nullable LocalDate asked) {
            LocalDate on = day(asked);
            if (on.isAfter(bill.bill().maturesOn())) {
                throw BillRefused.matured(bill.bill());
            }
            return on;
        }
    }

    private record Step(KeptBill of, BillStep step) {}

    private Mono<BillView> one(BillId id, Function<Dated, Step> decide) {
        return transactions.write(locked(id)
                .map(decide)
                .flatMap(step -> database.write(taken(List.of(step))))
                .then(Mono.defer(() -> view(id))));
    }

    private Mono<BillsView> several(List<BillId> ids, Function<Dated, Step> decide) {
        mustBeNamedOnce(ids);
        return transactions.write(lockAll(ids)
                .map(found -> found.stream().map(decide).toList())
                .flatMap(steps -> database.write(taken(steps)))
                .then(Mono.defer(() -> views(ids))));
    }

    private static void mustBeNamedOnce(List<BillId> ids) {
        var seen = new HashSet<BillId>();
        for (int at = 0; at < ids.size(); at++) {
            if (!seen.add(ids.get(at))) {
                throw new InvalidRequest("/bills/" + at, "named_twice", "Name each bill once.");
            }
        }
    }

    private Mono<Dated> locked(BillId id) {
        return bills.find(List.of(id))
                .next()
                .switchIfEmpty(Mono.error(NotFound::new))
                // With all to whom it passed: from which day it is money is written to theirs as well.
                .flatMap(seen -> passedCredits.lock(
                        seen.bill().customer(), seen.bill().payment().value()))
                // Read again behind the locks: what was done meanwhile counts.
                .thenMany(Flux.defer(() -> bills.find(List.of(id))))
                .next()
                .zipWith(tenants.current(), (kept, tenant) -> new Dated(kept, tenant.today(clock)));
    }

    private Mono<List<Dated>> lockAll(List<BillId> ids) {
        return byId(ids)
                .doOnNext(found -> mustAllBeThere(ids, found))
                .flatMap(found -> passedCredits.lock(
                        found.values().stream()
                                .map(kept -> kept.bill().customer())
                                .toList(),
                        found.values().stream()
                                .map(kept -> kept.bill().payment().value())
                                .toList()))
                .then(Mono.defer(() -> byId(ids)))
                .zipWith(tenants.current(), (found, tenant) -> ids.stream()
                        .map(id -> new Dated(Objects.requireNonNull(found.get(id)), tenant.today(clock)))
                        .toList());
    }

    private Mono<Map<BillId, KeptBill>> byId(List<BillId> ids) {
        return bills.find(ids).collectMap(kept -> kept.bill().id(), Function.identity());
    }

    private static void mustAllBeThere(List<BillId> ids, Map<BillId, KeptBill> found) {
        for (int at = 0; at < ids.size(); at++) {
            if (!found.containsKey(ids.get(at))) {
                throw new UnknownReference("/bills/" + at);
            }
        }
    }

    private Write taken(List<Step> steps) {
        var rows = new LinkedHashMap<BillId, BillStep>();
        steps.forEach(step -> rows.put(step.of().bill().id(), step.step()));
        return Write.all(
                        bills.take(rows),
                        ledger.post(steps.stream()
                                .flatMap(step -> step.step().posting(step.of().bill()).stream())
                                .toList()),
                        UndueBill.write(steps.stream()
                                .flatMap(step -> step.of().when(step.step()).stream())
                                .toList()),
                        CashDay.write(steps.stream()
                                .flatMap(step -> step.of().cashDayWith(step.step()).stream())
                                .toList()),
                        events.append(steps.stream()
                                .map(step -> BillEvents.taken(step.of().bill(), step.step()))
                                .toList()))
                .recordedNotBefore(steps.stream()
                        .map(step -> step.of().lastRecorded())
                        .max(Comparator.naturalOrder())
                        .orElse(Instant.MIN));
    }

    /**
     * Takes back what was done last, today unless a day is given.
     *
     * @throws BillRefused if nothing that was done stands, or its payment was taken back
     */
    Mono<BillView> undo(BillId id, @Nullable LocalDate on, Reason reason) {
        return transactions.write(locked(id)
                .map(kept -> undone(kept.bill(), kept.day(on), reason))
                .flatMap(database::write)
                .then(Mono.defer(() -> view(id))));
    }

    private Write undone(KeptBill kept, LocalDate on, Reason reason) {
        Bill bill = kept.bill();
        if (kept.takenBack() != null) {
            throw BillRefused.takenBack(bill);
        }
        BillStep step = kept.standing().orElseThrow(() -> BillRefused.nothingDone(bill));
        Optional<Reversal> reversal = Optional.ofNullable(step.entry())
                .map(posted -> new Reversal(Ids.next(), "bill_" + step.kind().code() + "_undone", posted, on));
        return Write.all(
                        bills.undo(step, reversal.map(Reversal::id), on),
                        ledger.reverse(reversal.stream().toList()),
                        UndueBill.write(kept.whenUndone(step, on)),
                        CashDay.write(kept.cashDayWithout(step).stream().toList()),
                        events.append(BillEvents.undone(bill, step, on, reason)))
                .recordedNotBefore(kept.lastRecorded());
    }

    /** Not locked: whoever takes the payment back locks all to whom it passed, in the one order. */
    private Mono<PaymentId> paymentOf(BillId id) {
        return bills.find(List.of(id))
                .next()
                .switchIfEmpty(Mono.error(NotFound::new))
                .map(kept -> kept.bill().payment());
    }

    /** Nobody pays it: its payment is taken back, as one that the bank returned. */
    Mono<BillView> dishonour(BillId id, BillDishonour request) {
        return transactions.write(paymentOf(id)
                .flatMap(payment -> reversals.reverse(
                        payment,
                        new NewReversal(
                                NewReversal.Kind.RETURN,
                                request.dishonouredOn(),
                                request.customerFee(),
                                request.processorFee(),
                                request.reason())))
                .then(Mono.defer(() -> view(id))));
    }

    /** Gives it back to the customer, to be exchanged or because it should not have been given. */
    Mono<BillView> giveBack(BillId id, @Nullable LocalDate on, @Nullable String reason) {
        Reason why = Reason.of(reason);
        return transactions.write(paymentOf(id)
                .flatMap(payment -> reversals.reverse(
                        payment, new NewReversal(NewReversal.Kind.MISTAKE, on, null, null, why.text())))
                .then(Mono.defer(() -> view(id))));
    }

    /** @throws NotFound if there is none of this id that the caller may see */
    Mono<BillView> get(BillId id) {
        return transactions.readByKey(view(id)).switchIfEmpty(Mono.error(NotFound::new));
    }

    private Mono<BillView> view(BillId id) {
        return tenants.current().flatMap(tenant -> bills.view(id, tenant.today(clock)));
    }

    private Mono<BillsView> views(List<BillId> ids) {
        return tenants.current()
                .flatMapMany(tenant -> bills.views(ids, tenant.today(clock)))
                .collect(Collectors.toMap(BillView::id, Function.identity()))
                .map(found -> new BillsView(ids.stream()
                        .map(id -> Objects.requireNonNull(found.get(id)))
                        .toList()));
    }

    Mono<Page<BillView>> list(BillFilter filter, @Nullable Cursor after, Limit limit) {
        return transactions.read(customers
                .mustKnow(filter.customer())
                .then(tenants.current())
                .flatMapMany(tenant -> bills.list(filter, after, limit.withOneMore(), tenant.today(clock)))
                .collectList()
                .map(rows -> Page.of(rows, limit.rows(), BillFilter::cursorAfter)));
    }
}

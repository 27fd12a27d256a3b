package io.duebook.ledger;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.duebook.ledger.PeriodRepository.Books;
import io.duebook.ledger.PeriodRepository.Change;
import io.duebook.ledger.PeriodRepository.Closing;
import io.duebook.ledger.TrialBalance.AccountBalance;
import io.duebook.platform.BusinessClock;
import io.duebook.platform.Cursor;
import io.duebook.platform.Database;
import io.duebook.platform.Event;
import io.duebook.platform.EventLog;
import io.duebook.platform.Limit;
import io.duebook.platform.Page;
import io.duebook.platform.Reason;
import io.duebook.platform.Transactions;
import io.duebook.platform.Write;
import io.duebook.tenant.Tenant;
import io.duebook.tenant.Tenants;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Months, closed one after the other and each with all before it. What belongs into a closed one by its value date is booked
 * on the first open day ({@link FirstOpenDay}) and never refused (docs/decisions/0174).
 */
@Service
class Periods {

    private final PeriodRepository periods;
    private final Tenants tenants;
    private final EventLog events;
    private final Database database;
    private final Transactions transactions;
    private final BusinessClock clock;

    Periods(
            PeriodRepository periods,
            Tenants tenants,
            EventLog events,
            Database database,
            Transactions transactions,
            BusinessClock clock) {
        this.periods = periods;
        this.tenants = tenants;
        this.events = events;
        this.database = database;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Closes a month and every earlier one; once it is closed, this changes nothing. For a transaction that writes alone.
     *
     * @throws PeriodRefused while the month is not over
     */
    Mono<PeriodView> close(YearMonth period) {
        return transactions.write(tenants.current()
                .doOnNext(tenant -> mustBeOver(period, tenant))
                .zipWhen(tenant -> periods.books())
                .flatMap(found ->
                        found.getT2().isClosed(period) ? Mono.empty() : close(period, found.getT1(), found.getT2()))
                .then(Mono.defer(() -> view(period))));
    }

    private void mustBeOver(YearMonth period, Tenant tenant) {
        if (!tenant.today(clock).isAfter(period.atEndOfMonth())) {
            throw PeriodRefused.notOver(period);
        }
    }

    private Mono<Void> close(YearMonth last, Tenant tenant, Books books) {
        YearMonth first = firstToClose(last, books);
        return balanceBefore(first, books)
                .zipWhen(before -> periods.changes(first.atDay(1), last.atEndOfMonth())
                        .collect(groupingBy(Change::period, TreeMap::new, mapping(Change::balance, toList()))))
                .flatMapMany(found -> balances(first, last, found.getT1(), found.getT2()))
                .concatMap(closed -> periods.close(closed.period(), closed.balance()))
                .then(Mono.defer(
                        () -> database.write(periods.openFrom(last.plusMonths(1).atDay(1))
                                .and(told(
                                        "period.closed",
                                        tenant,
                                        Map.of("from", first.toString(), "period", last.toString()))))))
                .then();
    }

    /** Where nothing was ever closed, the month of the first entry. */
    private static YearMonth firstToClose(YearMonth last, Books books) {
        return Stream.of(books.openFrom(), books.firstEntry())
                .flatMap(Stream::ofNullable)
                .findFirst()
                .map(YearMonth::from)
                .filter(first -> first.isBefore(last))
                .orElse(last);
    }

    private Mono<TrialBalance> balanceBefore(YearMonth first, Books books) {
        return books.isClosed(first.minusMonths(1))
                ? periods.stored(first.minusMonths(1)).defaultIfEmpty(TrialBalance.EMPTY)
                : Mono.just(TrialBalance.EMPTY);
    }

    private record Closed(YearMonth period, TrialBalance balance) {}

    private static Flux<Closed> balances(
            YearMonth first, YearMonth last, TrialBalance before, Map<YearMonth, List<AccountBalance>> changes) {
        return Flux.generate(() -> new Closed(first.minusMonths(1), before), (done, sink) -> {
            YearMonth next = done.period().plusMonths(1);
            if (next.isAfter(last)) {
                sink.complete();
                return done;
            }
            var closed = new Closed(next, done.balance().plus(changes.getOrDefault(next, List.of())));
            sink.next(closed);
            return closed;
        });
    }

    /**
     * Opens a month and every later one again; once it is open, this changes nothing. What it was closed with stays. For a
     * transaction that writes alone.
     *
     * @throws PeriodRefused if it is locked
     */
    Mono<PeriodView> reopen(YearMonth period, Reason reason) {
        return transactions.write(tenants.current()
                .zipWhen(tenant -> periods.books())
                .flatMap(found -> reopen(period, reason, found.getT1(), found.getT2()))
                .then(Mono.defer(() -> view(period))));
    }

    private Mono<Void> reopen(YearMonth period, Reason reason, Tenant tenant, Books books) {
        if (books.isLocked(period)) {
            throw PeriodRefused.locked(period);
        }
        if (!books.isClosed(period)) {
            return Mono.empty();
        }
        Event reopened =
                Event.because(reason.text(), "period.reopened", tenant.id(), null, Map.of("period", period.toString()));
        return database.write(periods.openFrom(period.atDay(1)).and(events.append(reopened)))
                .then();
    }

    /**
     * Locks a month and every earlier one: nobody opens them again. For a transaction that writes alone.
     *
     * @throws PeriodRefused while it is open
     */
    Mono<PeriodView> lock(YearMonth period) {
        return transactions.write(tenants.current()
                .zipWhen(tenant -> periods.books())
                .flatMap(found -> lock(period, found.getT1(), found.getT2()))
                .then(Mono.defer(() -> view(period))));
    }

    private Mono<Void> lock(YearMonth period, Tenant tenant, Books books) {
        if (!books.isClosed(period)) {
            throw PeriodRefused.notClosed(period);
        }
        return books.isLocked(period)
                ? Mono.empty()
                : database.write(periods.lockUntil(period.plusMonths(1).atDay(1))
                                .and(told("period.locked", tenant, Map.of("period", period.toString()))))
                        .then();
    }

    private Write told(String type, Tenant tenant, Map<String, String> object) {
        return events.append(Event.of(type, tenant.id(), null, object));
    }

    /** With its trial balance: as it was closed, or of what is booked now. */
    Mono<PeriodView> view(YearMonth period) {
        return transactions.read(periods.books()
                .flatMap(books -> books.isClosed(period)
                        ? periods.closings(period, period)
                                .next()
                                .zipWhen(closing -> periods.stored(period))
                                .map(found -> PeriodView.closed(found.getT1(), books.state(period), found.getT2()))
                                .switchIfEmpty(
                                        Mono.defer(() -> Mono.just(PeriodView.before(period, books.state(period)))))
                        : now(period, books)));
    }

    private Mono<PeriodView> now(YearMonth period, Books books) {
        LocalDate openFrom = books.openFrom();
        Mono<TrialBalance> before =
                openFrom == null ? Mono.just(TrialBalance.EMPTY) : balanceBefore(YearMonth.from(openFrom), books);
        LocalDate from = openFrom == null ? LocalDate.of(1, 1, 1) : openFrom;
        return before.zipWhen(sum -> periods.changes(from, period.atEndOfMonth())
                        .map(Change::balance)
                        .collectList())
                .map(found -> PeriodView.open(period, found.getT1().plus(found.getT2())));
    }

    /** The latest first, from the month that now is back to the first with an entry or a closing. */
    Mono<Page<PeriodSummary>> list(@Nullable Cursor before, Limit limit) {
        return transactions.read(tenants.current()
                .zipWhen(tenant -> periods.books())
                .flatMap(found -> page(
                        before == null
                                ? YearMonth.from(found.getT1().today(clock))
                                : YearMonth.from(before.day()).minusMonths(1),
                        found.getT2(),
                        limit)));
    }

    private Mono<Page<PeriodSummary>> page(YearMonth newest, Books books, Limit limit) {
        YearMonth oldest = books.firstEntry() == null ? newest : YearMonth.from(books.firstEntry());
        List<YearMonth> months = LongStream.range(0, limit.withOneMore())
                .mapToObj(newest::minusMonths)
                .takeWhile(month -> !month.isBefore(oldest))
                .toList();
        if (months.isEmpty()) {
            return Mono.just(Page.of(List.of(), limit.rows(), none -> Cursor.after()));
        }
        return periods.closings(months.getLast(), months.getFirst())
                .collectMap(Closing::period)
                .map(closings -> Page.of(
                        months.stream()
                                .map(month -> PeriodSummary.of(month, books.state(month), closings.get(month)))
                                .toList(),
                        limit.rows(),
                        last -> Cursor.after(last.period().atDay(1))));
    }
}

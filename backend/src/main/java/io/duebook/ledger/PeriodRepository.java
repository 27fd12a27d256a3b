package io.duebook.ledger;

import io.duebook.ledger.TrialBalance.AccountBalance;
import io.duebook.platform.Database;
import io.duebook.platform.Row;
import io.duebook.platform.Write;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Months, as they were closed. */
@Repository
class PeriodRepository {

    private final Database database;

    PeriodRepository(Database database) {
        this.database = database;
    }

    /**
     * How far the books are closed.
     *
     * @param openFrom the first open day; null: nothing was ever closed
     * @param lockedUntil days before it stay closed; null: none are locked
     * @param firstEntry the accounting date of the first entry; null: there is none
     */
    record Books(
            @Nullable LocalDate openFrom,
            @Nullable LocalDate lockedUntil,
            @Nullable LocalDate firstEntry) {

        boolean isClosed(YearMonth period) {
            return openFrom != null && period.atEndOfMonth().isBefore(openFrom);
        }

        boolean isLocked(YearMonth period) {
            return lockedUntil != null && period.atEndOfMonth().isBefore(lockedUntil);
        }

        PeriodState state(YearMonth period) {
            if (isLocked(period)) {
                return PeriodState.LOCKED;
            }
            return isClosed(period) ? PeriodState.CLOSED : PeriodState.OPEN;
        }
    }

    /** A month as it was closed last, or for the first time. */
    record Closing(YearMonth period, int version, String hash, int accounts, Instant closedAt, String closedBy) {}

    Mono<Books> books() {
        return database.sql("""
                        select books.open_from, books.locked_until,
                               (select min(accounting_on)
                                  from journal_entry
                                 where tenant_id = :tenant) as first_entry
                          from (values (1)) as one
                          left join books on books.tenant_id = :tenant
                        """).one(columns -> {
            var row = new Row(columns);
            return new Books(row.dateIfAny("open_from"), row.dateIfAny("locked_until"), row.dateIfAny("first_entry"));
        });
    }

    /** The latest closing of each of these months that was closed at all. */
    Flux<Closing> closings(YearMonth from, YearMonth to) {
        return database.sql("""
                        select distinct on (period) period, version, hash, accounts, closed_at, closed_by
                          from period_closing
                         where tenant_id = :tenant
                           and period between :from and :to
                         order by period desc, version desc
                        """)
                .bind("from", from.atDay(1))
                .bind("to", to.atDay(1))
                .all(columns -> closing(new Row(columns)));
    }

    /** Empty: it was never closed. */
    Mono<TrialBalance> stored(YearMonth period) {
        return database.sql("""
                        select trial_balance
                          from period_closing
                         where tenant_id = :tenant
                           and period = :period
                         order by version desc
                         limit 1
                        """)
                .bind("period", period.atDay(1))
                .one(columns -> TrialBalance.parse(Objects.requireNonNull(columns.get("trial_balance", byte[].class))));
    }

    /** What was booked in a month, account by account. */
    record Change(YearMonth period, AccountBalance balance) {}

    /** By month, of the days from one to another, both included. */
    Flux<Change> changes(LocalDate from, LocalDate to) {
        return database.sql("""
                        select period, currency, account, whose, sum(amount)::bigint as amount
                          from (select cast(date_trunc('month', e.accounting_on) as date) as period, t.currency,
                                       side.account, side.whose, side.amount
                                  from journal_entry e
                                  join journal_transfer t on t.tenant_id = :tenant and t.entry_id = e.id
                                 cross join lateral (
                                       values (t.debit_account, t.debit_of, t.amount),
                                              (t.credit_account, t.credit_of, -t.amount)) as side (account, whose, amount)
                                 where e.tenant_id = :tenant
                                   and e.accounting_on between :from and :to) as line
                         group by period, currency, account, whose
                        having sum(amount) <> 0
                         order by period
                        """).bind("from", from).bind("to", to).all(columns -> change(new Row(columns)));
    }

    private static Change change(Row row) {
        return new Change(
                YearMonth.from(row.date("period")),
                new AccountBalance(
                        row.currency("currency"),
                        JournalEntry.account(row.text("account"), row.text("whose")),
                        row.minor("amount")));
    }

    /** Another version where it was closed before. */
    Mono<Void> close(YearMonth period, TrialBalance balance) {
        return database.sql("""
                        insert into period_closing (tenant_id, period, version, trial_balance, hash, accounts, closed_at,
                                                    closed_by)
                        values (:tenant, :period,
                                (select coalesce(max(version), 0) + 1
                                   from period_closing
                                  where tenant_id = :tenant
                                    and period = :period),
                                :trial_balance, :hash, :accounts, :now, :actor)
                        """)
                .bind("period", period.atDay(1))
                .bind("trial_balance", balance.text())
                .bind("hash", balance.hash())
                .bind("accounts", balance.accounts().size())
                .update()
                .then();
    }

    Write openFrom(LocalDate day) {
        return Write.part("books_open_from", """
                        insert into books (tenant_id, open_from)
                        values (:tenant, :books_open_from_day)
                        on conflict (tenant_id) do update
                           set open_from = excluded.open_from
                        """)
                .bind("books_open_from_day", day)
                .build();
    }

    Write lockUntil(LocalDate day) {
        return Write.part("books_lock", """
                        update books
                           set locked_until = :books_lock_day
                         where tenant_id = :tenant
                        """).bind("books_lock_day", day).build();
    }

    private static Closing closing(Row row) {
        return new Closing(
                YearMonth.from(row.date("period")),
                row.number("version"),
                TrialBalance.hex(Objects.requireNonNull(row.columns().get("hash", byte[].class))),
                row.number("accounts"),
                row.moment("closed_at"),
                row.text("closed_by"));
    }
}

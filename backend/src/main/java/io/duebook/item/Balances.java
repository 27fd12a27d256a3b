package io.duebook.item;

import io.duebook.customer.CustomerName;
import io.duebook.platform.Database;
import io.duebook.platform.KnownAtInFuture;
import io.duebook.platform.Row;
import io.duebook.shared.CustomerId;
import io.duebook.shared.PublicId;
import io.duebook.tenant.Tenant;
import io.duebook.tenant.Tenants;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What was owed, as of any day and known at any moment.
 *
 * <p>Every figure is what is open now less what moved since (docs/decisions/0040): today costs the open items and not
 * the whole history, the past costs the movements after it.
 */
@Component
public class Balances {

    /** Of a later day than the one asked, by accounting or by value date. */
    private static final String OF_A_LATER_DAY = "accounting_on > :as_of and (:by_accounting or value_on > :as_of)";

    /** Of the day asked or before it, and not known yet. */
    private static final String KNOWN_LATER = "recorded_at > :known_at and not (" + OF_A_LATER_DAY + ")";

    /** What customer {@code customer} owes and has, by currency. */
    static final String PER_CURRENCY = perCurrency(later("and customer_id = customer.id"));

    /** The same by accounting date and where all that is known counts, which needs one stretch of an index fewer. */
    static final String PER_CURRENCY_AS_KNOWN = perCurrency("""
            select currency, item_delta, credit_delta
              from movement
             where tenant_id = :tenant
               and customer_id = customer.id
               and accounting_on > :as_of
            """);

    /** Whether a movement {@code moved} came with an allocation: it has the value date of the money, however old. */
    static final String COMPANION = """
            (moved.part_of is not null
             or moved.kind in ('allocation', 'exchange', 'allocation_undone', 'exchange_undone'))""";

    private final Database database;
    private final Tenants tenants;
    private final Clock clock;

    Balances(Database database, Tenants tenants, Clock businessClock) {
        this.database = database;
        this.tenants = tenants;
        this.clock = businessClock;
    }

    /**
     * The point in time of a question: today in the tenant's zone and all that is known, unless given.
     *
     * @throws KnownAtInFuture for a moment that has not come
     */
    public Mono<AsOf> asOf(@Nullable LocalDate day, @Nullable Instant knownAt) {
        return asOf(day, DateBasis.ACCOUNTING, knownAt);
    }

    /** The same by a date of movements that is named. */
    public Mono<AsOf> asOf(@Nullable LocalDate day, DateBasis date, @Nullable Instant knownAt) {
        return tenants.current().map(Tenant::zone).map(zone -> AsOf.of(day, date, knownAt, clock.instant(), zone));
    }

    /** Of these customers, the ones with something open, unapplied or promised, by customer id. */
    public Flux<BalancePart> of(Collection<CustomerId> customers, AsOf asOf) {
        return asked("""
                        select customer.id, customer.external_id, customer.name, balance.figures
                          from customer
                         cross join lateral (
                               select array_agg(concat_ws(' ', currency, open, unapplied, undue_bills)
                                                order by currency) as figures
                                 from (%s) as figure) as balance
                         where customer.tenant_id = :tenant
                           and customer.id = any(:customers)
                           and balance.figures is not null
                         order by customer.id
                        """.formatted(PER_CURRENCY), asOf)
                .bind("customers", uuids(customers))
                .all(columns -> balancePart(new Row(columns)));
    }

    private static BalancePart balancePart(Row row) {
        return new BalancePart(
                new CustomerName(new CustomerId(row.uuid("id")), row.text("name"), row.textIfAny("external_id")),
                Arrays.stream(row.texts("figures")).map(Balance::parse).toList());
    }

    /** What a customer owes, claim by claim; empty: no such customer. */
    public Mono<Position> position(CustomerId customer, AsOf asOf) {
        return position(customer, asOf.day().plusDays(1), asOf);
    }

    /**
     * The same, with every change of the balance from a day on, that and the day asked included. A movement and its
     * undoing by the undo of an import on the same day are left out together: the past is as if it had not been.
     */
    public Mono<Position> position(CustomerId customer, LocalDate from, AsOf asOf) {
        return asked("""
                        with later as materialized (
                            %1$s
                        ), changed as (
                            select item_id, sum(item_delta)::bigint as delta
                              from later
                             where item_id is not null
                             group by item_id
                        )
                        select 'customer' as part, id, null as kind, null as item_kind, name as number,
                               null as currency, 0::bigint as amount, 0::bigint as open,
                               null::date as issued_on, null::date as due_on, null::timestamptz as recorded_at,
                               null::uuid as movement, false as retention, false as behind,
                               null::date as value_on, false as companion
                          from customer
                         where tenant_id = :tenant
                           and id = :customer
                        union all
                        select 'item', i.id, null, i.kind, i.number, i.currency, due.amount,
                               least(due.amount, i.open - due.later), i.issued_on, due.due_on, null, null,
                               due.retention, false, null, false
                          from open_item i
                          %2$s
                         where i.tenant_id = :tenant
                           and i.customer_id = :customer
                           and i.open > 0
                           and i.open > due.later
                           and not exists (select from changed where changed.item_id = i.id)
                        union all
                        select 'item', i.id, null, i.kind, i.number, i.currency, due.amount,
                               least(due.amount, i.open - changed.delta - due.later), i.issued_on, due.due_on, null, null,
                               due.retention, false, null, false
                          from changed
                          join open_item i on i.tenant_id = :tenant and i.id = changed.item_id
                          %2$s
                         where i.open - changed.delta > due.later
                        union all
                        select 'credit', null, null, null, null, currency, 0, sum(unapplied)::bigint,
                               null, null, null, null, false, false, null, false
                          from (select currency, unapplied
                                  from credit
                                 where tenant_id = :tenant
                                   and customer_id = :customer
                                   and unapplied > 0
                                union all
                                select currency, -credit_delta
                                  from later
                                 where credit_id is not null) as part
                         group by currency
                        having sum(unapplied) <> 0
                        union all
                        select 'change', coalesce(moved.item_id, moved.credit_id),
                               -- A promise of money, as long as it is one; what it settles is none.
                               moved.kind || case when moved.item_id is null and credit.cash_on is not null
                                                  then ':bill' else '' end,
                               coalesce(item.kind, credit.kind), coalesce(item.number, credit.number),
                               moved.currency, moved.item_delta - moved.credit_delta, 0,
                               moved.accounting_on, null, moved.recorded_at, moved.id, false,
                               -- What an allocation exchanged comes after the money.
                               moved.kind in ('allocation', 'exchange'),
                               moved.value_on, %3$s
                          from movement moved
                          left join open_item item on item.tenant_id = :tenant and item.id = moved.item_id
                          left join credit on credit.tenant_id = :tenant and credit.id = moved.credit_id
                          left join movement undoing
                            on undoing.tenant_id = :tenant
                           and undoing.reverses = moved.id
                           and undoing.kind = moved.kind || '_undone'
                           and undoing.accounting_on = moved.accounting_on
                           and undoing.recorded_at <= :known_at
                          left join movement undone
                            on undone.tenant_id = :tenant
                           and undone.id = moved.reverses
                           and moved.kind = undone.kind || '_undone'
                           and undone.accounting_on = moved.accounting_on
                         where moved.tenant_id = :tenant
                           and moved.customer_id = :customer
                           and moved.accounting_on between :from and :as_of
                           and moved.recorded_at <= :known_at
                           and moved.item_delta <> moved.credit_delta
                           and undoing.id is null
                           and undone.id is null
                         order by currency, due_on, issued_on, recorded_at, behind, movement, id
                        """.formatted(later("and customer_id = :customer"), DueDates.OF_ITEM, COMPANION), asOf)
                .bind("customer", customer.value())
                .bind("from", from)
                .all(columns -> part(new Row(columns)))
                .collectList()
                .filter(parts -> !parts.isEmpty())
                .map(Position::of);
    }

    private static UUID[] uuids(Collection<CustomerId> customers) {
        return customers.stream().map(CustomerId::value).toArray(UUID[]::new);
    }

    private Database.Query asked(String sql, AsOf asOf) {
        return database.sql(sql)
                .bind("as_of", asOf.day())
                .bind("known_at", asOf.recordedUntil())
                .bind("by_accounting", asOf.byAccounting());
    }

    private static String perCurrency(String later) {
        return """
                select currency, sum(open)::bigint as open, sum(unapplied)::bigint as unapplied,
                       sum(undue)::bigint as undue_bills
                  from (select currency, open, 0::bigint as unapplied, 0::bigint as undue
                          from open_item
                         where tenant_id = :tenant
                           and customer_id = customer.id
                           and open > 0
                        union all
                        select currency, 0, unapplied, 0
                          from credit
                         where tenant_id = :tenant
                           and customer_id = customer.id
                           and unapplied > 0
                        union all
                        select currency, 0, 0, delta
                          from undue_bill
                         where tenant_id = :tenant
                           and customer_id = customer.id
                           and counts_on <= :as_of
                           and recorded_at <= :known_at
                        union all
                        select currency, -item_delta, -credit_delta, 0
                          from (%s) as later) as part
                 group by currency
                having sum(open) <> 0 or sum(unapplied) <> 0 or sum(undue) <> 0
                """.formatted(later);
    }

    /**
     * Movements that do not count yet. In two parts, each a stretch of an index: asked with an "or", the whole history of
     * a customer would be read for its balance of today.
     */
    static String later(String ofCustomer) {
        return """
                select item_id, credit_id, currency, item_delta, credit_delta
                  from movement
                 where tenant_id = :tenant
                   %1$s
                   and %2$s
                union all
                select item_id, credit_id, currency, item_delta, credit_delta
                  from movement
                 where tenant_id = :tenant
                   %1$s
                   and %3$s
                """.formatted(ofCustomer, OF_A_LATER_DAY, KNOWN_LATER);
    }

    private static Position.Part part(Row row) {
        return switch (row.text("part")) {
            case "customer" -> new Position.Owner(new CustomerId(row.uuid("id")), row.text("number"));
            case "item" -> new Position.Unsettled(item(row));
            case "credit" -> new Position.Unapplied(row.currency("currency"), row.minor("open"));
            default -> new Position.Changed(change(row));
        };
    }

    private static ItemAsOf item(Row row) {
        return new ItemAsOf(
                row.uuid("id"),
                OpenItem.Kind.of(row.text("item_kind")),
                row.text("number"),
                row.currency("currency"),
                row.minor("amount"),
                row.minor("open"),
                row.date("issued_on"),
                row.date("due_on"),
                row.fact("retention"));
    }

    static BalanceChange change(Row row) {
        return new BalanceChange(
                row.date("issued_on"),
                row.date("value_on"),
                row.moment("recorded_at"),
                BalanceChange.kindOf(row.text("kind")),
                document(row.text("item_kind"), row.uuid("id")),
                row.textIfAny("number"),
                row.currency("currency"),
                row.minor("amount"),
                row.fact("companion"));
    }

    /** What moved, by the kind of its claim or credit. */
    private static PublicId document(String kind, UUID id) {
        return switch (kind) {
            case "payment", "credit_note", "opening", "transfer" ->
                Credit.Kind.of(kind).idOf(id);
            default -> OpenItem.Kind.of(kind).idOf(id);
        };
    }
}

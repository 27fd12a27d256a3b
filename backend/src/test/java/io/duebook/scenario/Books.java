package io.duebook.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.audit.Audited;
import io.duebook.shared.TenantId;
import io.duebook.testing.TestDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Checks a tenant's projections against its journal, from outside the application and past its isolation. */
public final class Books {

    private static final String DIFFERENCES = """
            with sub_ledger as (
                select customer_id, currency, sum(item_delta) as receivable, sum(credit_delta) as unapplied,
                       sum(written_off_delta) as written_off
                  from movement
                 where tenant_id = ?
                 group by customer_id, currency),
            -- What passes between two customers is an entry of neither: whose each side is, its account says.
            between_two as (
                select currency, debit_account, debit_of, credit_account, credit_of, amount
                  from journal_transfer
                 where tenant_id = ?
                   and customer_id is null
                   and debit_account in ('receivable', 'unapplied', 'written_off')),
            named as (
                select id,
                       'cus_' || (select string_agg(substr('0123456789abcdefghjkmnpqrstvwxyz',
                                                           substring(bits from 1 + 5 * digit for 5)::bit(5)::int + 1, 1),
                                                    '' order by digit)
                                    from generate_series(0, 25) as digit) as text
                  from (select id, B'00' || ('x' || replace(id::text, '-', ''))::bit(128) as bits
                          from customer
                         where tenant_id = ?
                           and exists (select from between_two)) as customer),
            sides as (
                select customer_id, currency, debit_account as account, amount
                  from journal_transfer
                 where tenant_id = ?
                   and (customer_id is not null or debit_account not in ('receivable', 'unapplied', 'written_off'))
                union all
                select customer_id, currency, credit_account, -amount
                  from journal_transfer
                 where tenant_id = ?
                   and (customer_id is not null or debit_account not in ('receivable', 'unapplied', 'written_off'))
                union all
                select named.id, currency, debit_account, amount
                  from between_two left join named on named.text = debit_of
                union all
                select named.id, currency, credit_account, -amount
                  from between_two left join named on named.text = credit_of),
            journal as (
                select customer_id, currency,
                       coalesce(sum(amount) filter (where account = 'receivable'), 0) as receivable,
                       -coalesce(sum(amount) filter (where account = 'unapplied'), 0) as unapplied,
                       coalesce(sum(amount) filter (where account = 'written_off'), 0) as written_off
                  from sides
                 -- Money of nobody yet is no customer's.
                 where customer_id is not null or account in ('receivable', 'unapplied', 'written_off')
                 group by customer_id, currency)
            select 'journal and movements differ for ' || coalesce(s.customer_id, j.customer_id)
              from sub_ledger s
              full join journal j using (customer_id, currency)
             where (coalesce(s.receivable, 0), coalesce(s.unapplied, 0), coalesce(s.written_off, 0))
                       <> (coalesce(j.receivable, 0), coalesce(j.unapplied, 0), coalesce(j.written_off, 0))
            union all
            select 'open item ' || i.number || ' says ' || i.open
              from open_item i
             where i.tenant_id = ?
               and i.open <> (select coalesce(sum(m.item_delta), 0) from movement m
                               where m.tenant_id = i.tenant_id and m.item_id = i.id)
            union all
            select 'open item ' || i.number || ' says ' || i.written_off || ' is written off'
              from open_item i
             where i.tenant_id = ?
               and i.written_off <> (select coalesce(sum(m.written_off_delta), 0) from movement m
                                      where m.tenant_id = i.tenant_id and m.item_id = i.id)
            union all
            select 'credit ' || c.id || ' says ' || c.unapplied
              from credit c
             where c.tenant_id = ?
               and c.unapplied <> (select coalesce(sum(m.credit_delta), 0) from movement m
                                    where m.tenant_id = c.tenant_id and m.credit_id = c.id)
            """;

    /**
     * Every day, as known at every moment: an open amount, what is off the books or unapplied credit below nothing or above
     * the whole; of a credit, what is owed again because it had been given back counts as a part of it.
     */
    private static final String LEVELS_OUT_OF_RANGE = """
            with whole as (
                select tenant_id, id, 'item ' || number as what, amount from open_item where tenant_id = ?
                union all
                select tenant_id, id, 'credit ' || id,
                       amount + (select coalesce(sum(m.credit_delta), 0) from movement m
                                  where m.tenant_id = c.tenant_id
                                    and m.credit_id = c.id
                                    and m.kind in ('refund_reclaimed', 'refund_reclaimed_undone'))
                  from credit c where tenant_id = ?
                union all
                select tenant_id, md5('off' || id)::uuid, 'written off of item ' || number, amount
                  from open_item where tenant_id = ?),
            moved as (
                select item_id as id, item_delta as delta, value_on, accounting_on, recorded_at
                  from movement where tenant_id = ? and item_id is not null
                union all
                select credit_id, credit_delta, value_on, accounting_on, recorded_at
                  from movement where tenant_id = ? and credit_id is not null
                union all
                select md5('off' || item_id)::uuid, written_off_delta, value_on, accounting_on, recorded_at
                  from movement where tenant_id = ? and written_off_delta <> 0),
            dated as (
                select 'accounting' as basis, id, accounting_on as on_day, recorded_at, delta from moved
                union all
                select 'value', id, value_on, recorded_at, delta from moved),
            level as (
                select day.basis, day.id, day.on_day, known.recorded_at, sum(dated.delta) as level
                  from (select distinct basis, id, on_day from dated) as day
                  join (select distinct id, recorded_at from dated) as known on known.id = day.id
                  join dated on dated.basis = day.basis
                            and dated.id = day.id
                            and dated.on_day <= day.on_day
                            and dated.recorded_at <= known.recorded_at
                 group by day.basis, day.id, day.on_day, known.recorded_at)
            select what || ' of ' || amount || ' is ' || level || ' by ' || basis || ' on ' || on_day
                   || ' as known at ' || recorded_at
              from level
              join whole using (id)
             where level not between 0 and amount
             order by 1
             limit 20
            """;

    /** Every day, as known at every moment: less than nothing in suspense. */
    private static final String SUSPENSE_BELOW_NOTHING = """
            with moved as (
                select e.accounting_on as on_day, e.recorded_at, t.currency,
                       case when t.credit_account = 'suspense' then t.amount else -t.amount end as delta
                  from journal_transfer t
                  join journal_entry e on e.tenant_id = t.tenant_id and e.id = t.entry_id
                 where t.tenant_id = ?
                   and 'suspense' in (t.credit_account, t.debit_account))
            select 'suspense is ' || sum(moved.delta) || ' on ' || day.on_day || ' as known at ' || known.recorded_at
              from (select distinct currency, on_day from moved) as day
              join (select distinct currency, recorded_at from moved) as known using (currency)
              join moved on moved.currency = day.currency
                        and moved.on_day <= day.on_day
                        and moved.recorded_at <= known.recorded_at
             group by day.currency, day.on_day, known.recorded_at
            having sum(moved.delta) < 0
             order by 1
             limit 20
            """;

    /**
     * Every day, as known at every moment: of each bill, the account that holds it has all of it or nothing, and so has what
     * the customer is trusted for.
     */
    private static final String BILLS_HELD_IN_PART = """
            with moved as (
                select b.payment_id as id, 'held' as what, e.accounting_on as on_day, e.recorded_at,
                       case when t.debit_account = 'bills_receivable' then t.amount else -t.amount end as delta
                  from bill b
                  join journal_entry e on e.tenant_id = b.tenant_id and e.source_id in (b.id, b.payment_id)
                  join journal_transfer t on t.tenant_id = e.tenant_id and t.entry_id = e.id
                 where b.tenant_id = ?
                   and 'bills_receivable' in (t.credit_account, t.debit_account)
                union all
                select credit_id, 'undue', counts_on, recorded_at, delta
                  from undue_bill
                 where tenant_id = ?),
            level as (
                select day.id, day.what, day.on_day, known.recorded_at, sum(moved.delta) as level
                  from (select distinct id, what, on_day from moved) as day
                  join (select distinct id, what, recorded_at from moved) as known using (id, what)
                  join moved on moved.id = day.id
                            and moved.what = day.what
                            and moved.on_day <= day.on_day
                            and moved.recorded_at <= known.recorded_at
                 group by day.id, day.what, day.on_day, known.recorded_at)
            select 'of bill ' || p.id || ' ' || level || ' is ' || what || ' on ' || on_day
                   || ' as known at ' || recorded_at
              from level
              join payment p on p.tenant_id = ? and p.id = level.id
             where level not in (0, p.amount)
             order by 1
             limit 20
            """;

    private Books() {}

    /** Fails with every difference between what is cached, what moved and what the journal says, and whatever the auditor finds. */
    public static void mustBalance(TenantId tenant) {
        mustBalance(TestBackend.DATABASE, tenant);
    }

    /** The same on a database of the test's own. */
    public static void mustBalance(TestDatabase database, TenantId tenant) {
        assertThat(found(database, tenant, DIFFERENCES)).isEmpty();
        assertThat(found(database, tenant, LEVELS_OUT_OF_RANGE)).isEmpty();
        assertThat(found(database, tenant, SUSPENSE_BELOW_NOTHING)).isEmpty();
        assertThat(found(database, tenant, BILLS_HELD_IN_PART)).isEmpty();
        assertThat(Audited.findings(database.superuser(), tenant)).isEmpty();
    }

    private static List<String> found(TestDatabase database, TenantId tenant, String faults) {
        List<String> found = new ArrayList<>();
        try (var connection = database.superuser().getConnection();
                var settings = connection.createStatement();
                var query = connection.prepareStatement(faults)) {
            // Nothing is known yet of rows just written: loops in loops would look cheap.
            settings.execute("set enable_nestloop = off");
            settings.execute("set jit = off");
            int places = query.getParameterMetaData().getParameterCount();
            for (int at = 1; at <= places; at++) {
                query.setObject(at, tenant.value());
            }
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
        return found;
    }
}

package io.duebook.audit;

import java.util.List;

/** The journal's own shape, and every movement against it: what all the other passes stand on. */
final class JournalPasses {

    /** Each entry has all of its transfers, and what takes one back is its mirror. */
    private static final Pass ENTRY = new Pass("entry", Spine.JOURNAL_ENTRY, """
            with entry as materialized (
                select id, kind, customer_id, value_on, accounting_on, recorded_at, reverses
                  from journal_entry
                 where tenant_id = :tenant
                   and id = any(?ids)),
            line as materialized (
                select entry_id, line, customer_id, debit_account, debit_of, credit_account, credit_of, amount, currency
                  from journal_transfer
                 where tenant_id = :tenant
                   and entry_id = any(?ids)),
            shape as (
                select entry.id, entry.kind, entry.customer_id, entry.value_on, entry.accounting_on, entry.recorded_at,
                       entry.reverses, count(line.line) as lines, coalesce(max(line.line), 0) as last_line,
                       count(*) filter (where line.amount <= 0) as without_amount,
                       count(distinct line.currency) as currencies, sum(line.amount) as moved,
                       count(*) filter (where line.customer_id is distinct from entry.customer_id
                                          and line.line is not null) as of_others,
                       string_agg(concat_ws(' ', debit_account, debit_of, credit_account, credit_of, amount, currency),
                                  ', ' order by line.line) as told
                  from entry
                  left join line on line.entry_id = entry.id
                 group by entry.id, entry.kind, entry.customer_id, entry.value_on, entry.accounting_on,
                          entry.recorded_at, entry.reverses),
            taken_back as (
                select shape.id, shape.kind, shape.told, shape.moved, e.accounting_on as before_on, shape.accounting_on,
                       e.recorded_at as before_at, shape.recorded_at,
                       e.customer_id is not distinct from shape.customer_id as same_customer,
                       mirror.told as mirrored,
                       (select p.amount
                          from payment p
                         where p.tenant_id = :tenant
                           and p.id = e.source_id) as received,
                       (select count(*)
                          from journal_entry other
                         where other.tenant_id = :tenant
                           and other.reverses = shape.reverses) as times
                  from shape
                  join journal_entry e on e.tenant_id = :tenant and e.id = shape.reverses
                 cross join lateral (
                       select string_agg(concat_ws(' ', t.credit_account, t.credit_of, t.debit_account, t.debit_of,
                                                   t.amount, t.currency), ', ' order by t.line) as told
                         from journal_transfer t
                        where t.tenant_id = :tenant
                          and t.entry_id = e.id) as mirror)
            select id::text as key, rule, expected, found
              from shape
             cross join lateral (values
                   ('has_transfers', 'true', (lines > 0)::text),
                   ('transfers_complete', last_line::text, lines::text),
                   ('amounts_positive', '0', without_amount::text),
                   ('one_currency', 'true', (currencies <= 1)::text),
                   ('one_customer', '0', of_others::text),
                   ('counts_before_booked', 'true', (value_on <= accounting_on or kind like '%\\_undone')::text),
                   ('reversed_exists', coalesce(reverses::text, ''),
                    coalesce((select e.id::text
                                from journal_entry e
                               where e.tenant_id = :tenant
                                 and e.id = shape.reverses), ''))) as rules (rule, expected, found)
             where expected is distinct from found
            union all
            select id::text, rule, expected, found
              from taken_back
             cross join lateral (values
                   -- Of money of which disputes took parts, the rest is taken back; of a bill, from what has it now.
                   ('mirrors', case when kind = 'reversal' then 'true' else mirrored end,
                    case when kind = 'reversal' then (moved <= received)::text else told end),
                   ('reversed_once', '1', times::text),
                   ('reversed_same_customer', 'true', same_customer::text),
                   ('reversed_afterwards', 'true', (accounting_on >= before_on and recorded_at >= before_at)::text))
                   as rules (rule, expected, found)
             where expected is distinct from found
            """.replace("?ids", Sql.IDS));

    /** What the journal says of each customer is what moved in the sub-ledger, entry by entry. */
    private static final Pass ENTRY_MOVEMENTS =
            new Pass("entry_movements", Spine.JOURNAL_ENTRY, """
            with entry as materialized (
                select id, customer_id, accounting_on, recorded_at
                  from journal_entry
                 where tenant_id = :tenant
                   and id = any(?ids)),
            side as materialized (
                select t.entry_id, t.currency, s.account, s.of, s.amount
                  from journal_transfer t
                 cross join lateral (values (t.debit_account, t.debit_of, t.amount),
                                            (t.credit_account, t.credit_of, -t.amount)) as s (account, of, amount)
                 where t.tenant_id = :tenant
                   and t.entry_id = any(?ids)
                   and s.account in ('receivable', 'unapplied', 'written_off')),
            journal as (
                select entry_id, of, currency,
                       coalesce(sum(amount) filter (where account = 'receivable'), 0) as receivable,
                       -coalesce(sum(amount) filter (where account = 'unapplied'), 0) as unapplied,
                       coalesce(sum(amount) filter (where account = 'written_off'), 0) as written_off
                  from side
                 group by entry_id, of, currency),
            -- Found by what the index of movements begins with; what passes between two customers, by its moment.
            row as materialized (
                select m.id, m.entry_id, m.customer_id, m.currency, m.item_delta, m.credit_delta, m.written_off_delta
                  from (select distinct customer_id, accounting_on, recorded_at
                          from entry
                         where customer_id is not null) as at
                  join movement m on m.tenant_id = :tenant
                                 and m.customer_id = at.customer_id
                                 and m.accounting_on = at.accounting_on
                                 and m.recorded_at = at.recorded_at
                 where m.entry_id in (select id from entry)
                union
                select m.id, m.entry_id, m.customer_id, m.currency, m.item_delta, m.credit_delta, m.written_off_delta
                  from (select distinct recorded_at
                          from entry
                         where customer_id is null
                           and id in (select entry_id from side)) as at
                  join movement m on m.tenant_id = :tenant
                                 and m.recorded_at = at.recorded_at
                 where m.entry_id in (select id from entry)),
            named as materialized (
                select customer_id, ?name as of
                  from (select distinct customer_id from row) as customer),
            sub_ledger as (
                select row.entry_id, named.of, row.currency, sum(row.item_delta) as receivable,
                       sum(row.credit_delta) as unapplied, sum(row.written_off_delta) as written_off
                  from row
                  join named on named.customer_id = row.customer_id
                 group by row.entry_id, named.of, row.currency)
            select coalesce(j.entry_id, s.entry_id)::text as key, 'movements' as rule,
                   concat_ws(' ', coalesce(j.of, s.of), coalesce(j.currency, s.currency),
                             'receivable', coalesce(j.receivable, 0), 'unapplied', coalesce(j.unapplied, 0),
                             'written_off', coalesce(j.written_off, 0)) as expected,
                   concat_ws(' ', coalesce(j.of, s.of), coalesce(j.currency, s.currency),
                             'receivable', coalesce(s.receivable, 0), 'unapplied', coalesce(s.unapplied, 0),
                             'written_off', coalesce(s.written_off, 0)) as found
              from journal j
              full join sub_ledger s on s.entry_id = j.entry_id and s.of = j.of and s.currency = j.currency
             where (coalesce(j.receivable, 0), coalesce(j.unapplied, 0), coalesce(j.written_off, 0))
                   <> (coalesce(s.receivable, 0), coalesce(s.unapplied, 0), coalesce(s.written_off, 0))
            """.replace("?ids", Sql.IDS)
                    .replace("?name", Sql.publicId("cus_", "customer_id")));

    /** Each movement is its entry's: of its customer, on its days, of claims and credit of the same customer and currency. */
    private static final Pass MOVEMENT = new Pass("movement", Spine.MOVEMENT, """
            with moved as materialized (
                select *
                  from movement
                 where tenant_id = :tenant
                   and id = any(?ids))
            select m.id::text as key, rule, expected, found
              from moved m
              left join journal_entry e on e.tenant_id = :tenant and e.id = m.entry_id
              left join open_item i on i.tenant_id = :tenant and i.id = m.item_id
              left join credit c on c.tenant_id = :tenant and c.id = m.credit_id
              left join movement r on r.tenant_id = :tenant and r.id = m.reverses
             cross join lateral (values
                   ('entry', m.entry_id::text, e.id::text),
                   ('customer', m.customer_id::text, coalesce(e.customer_id, m.customer_id)::text),
                   ('value_on', e.value_on::text, m.value_on::text),
                   ('accounting_on', e.accounting_on::text, m.accounting_on::text),
                   ('recorded_at', e.recorded_at::text, m.recorded_at::text),
                   ('item', m.item_id::text, i.id::text),
                   ('item_customer', m.customer_id::text, case when m.item_id is null then m.customer_id
                                                               else i.customer_id end::text),
                   ('item_currency', m.currency, case when m.item_delta = 0 and m.written_off_delta = 0 then m.currency
                                                      else i.currency end),
                   ('credit', m.credit_id::text, c.id::text),
                   ('credit_customer', m.customer_id::text, case when m.credit_id is null then m.customer_id
                                                                 else c.customer_id end::text),
                   ('credit_currency', m.currency, case when m.credit_delta = 0 then m.currency else c.currency end),
                   ('reversed', m.reverses::text, r.id::text),
                   ('mirrors', case when r.id is null or m.kind = 'reversal' then ''
                                    else concat_ws(' ', r.item_id, r.credit_id, r.currency, -r.item_delta,
                                                   -r.credit_delta, -r.written_off_delta) end,
                    case when r.id is null or m.kind = 'reversal' then ''
                         else concat_ws(' ', m.item_id, m.credit_id, m.currency, m.item_delta, m.credit_delta,
                                        m.written_off_delta) end),
                   ('mirrors_at_most', 'true', (m.kind <> 'reversal'
                                                or (m.credit_id = r.credit_id
                                                    and -m.credit_delta between 1 and c.amount))::text))
                   as rules (rule, expected, found)
             where expected is distinct from found
            """.replace("?ids", Sql.IDS));

    static final List<Pass> ALL = List.of(ENTRY, ENTRY_MOVEMENTS, MOVEMENT);

    private JournalPasses() {}
}

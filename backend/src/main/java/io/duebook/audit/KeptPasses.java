package io.duebook.audit;

import java.util.List;

/** What was said once and is kept as it was said, against the books: closed months, and statements handed out. */
final class KeptPasses {

    /** How far the books are closed is what was last said of it, here or where they were restored from. */
    private static final Pass BOOKS =
            new Pass("books", Spine.BOOKS, """
            with told as (
                select e.type, (e.object ->> 'period' || '-01')::date as month, e.written_by, e.id
                  from event e
                 where e.tenant_id = :tenant
                   and e.subject = any(array[?tenant_subject]
                                       || array(select r.object ->> 'from'
                                                  from event r
                                                 where r.tenant_id = :tenant
                                                   and r.type = 'books.restored'))
                   and e.type in ('period.closed', 'period.reopened', 'period.locked')
                   and 'books' = any(cast(:keys as text[])))
            select 'books' as key, rule, expected::text, found::text
              from books b
             cross join lateral (values
                   ('open_from', (select (month + case type when 'period.closed' then interval '1 month'
                                                            else interval '0' end)::date
                                    from told
                                   where type <> 'period.locked'
                                   order by written_by desc, id desc
                                   limit 1), b.open_from),
                   ('locked_until', (select max((month + interval '1 month')::date)
                                       from told
                                      where type = 'period.locked'), b.locked_until),
                   ('last_closed', case when exists (select from period_closing c
                                                      where c.tenant_id = :tenant
                                                        and c.period < b.open_from)
                                        then (b.open_from - interval '1 month')::date end,
                    (select max(c.period)
                       from period_closing c
                      where c.tenant_id = :tenant
                        and c.period < b.open_from))) as rules (rule, expected, found)
             where b.tenant_id = :tenant
               and expected is distinct from found
            """.replace("?tenant_subject", Sql.publicId("ten_", ":tenant")));

    /**
     * The trial balance of a closed month is the one of the month before and what the journal booked since. That of a month
     * that was opened again is what it was: its hash alone is asked about.
     */
    private static final Pass PERIOD = new Pass("period", Spine.PERIOD, """
            with closed as materialized (
                select c.period, c.version, c.trial_balance, c.hash, c.accounts, before.trial_balance as balance_before,
                       case when before.period is null then '-infinity' else c.period end::date as from_on,
                       (c.period + interval '1 month')::date as end_on,
                       c.period < b.open_from and not exists (select
                                                                from period_closing later
                                                               where later.tenant_id = :tenant
                                                                 and later.period = c.period
                                                                 and later.version > c.version) as stands
                  from period_closing c
                  left join books b on b.tenant_id = :tenant
                  left join lateral (select p.period, p.trial_balance
                                       from period_closing p
                                      where p.tenant_id = :tenant
                                        and p.period = (c.period - interval '1 month')::date
                                      order by p.version desc
                                      limit 1) as before on true
                 where c.tenant_id = :tenant
                   and c.period || ' ' || c.version = any(cast(:keys as text[]))),
            -- Whatever bytes there are: what no balance can be is none.
            kept as materialized (
                select c.period, c.version, what, line, substring(line from '^(.*),[^,]*$') as account,
                       substring(line from ',(-?[0-9]{1,18})$')::bigint as amount
                  from closed c
                 cross join lateral (values ('after', c.trial_balance), ('before', c.balance_before)) as text (what, bytes)
                 cross join lateral regexp_split_to_table(encode(text.bytes, 'escape'), E'\\n') as line
                 where line <> ''),
            booked as (
                select c.period, c.version,
                       encode(convert_to(t.currency || ',' || s.account || case s.whose when '' then '' else ':' end
                                         || s.whose, 'UTF8'), 'escape') as account, s.amount
                  from closed c
                  join journal_entry e on e.tenant_id = :tenant
                                      and e.accounting_on >= c.from_on
                                      and e.accounting_on < c.end_on
                  join journal_transfer t on t.tenant_id = :tenant and t.entry_id = e.id
                 cross join lateral (values (t.debit_account, t.debit_of, t.amount),
                                            (t.credit_account, t.credit_of, -t.amount)) as s (account, whose, amount)
                 where c.stands),
            level as (
                select period, version, account, sum(amount) as amount
                  from (select period, version, account, amount
                          from booked
                         union all
                        select kept.period, kept.version, kept.account, kept.amount
                          from kept
                          join closed c on c.period = kept.period and c.version = kept.version and c.stands
                         where what = 'before') as added
                 group by period, version, account
                having sum(amount) <> 0),
            apart as (
                select period, version, account, l.amount as expected, k.amount as found
                  from level l
                  full join (select kept.period, kept.version, kept.account, kept.amount
                               from kept
                               join closed c on c.period = kept.period and c.version = kept.version and c.stands
                              where what = 'after') as k using (period, version, account)
                 where l.amount is distinct from k.amount),
            first_apart as (
                select distinct on (period, version) period, version, account, expected, found
                  from apart
                 order by period, version, account)
            select c.period || ' ' || c.version as key, rule, expected, found
              from closed c
             cross join lateral (values
                   ('hash', encode(sha256(c.trial_balance), 'hex'), encode(c.hash, 'hex')),
                   ('version_before', (c.version - 1)::text,
                    case c.version when 1 then '0' else (select p.version::text
                                                           from period_closing p
                                                          where p.tenant_id = :tenant
                                                            and p.period = c.period
                                                            and p.version = c.version - 1) end),
                   ('accounts', c.accounts::text, (select count(*)
                                                     from kept
                                                    where kept.period = c.period
                                                      and kept.version = c.version
                                                      and what = 'after')::text),
                   ('nothing_in_sum', '0', (select count(*)
                                              from (select split_part(account, ',', 1)
                                                      from kept
                                                     where kept.period = c.period
                                                       and kept.version = c.version
                                                       and what = 'after'
                                                     group by 1
                                                    having sum(amount) <> 0
                                                        or count(*) <> count(amount)) as currency)::text))
                   as rules (rule, expected, found)
             where expected is distinct from found
            union all
            select period || ' ' || version, 'trial_balance', concat_ws(' ', account, coalesce(expected, 0)),
                   concat_ws(' ', account, coalesce(found, 0))
              from first_apart
            """);

    /**
     * A frozen statement is the bytes whose hash was told when it was frozen; it opens with what the one before it closed
     * with, and closes with what had moved by its last day, as far as that was known.
     */
    private static final Pass FROZEN_STATEMENT = new Pass(
            "frozen_statement", Spine.FROZEN_STATEMENT, """
            with kept as materialized (
                select s.*, encode(sha256(s.content), 'hex') as made,
                       (select e.object ->> 'hash'
                          from event e
                         where e.tenant_id = :tenant
                           and e.subject = ?subject
                           and e.type = 'statement.frozen'
                         limit 1) as told
                  from frozen_statement s
                 where s.tenant_id = :tenant
                   and s.id = any(?ids)),
            -- Read only where the bytes are those that were told: others may be anything.
            read as materialized (
                select k.id, k.customer_id, k.kind, k.from_on, k.to_on, k.number, k.version, k.replaces, k.opens_with,
                       k.known_at, k.lately,
                       case when k.made = k.told then convert_from(k.content, 'UTF8')::jsonb end as said
                  from kept k),
            part as materialized (
                select r.id, p ->> 'currency' as currency, (p ->> 'opening')::bigint as opening,
                       coalesce(p -> 'closing', p -> 'balance')::bigint as closing,
                       (select coalesce(sum((l ->> 'amount')::bigint), 0)
                          from jsonb_array_elements(p -> 'lines') as l)
                       + (select coalesce(sum((l ->> 'amount')::bigint), 0)
                            from jsonb_array_elements(coalesce(p -> 'adjustments', '[]')) as l) as moved,
                       (select coalesce(sum((l ->> 'open')::bigint), 0)
                          from jsonb_array_elements(p -> 'lines') as l) as open_of_lines,
                       (p ->> 'open')::bigint as open, (p ->> 'unapplied')::bigint as unapplied
                  from read r
                 cross join lateral jsonb_array_elements(r.said -> 'currencies') as p),
            earlier as (
                select r.id, o.from_on, o.to_on, o.customer_id, o.kind,
                       case when encode(sha256(o.content), 'hex')
                                 = (select e.object ->> 'hash'
                                      from event e
                                     where e.tenant_id = :tenant
                                       and e.subject = ?earlier
                                       and e.type = 'statement.frozen'
                                     limit 1)
                            then convert_from(o.content, 'UTF8')::jsonb end as said
                  from read r
                  join frozen_statement o on o.tenant_id = :tenant and o.id = r.opens_with),
            closed as (
                select e.id, p ->> 'currency' as currency, (p ->> 'closing')::bigint as closing
                  from earlier e
                 cross join lateral jsonb_array_elements(e.said -> 'currencies') as p),
            booked as (
                select r.id, m.currency, sum(m.item_delta - m.credit_delta) as balance
                  from read r
                  join movement m on m.tenant_id = :tenant
                                 and m.customer_id = r.customer_id
                                 and m.accounting_on <= r.to_on
                                 and m.recorded_at <= r.known_at
                                 and (m.recorded_at <= r.known_at - interval '30 minutes' or m.id = any(r.lately))
                 where r.said is not null
                 group by r.id, m.currency)
            select k.id::text as key, rule, expected, found
              from kept k
             cross join lateral (values
                   ('hash', k.made, encode(k.hash, 'hex')),
                   ('told', k.told, k.made)) as rules (rule, expected, found)
             where expected is distinct from found
            union all
            select r.id::text, rule, expected, found
              from read r
              left join earlier e on e.id = r.id
              left join frozen_statement o on o.tenant_id = :tenant and o.id = r.replaces
             cross join lateral (values
                   ('is_what_it_says',
                    concat_ws(' ', r.said ->> 'number', r.said ->> 'version', r.said ->> 'kind', r.said ->> 'customer',
                              r.said ->> 'from', r.said ->> 'as_of', r.said ->> 'id', r.said #>> '{opens_with,id}',
                              r.said #>> '{replaces,id}', (r.said ->> 'known_at')::timestamptz),
                    concat_ws(' ', r.number, r.version, r.kind, ?customer, r.from_on, r.to_on, ?subject_read, ?opens_with_read,
                              ?replaces_read, r.known_at)),
                   ('follows', case when e.id is not null
                                    then concat_ws(' ', r.customer_id, 'activity', e.to_on + 1) end,
                    case when e.id is not null then concat_ws(' ', e.customer_id, e.kind, r.from_on) end),
                   ('replaces', case when r.replaces is not null
                                     then concat_ws(' ', r.customer_id, r.kind, r.number, r.to_on, r.version - 1) end,
                    case when r.replaces is not null
                         then concat_ws(' ', o.customer_id, o.kind, o.number, o.to_on, o.version) end))
                   as rules (rule, expected, found)
             where r.said is not null
               and expected is distinct from found
            union all
            select p.id::text, rule, expected, found
              from part p
              join read r on r.id = p.id
             cross join lateral (values
                   ('adds_up', p.closing::text, case r.kind when 'activity' then p.opening + p.moved
                                                            else p.open_of_lines - p.unapplied end::text),
                   ('opens_with', case when r.opens_with is not null
                                       then coalesce((select c.closing
                                                        from closed c
                                                       where c.id = p.id
                                                         and c.currency = p.currency), 0) end::text,
                    case when r.opens_with is not null then p.opening end::text))
                   as rules (rule, expected, found)
             where expected is distinct from found
            union all
            select coalesce(b.id, p.id)::text, 'balance',
                   concat_ws(' ', coalesce(b.currency, p.currency), coalesce(b.balance, 0)),
                   concat_ws(' ', coalesce(b.currency, p.currency), coalesce(p.closing, 0))
              from booked b
              full join part p on p.id = b.id and p.currency = b.currency
             where coalesce(b.balance, 0) <> coalesce(p.closing, 0)
            """.replace("?subject_read", Sql.publicId("stm_", "r.id"))
                    .replace("?opens_with_read", Sql.publicId("stm_", "r.opens_with"))
                    .replace("?replaces_read", Sql.publicId("stm_", "r.replaces"))
                    .replace("?subject", Sql.publicId("stm_", "s.id"))
                    .replace("?earlier", Sql.publicId("stm_", "o.id"))
                    .replace("?customer", Sql.publicId("cus_", "r.customer_id"))
                    .replace("?ids", Sql.IDS));

    static final List<Pass> ALL = List.of(BOOKS, PERIOD, FROZEN_STATEMENT);

    private KeptPasses() {}
}

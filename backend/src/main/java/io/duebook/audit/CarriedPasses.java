package io.duebook.audit;

import java.util.List;

/** What belongs to movements and entries beside their amounts: tax, deductions, and what they are worth in the base currency. */
final class CarriedPasses {

    /** Tax that went with a movement is what its entry moved of tax; what is kept per rate sums up to what moved. */
    private static final Pass SHARES =
            new Pass("shares", Spine.MOVEMENT, """
            with moved as materialized (
                select id, kind, entry_id, item_id, credit_id, customer_id, currency, item_delta, credit_delta
                  from movement
                 where tenant_id = :tenant
                   and id = any(?ids)
                   and kind not in ('invoice', 'payment', 'allocation')),
            kept as (
                select m.id, m.kind, m.entry_id, m.item_id, m.credit_id, m.customer_id, m.currency, m.item_delta,
                       m.credit_delta,
                       (select sum(r.amount) from tax_relief r
                         where r.tenant_id = :tenant and r.movement_id = m.id) as relief,
                       (select sum(r.net + r.tax) from claim_discounted r
                         where r.tenant_id = :tenant and r.movement_id = m.id) as discounted,
                       (select sum(r.tax) from claim_discounted r
                         where r.tenant_id = :tenant and r.movement_id = m.id) as discounted_tax
                  from moved m)
            select m.id::text as key, rule, expected, found
              from kept m
              left join deduction d on d.tenant_id = :tenant and d.id = m.id
             cross join lateral (values
                   ('relief', case when m.relief is not null
                                        and m.kind in ('write_off', 'write_off_undone', 'recovery', 'recovery_undone')
                                   then ?tax end::text,
                    case when m.kind in ('write_off', 'write_off_undone', 'recovery', 'recovery_undone')
                         then m.relief end::text),
                   ('discounted', case when m.discounted is not null then -m.item_delta end::text, m.discounted::text),
                   ('discounted_tax', case when m.discounted is not null then ?tax end::text, m.discounted_tax::text),
                   ('deducted', case when d.id is not null then -m.item_delta end::text, d.amount::text),
                   ('deducted_of', case when d.id is not null
                                        then concat_ws(' ', m.item_id, m.credit_id, m.customer_id, m.currency) end,
                    case when d.id is not null
                         then concat_ws(' ', d.item_id, d.credit_id, d.customer_id, d.currency) end),
                   ('exchanged', case when m.kind = 'exchange' then m.id end::text,
                    case when m.kind = 'exchange'
                         then (select x.id from allocation_exchange x
                                where x.tenant_id = :tenant and x.id = m.id) end::text))
                   as rules (rule, expected, found)
             where expected is distinct from found
            """.replace("?tax", Sql.net("tax", "m.entry_id"))
                    .replace("?ids", Sql.IDS));

    /** What an entry is worth in the base currency follows from its amount and the rate that is kept with it. */
    private static final Pass BASE = new Pass("base", Spine.JOURNAL_ENTRY, """
            with worth as (
                select b.entry_id, t.currency, b.rate, b.rate_base, b.rate_quote, own.base_currency as own,
                       sum(t.amount) as amount, sum(b.amount) as base, count(*) as lines
                  from journal_base b
                  join journal_transfer t on t.tenant_id = :tenant and t.entry_id = b.entry_id and t.line = b.line
                  join tenant own on own.tenant_id = :tenant
                 where b.tenant_id = :tenant
                   and b.entry_id = any(?ids)
                 group by b.entry_id, t.currency, b.rate, b.rate_base, b.rate_quote, own.base_currency)
            select w.entry_id::text as key, 'worth' as rule, expected::text as expected, base::text as found
              from worth w
             cross join lateral (
                   select round(w.amount * power(10::numeric, ?own - ?theirs)
                                * case when w.rate_quote = w.own then w.rate else 1 end
                                / case when w.rate_quote = w.own then 1 else w.rate end) as expected) as told
             where expected <> base
                or w.own not in (w.rate_base, w.rate_quote)
                or w.currency not in (w.rate_base, w.rate_quote)
            """.replace("?own", Sql.digits("w.own"))
            .replace("?theirs", Sql.digits("w.currency"))
            .replace("?ids", Sql.IDS));

    /** What a claim or credit carries in the base currency is gone when it is, and what was realised is what both sides gave. */
    private static final Pass CARRIED_ITEM = carried("carried_item", Spine.OPEN_ITEM, "open_item", "item", "open");

    private static final Pass CARRIED_CREDIT = carried("carried_credit", Spine.CREDIT, "credit", "credit", "unapplied");

    private static final Pass EXCHANGE_DIFFERENCE =
            new Pass("exchange_difference", Spine.MOVEMENT, """
            select d.id::text as key, rule, expected, found
              from exchange_difference d
              left join movement m on m.tenant_id = :tenant and m.id = d.id
              left join journal_entry e on e.tenant_id = :tenant and e.id = d.entry_id
             cross join lateral (values
                   ('realised', (d.item_base - d.credit_base)::text, case when d.entry_id is null then 0 else ?gain end::text),
                   ('entry', d.entry_id::text, e.id::text),
                   ('dates', case when e.id is not null then concat_ws(' ', m.value_on, m.accounting_on) end,
                    case when e.id is not null then concat_ws(' ', e.value_on, e.accounting_on) end),
                   ('item_base', coalesce((select b.amount
                                             from carried_base b
                                            where b.tenant_id = :tenant
                                              and b.movement_id = d.id
                                              and b.side = 'item'), d.item_base)::text, d.item_base::text))
                   as rules (rule, expected, found)
             where d.tenant_id = :tenant
               and d.id = any(?ids)
               and expected is distinct from found
            """.replace("?gain", Sql.net("exchange", "d.entry_id"))
                    .replace("?ids", Sql.IDS));

    private static Pass carried(String name, Spine spine, String table, String side, String rest) {
        return new Pass(name, spine, """
                select s.id::text as key, rule, expected, found
                  from ?table s
                  join tenant own on own.tenant_id = :tenant and own.base_currency <> s.currency
                 cross join lateral (
                       select count(*) as rows, sum(b.amount) as amount, count(*) filter (where b.amount is null) as unknown,
                              count(*) filter (where m.id is null or m.?side_id is distinct from s.id) as astray
                         from carried_base b
                         left join movement m on m.tenant_id = :tenant and m.id = b.movement_id
                        where b.tenant_id = :tenant
                          and b.subject_id = s.id
                          and b.side = '?side') as carried
                 cross join lateral (values
                       ('rows', (select count(*)
                                   from movement m
                                  where m.tenant_id = :tenant
                                    and m.?side_id = s.id
                                    and m.?side_delta <> 0)::text, carried.rows::text),
                       ('of_its_movements', '0', carried.astray::text),
                       ('nothing_left', 'true', (s.?rest <> 0 or carried.unknown > 0
                                                 or coalesce(carried.amount, 0) = 0)::text))
                       as rules (rule, expected, found)
                 where s.tenant_id = :tenant
                   and s.id = any(?ids)
                   and expected is distinct from found
                """.replace("?table", table)
                .replace("?side", side)
                .replace("?rest", rest)
                .replace("?ids", Sql.IDS));
    }

    static final List<Pass> ALL = List.of(SHARES, BASE, CARRIED_ITEM, CARRIED_CREDIT, EXCHANGE_DIFFERENCE);

    private CarriedPasses() {}
}

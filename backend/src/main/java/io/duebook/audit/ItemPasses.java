package io.duebook.audit;

import java.util.List;

/** What claims, credits and customers show today, against all that ever moved. */
final class ItemPasses {

    /** The lowest and highest that anything of a kind stood at the end of a day, by either date. */
    private static final String LEVELS = """
            level as (
                select id, what, min(level) as lowest, max(level) as highest
                  from (select id, what, sum(sum(delta)) over (partition by id, what, basis order by on_day) as level
                          from (select moved.id, moved.what, moved.delta, dated.basis, dated.on_day
                                  from moved
                                 cross join lateral (values ('accounting', moved.accounting_on),
                                                            ('value', moved.value_on)) as dated (basis, on_day)) as day
                         group by id, what, basis, on_day) as running
                 group by id, what)
            """;

    /** What is open of a claim, or off the books, is the sum of what moved, and on no day was it below nothing. */
    private static final Pass ITEM = new Pass(
            "item", Spine.OPEN_ITEM, """
            with item as materialized (
                select *
                  from open_item
                 where tenant_id = :tenant
                   and id = any(?ids)),
            row as materialized (
                select *
                  from movement
                 where tenant_id = :tenant
                   and item_id = any(?ids)),
            moved as (
                select item_id as id, 'open' as what, item_delta as delta, accounting_on, value_on
                  from row
                 where item_delta <> 0
                union all
                select item_id, 'written_off', written_off_delta, accounting_on, value_on
                  from row
                 where written_off_delta <> 0),
            ?levels,
            total as (
                select item_id as id, sum(item_delta) as open, sum(written_off_delta) as written_off,
                       sum(item_delta) filter (where kind in ('invoice', 'fee', 'interest', 'taken_over',
                                                              'refund_reclaimed')) as opened
                  from row
                 group by item_id)
            select i.id::text as key, rule, expected, found
              from item i
              left join total t on t.id = i.id
              left join level o on o.id = i.id and o.what = 'open'
              left join level w on w.id = i.id and w.what = 'written_off'
             cross join lateral (values
                   ('amount', coalesce(t.opened, 0)::text, i.amount::text),
                   ('open', coalesce(t.open, 0)::text, i.open::text),
                   ('written_off', coalesce(t.written_off, 0)::text, i.written_off::text),
                   ('never_below_nothing', 'true', (least(o.lowest, w.lowest, 0) >= 0)::text),
                   ('never_above_amount', 'true', (greatest(o.highest, w.highest, 0) <= i.amount)::text))
                   as rules (rule, expected, found)
             where expected is distinct from found
            """.replace("?levels", LEVELS.strip()).replace("?ids", Sql.IDS));

    /** Each claim is that of its document, and the parts in which it is due are all of it: so aging adds up to what is open. */
    private static final Pass ITEM_DOCUMENT = new Pass("item_document", Spine.OPEN_ITEM, """
            with item as materialized (
                select *
                  from open_item
                 where tenant_id = :tenant
                   and id = any(?ids)),
            part as (
                select d.item_id, d.effective_on, d.due_on, d.amount, d.later,
                       coalesce(sum(d.amount) over (partition by d.item_id, d.effective_on order by d.due_on desc
                                                    rows between unbounded preceding and 1 preceding), 0) as expected
                  from item_due d
                 where d.tenant_id = :tenant
                   and d.item_id = any(?ids)),
            agreed as (
                select item_id, effective_on, sum(amount) as amount,
                       count(*) filter (where later <> expected) as misplaced
                  from part
                 group by item_id, effective_on),
            due as (
                select item_id, min(amount) as least, max(amount) as most, sum(misplaced) as misplaced
                  from agreed
                 group by item_id)
            select i.id::text as key, rule, expected, found
              from item i
              left join due on due.item_id = i.id
              left join invoice v on v.tenant_id = :tenant and v.id = i.id and i.kind = 'invoice'
              left join charge h on h.tenant_id = :tenant and h.id = i.id and i.kind in ('fee', 'interest')
              left join transfer p on p.tenant_id = :tenant and p.id = i.id and i.kind = 'taken_over'
             cross join lateral (values
                   ('document', i.id::text, coalesce(v.id, h.id, p.id)::text),
                   ('customer', coalesce(v.customer_id, h.customer_id, p.to_customer_id)::text, i.customer_id::text),
                   ('currency', coalesce(v.currency, h.currency, p.currency), i.currency),
                   ('amount', coalesce(v.total, h.amount, p.amount)::text, i.amount::text),
                   ('number', coalesce(v.number, h.number, i.number), i.number),
                   ('issued_on', coalesce(v.issue_date, h.issue_date, i.issued_on)::text, i.issued_on::text),
                   ('due_on', coalesce(v.due_date, h.due_date, i.due_on)::text, i.due_on::text),
                   ('discount', concat_ws(' ', coalesce(v.discount_percent, case when v.id is null then i.discount_percent end),
                                          coalesce(v.discount_until, case when v.id is null then i.discount_until end)),
                    concat_ws(' ', i.discount_percent, i.discount_until)),
                   ('due_parts_are_all', coalesce(i.amount, 0)::text, coalesce(due.least, i.amount)::text),
                   ('due_parts_are_no_more', coalesce(i.amount, 0)::text, coalesce(due.most, i.amount)::text),
                   ('due_parts_follow', '0', coalesce(due.misplaced, 0)::text),
                   ('accessory', coalesce(i.accessory_to::text, ''),
                    coalesce((select debt.id::text
                                from open_item debt
                               where debt.tenant_id = :tenant
                                 and debt.id = i.accessory_to), '')))
                   as rules (rule, expected, found)
             where expected is distinct from found
            """.replace("?ids", Sql.IDS));

    /** What a credit has left is the sum of what moved; it is its document's, and on no day was it below nothing. */
    private static final Pass CREDIT = new Pass(
            "credit", Spine.CREDIT, """
            with given as materialized (
                select *
                  from credit
                 where tenant_id = :tenant
                   and id = any(?ids)),
            row as materialized (
                select *
                  from movement
                 where tenant_id = :tenant
                   and credit_id = any(?ids)),
            moved as (
                select credit_id as id, 'credit' as what, credit_delta as delta, accounting_on, value_on
                  from row
                 where credit_delta <> 0),
            ?levels,
            total as (
                select credit_id as id, sum(credit_delta) as unapplied,
                       coalesce(sum(credit_delta) filter (where kind in ('refund_reclaimed', 'refund_reclaimed_undone')),
                                0) as reclaimed
                  from row
                 group by credit_id)
            select c.id::text as key, rule, expected, found
              from given c
              left join total t on t.id = c.id
              left join level l on l.id = c.id
              left join payment p on p.tenant_id = :tenant and p.id = c.id and c.kind = 'payment'
              left join credit_note n on n.tenant_id = :tenant and n.id = c.id and c.kind = 'credit_note'
              left join charge h on h.tenant_id = :tenant and h.id = c.id and c.kind = 'interest'
              left join transfer r on r.tenant_id = :tenant and r.id = c.id and c.kind = 'transfer'
             cross join lateral (values
                   ('unapplied', coalesce(t.unapplied, 0)::text, c.unapplied::text),
                   ('never_below_nothing', 'true', (least(l.lowest, 0) >= 0)::text),
                   ('never_above_amount', 'true', (greatest(l.highest, 0) <= c.amount + coalesce(t.reclaimed, 0))::text),
                   ('document', c.id::text, coalesce(p.id, n.id, h.id, r.id,
                                                     case when c.kind = 'opening' then c.id end)::text),
                   ('customer', coalesce(p.customer_id, n.customer_id, h.customer_id, r.to_customer_id,
                                         c.customer_id)::text, c.customer_id::text),
                   ('currency', coalesce(p.currency, n.currency, h.currency, r.currency, c.currency), c.currency),
                   ('amount', coalesce(p.amount, h.amount, r.amount, c.amount)::text, c.amount::text),
                   ('origin', coalesce(r.source_id::text, ''), coalesce(c.origin_id::text, '')))
                   as rules (rule, expected, found)
             where expected is distinct from found
            """.replace("?levels", LEVELS.strip()).replace("?ids", Sql.IDS));

    /** A customer's balance, by all that moved, is what their claims and credits show. */
    private static final Pass CUSTOMER = new Pass("customer", Spine.CUSTOMER, """
            with moved as (
                select customer_id, currency, sum(item_delta) as open, sum(credit_delta) as unapplied,
                       sum(written_off_delta) as written_off
                  from movement
                 where tenant_id = :tenant
                   and customer_id = any(?ids)
                 group by customer_id, currency),
            shown as (
                select customer_id, currency, sum(open) as open, sum(unapplied) as unapplied,
                       sum(written_off) as written_off
                  from (select customer_id, currency, open, 0 as unapplied, written_off
                          from open_item
                         where tenant_id = :tenant
                           and id in (select item_id
                                        from movement
                                       where tenant_id = :tenant
                                         and customer_id = any(?ids)
                                       union
                                      select id
                                        from open_item
                                       where tenant_id = :tenant
                                         and customer_id = any(?ids)
                                         and open > 0)
                        union all
                        select customer_id, currency, 0, unapplied, 0
                          from credit
                         where tenant_id = :tenant
                           and customer_id = any(?ids)
                           and unapplied > 0) as one
                 group by customer_id, currency)
            select coalesce(m.customer_id, s.customer_id)::text as key, 'balance' as rule,
                   concat_ws(' ', coalesce(m.currency, s.currency), 'open', coalesce(m.open, 0), 'unapplied',
                             coalesce(m.unapplied, 0), 'written_off', coalesce(m.written_off, 0)) as expected,
                   concat_ws(' ', coalesce(m.currency, s.currency), 'open', coalesce(s.open, 0), 'unapplied',
                             coalesce(s.unapplied, 0), 'written_off', coalesce(s.written_off, 0)) as found
              from moved m
              full join shown s on s.customer_id = m.customer_id and s.currency = m.currency
             where (coalesce(m.open, 0), coalesce(m.unapplied, 0), coalesce(m.written_off, 0))
                   <> (coalesce(s.open, 0), coalesce(s.unapplied, 0), coalesce(s.written_off, 0))
            """.replace("?ids", Sql.IDS));

    static final List<Pass> ALL = List.of(ITEM, ITEM_DOCUMENT, CREDIT, CUSTOMER);

    private ItemPasses() {}
}

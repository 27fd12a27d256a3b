package io.duebook.audit;

import java.util.List;

/** What documents say of themselves, against what the journal booked for them. */
final class DocumentPasses {

    private static final Pass INVOICE =
            new Pass("invoice", Spine.INVOICE, """
            with said as materialized (
                select v.*,
                       (select coalesce(sum(l.net), 0) from invoice_line l
                         where l.tenant_id = :tenant and l.invoice_id = v.id) as of_lines,
                       (select count(*) from invoice_line l
                         where l.tenant_id = :tenant and l.invoice_id = v.id) as lines,
                       (select coalesce(sum(x.net), 0) from invoice_tax x
                         where x.tenant_id = :tenant and x.invoice_id = v.id) as of_rates,
                       (select coalesce(sum(x.tax), 0) from invoice_tax x
                         where x.tenant_id = :tenant and x.invoice_id = v.id) as tax_of_rates,
                       (select count(*) from invoice_tax x
                         where x.tenant_id = :tenant and x.invoice_id = v.id) as rates,
                       (select coalesce(sum(x.credited), 0) from invoice_tax x
                         where x.tenant_id = :tenant and x.invoice_id = v.id) as credited,
                       (select coalesce(sum(s.net + s.tax), 0)
                          from credit_note_share s
                          join credit_note n on n.tenant_id = :tenant and n.id = s.credit_note_id and n.state = 'issued'
                         where s.tenant_id = :tenant and s.item_id = v.id) as credited_by_notes
                  from invoice v
                 where v.tenant_id = :tenant
                   and v.id = any(?ids))
            select v.id::text as key, rule, expected, found
              from said v
              left join journal_entry e on e.tenant_id = :tenant and e.id = v.entry_id
              left join journal_entry back on back.tenant_id = :tenant and back.reverses = v.entry_id
             cross join lateral (values
                   ('lines', case when v.lines = 0 then v.net else v.of_lines end::text, v.net::text),
                   ('rates', case when v.rates = 0 then v.net else v.of_rates end::text, v.net::text),
                   ('tax_of_rates', case when v.rates = 0 then v.tax else v.tax_of_rates end::text, v.tax::text),
                   ('credited', case when v.rates = 0 then 0 else v.credited_by_notes end::text, v.credited::text),
                   ('posted', (v.state <> 'draft' and v.total > 0 and not (v.state = 'void' and v.entry_id is null))::text,
                    (e.id is not null)::text),
                   ('owed', case when e.id is null then 0 else v.total end::text, (?receivable)::text),
                   ('tax', case when e.id is null or v.opening then 0 else v.tax end::text, (-?tax)::text),
                   ('issued_on', case when e.id is not null then v.issue_date end::text, e.value_on::text),
                   ('source', case when e.id is not null then v.id end::text, e.source_id::text),
                   ('customer', case when e.id is not null then v.customer_id end::text, e.customer_id::text),
                   ('ended', (v.state in ('void', 'undone') and e.id is not null)::text, (back.id is not null)::text),
                   -- One of nothing is a claim as well, but not booked.
                   ('claimed', case when v.state = 'draft' or e.id is not null then v.state <> 'draft' end::text,
                    case when v.state = 'draft' or e.id is not null
                         then exists (select from open_item i
                                       where i.tenant_id = :tenant and i.id = v.id and i.kind = 'invoice') end::text))
                   as rules (rule, expected, found)
             where expected is distinct from found
            """.replace("?receivable", Sql.net("receivable", "v.entry_id"))
                    .replace("?tax", Sql.net("tax", "v.entry_id"))
                    .replace("?ids", Sql.IDS));

    private static final Pass CREDIT_NOTE = new Pass("credit_note", Spine.CREDIT_NOTE, """
            with said as materialized (
                select n.*,
                       (select coalesce(sum(l.net), 0) from credit_note_line l
                         where l.tenant_id = :tenant and l.credit_note_id = n.id) as of_lines,
                       (select coalesce(sum(s.net), 0) from credit_note_share s
                         where s.tenant_id = :tenant and s.credit_note_id = n.id) as of_shares,
                       (select coalesce(sum(s.tax), 0) from credit_note_share s
                         where s.tenant_id = :tenant and s.credit_note_id = n.id) as tax_of_shares,
                       (select coalesce(sum(s.net + s.tax), 0) from credit_note_share s
                         where s.tenant_id = :tenant and s.credit_note_id = n.id and s.item_id is not null) as of_claims,
                       (select coalesce(sum(c.net + c.tax), 0) from claim_credited c
                         where c.tenant_id = :tenant and c.credit_id = n.id) as of_credited,
                       booked.amount as booked, booked.entries, booked.ended
                  from credit_note n
                 cross join lateral (
                       select coalesce(sum(case when t.credit_account in ('unapplied', 'written_off') then t.amount
                                                else 0 end), 0) as amount,
                              count(distinct e.id) as entries,
                              count(distinct back.id) as ended
                         from journal_entry e
                         join journal_transfer t on t.tenant_id = :tenant and t.entry_id = e.id
                         left join journal_entry back on back.tenant_id = :tenant and back.reverses = e.id
                        where e.tenant_id = :tenant
                          and e.source_id = n.id
                          and e.kind = 'credit_note') as booked
                 where n.tenant_id = :tenant
                   and n.id = any(?ids))
            select n.id::text as key, rule, expected, found
              from said n
              left join journal_entry e on e.tenant_id = :tenant and e.id = n.entry_id
             cross join lateral (values
                   ('lines', n.of_lines::text, n.net::text),
                   ('shares', n.of_shares::text, n.net::text),
                   ('tax_of_shares', n.tax_of_shares::text, n.tax::text),
                   ('credited', case when n.state = 'void' then 0 else n.of_claims end::text, n.of_credited::text),
                   ('booked', n.booked::text, n.total::text),
                   ('entry', n.entry_id::text, e.id::text),
                   ('source', n.id::text, e.source_id::text),
                   ('customer', n.customer_id::text, e.customer_id::text),
                   ('ended', case when n.state = 'void' then n.entries else 0 end::text, n.ended::text),
                   ('given', n.id::text, (select c.id::text
                                            from credit c
                                           where c.tenant_id = :tenant and c.id = n.id and c.kind = 'credit_note')))
                   as rules (rule, expected, found)
             where expected is distinct from found
            """.replace("?ids", Sql.IDS));

    private static final Pass CHARGE =
            new Pass("charge", Spine.CHARGE, """
            select h.id::text as key, rule, expected, found
              from charge h
              left join journal_entry e on e.tenant_id = :tenant and e.id = h.entry_id
              left join journal_entry back on back.tenant_id = :tenant and back.reverses = h.entry_id
             cross join lateral (values
                   ('entry', h.entry_id::text, e.id::text),
                   ('source', h.id::text, e.source_id::text),
                   ('customer', h.customer_id::text, e.customer_id::text),
                   ('issued_on', h.issue_date::text, e.value_on::text),
                   ('owed', case when h.kind = 'interest_credit' then 0 else h.amount end::text, (?receivable)::text),
                   ('given', case when h.kind in ('interest_credit', 'refund_reclaimed') then h.amount else 0 end::text,
                    (-?unapplied)::text),
                   ('ended', (h.state = 'void')::text, (back.id is not null)::text),
                   ('claimed', h.id::text,
                    case when h.kind = 'interest_credit'
                         then (select c.id from credit c where c.tenant_id = :tenant and c.id = h.id)
                         else (select i.id from open_item i where i.tenant_id = :tenant and i.id = h.id) end::text))
                   as rules (rule, expected, found)
             where h.tenant_id = :tenant
               and h.id = any(?ids)
               and expected is distinct from found
            """.replace("?receivable", Sql.net("receivable", "h.entry_id"))
                    .replace("?unapplied", Sql.net("unapplied", "h.entry_id"))
                    .replace("?ids", Sql.IDS));

    private static final Pass PAYMENT =
            new Pass("payment", Spine.PAYMENT, """
            select p.id::text as key, rule, expected, found
              from payment p
              left join journal_entry e on e.tenant_id = :tenant and e.id = p.entry_id
             cross join lateral (values
                   ('entry', p.entry_id::text, e.id::text),
                   ('source', p.id::text, e.source_id::text),
                   ('customer', p.customer_id::text, e.customer_id::text),
                   ('received_on', p.received_on::text, e.value_on::text),
                   ('amount', (-?unapplied)::text, p.amount::text),
                   ('currency', p.currency, coalesce((select min(t.currency)
                                                        from journal_transfer t
                                                       where t.tenant_id = :tenant and t.entry_id = p.entry_id), '')),
                   ('credit', p.id::text, (select c.id::text
                                             from credit c
                                            where c.tenant_id = :tenant and c.id = p.id and c.kind = 'payment')),
                   ('state', p.state,
                    case when exists (select from journal_entry u
                                       where u.tenant_id = :tenant and u.source_id = p.id and u.kind = 'payment_undone')
                         then 'undone'
                         when exists (select from payment_reversal r
                                       where r.tenant_id = :tenant and r.payment_id = p.id
                                         and r.whole and r.reinstated_on is null)
                         then 'reversed'
                         else 'received' end))
                   as rules (rule, expected, found)
             where p.tenant_id = :tenant
               and p.id = any(?ids)
               and expected is distinct from found
            """.replace("?unapplied", Sql.net("unapplied", "p.entry_id"))
                    .replace("?ids", Sql.IDS));

    private static final Pass PAYMENT_REVERSAL = new Pass(
            "payment_reversal", Spine.PAYMENT_REVERSAL, """
            select r.id::text as key, rule, expected, found
              from payment_reversal r
              left join journal_entry e on e.tenant_id = :tenant and e.id = r.entry_id
              left join journal_entry again on again.tenant_id = :tenant and again.id = r.reinstated_entry
             cross join lateral (values
                   ('entry', r.entry_id::text, e.id::text),
                   ('payment', r.payment_id::text, e.source_id::text),
                   ('customer', r.customer_id::text, e.customer_id::text),
                   -- Or on the first open day, where its own was closed.
                   ('reversed_on', r.reversed_on::text,
                    case when e.accounting_on > r.reversed_on and extract(day from e.accounting_on) = 1
                         then r.reversed_on else e.accounting_on end::text),
                   ('amount', (?unapplied)::text, r.amount::text),
                   ('reinstated', coalesce(r.reinstated_entry::text, ''), coalesce(again.id::text, '')),
                   ('reinstated_amount', case when r.reinstated_entry is null then 0 else r.amount end::text,
                    (-?again)::text),
                   ('reclaimed', coalesce(r.reclaimed::text, ''),
                    coalesce((select h.id::text
                                from charge h
                               where h.tenant_id = :tenant and h.id = r.reclaimed and h.kind = 'refund_reclaimed'), '')))
                   as rules (rule, expected, found)
             where r.tenant_id = :tenant
               and r.id = any(?ids)
               and expected is distinct from found
            """.replace("?unapplied", Sql.net("unapplied", "r.entry_id"))
                    .replace("?again", Sql.net("unapplied", "r.reinstated_entry"))
                    .replace("?ids", Sql.IDS));

    private static final Pass REFUND =
            new Pass("refund", Spine.REFUND, """
            select r.id::text as key, rule, expected, found
              from refund r
              left join journal_entry e on e.tenant_id = :tenant and e.id = r.entry_id
              left join journal_entry back on back.tenant_id = :tenant and back.id = r.failed_entry
              left join stripe_refund asked on asked.tenant_id = :tenant and asked.refund_id = r.id
             cross join lateral (values
                   ('entry', r.entry_id::text, e.id::text),
                   ('source', r.id::text, e.source_id::text),
                   ('customer', r.customer_id::text, e.customer_id::text),
                   ('refunded_on', r.refunded_on::text, e.value_on::text),
                   ('amount', (?unapplied)::text, r.amount::text),
                   ('failed', coalesce(r.failed_entry::text, ''), coalesce(back.id::text, '')),
                   ('asked_for', r.customer_id::text, coalesce(asked.customer_id, r.customer_id)::text),
                   ('credit', r.customer_id::text, (select c.customer_id::text
                                                      from credit c
                                                     where c.tenant_id = :tenant and c.id = r.credit_id)))
                   as rules (rule, expected, found)
             where r.tenant_id = :tenant
               and r.id = any(?ids)
               and expected is distinct from found
            """.replace("?unapplied", Sql.net("unapplied", "r.entry_id"))
                    .replace("?ids", Sql.IDS));

    private static final Pass UNIDENTIFIED_RECEIPT =
            new Pass("unidentified_receipt", Spine.UNIDENTIFIED_RECEIPT, """
            select u.id::text as key, rule, expected, found
              from unidentified_receipt u
              left join journal_entry e on e.tenant_id = :tenant and e.id = u.entry_id
              left join payment p on p.tenant_id = :tenant and p.id = u.payment_id
             cross join lateral (values
                   ('entry', u.entry_id::text, e.id::text),
                   ('source', u.id::text, e.source_id::text),
                   ('received_on', u.received_on::text, e.value_on::text),
                   ('amount', (-?suspense)::text, u.amount::text),
                   ('claimed', case when u.payment_id is not null then u.amount end::text, p.amount::text),
                   ('claimed_currency', case when u.payment_id is not null then u.currency end, p.currency),
                   ('returned', case when u.returned_entry is null then 0 else u.amount end::text, (?returned)::text))
                   as rules (rule, expected, found)
             where u.tenant_id = :tenant
               and u.id = any(?ids)
               and expected is distinct from found
            """.replace(
                            "?suspense", Sql.net("suspense", "u.entry_id"))
                    .replace("?returned", Sql.net("suspense", "u.returned_entry"))
                    .replace("?ids", Sql.IDS));

    private static final Pass NETTING =
            new Pass("netting", Spine.NETTING, """
            with part as (
                select p.netting_id, count(*) as parts, sum(p.amount) as amount, sum(?receivable) as posted,
                       sum(m.item_delta) as moved,
                       count(*) filter (where m.item_id is distinct from p.item_id
                                           or m.customer_id is distinct from p.customer_id) as elsewhere,
                       count(*) filter (where exists (select from journal_entry back
                                                       where back.tenant_id = :tenant
                                                         and back.reverses = p.entry_id)) as undone
                  from netting_part p
                  left join movement m on m.tenant_id = :tenant and m.id = p.id
                 where p.tenant_id = :tenant
                   and p.netting_id = any(?ids)
                 group by p.netting_id)
            select n.id::text as key, rule, expected, found
              from netting n
              left join part on part.netting_id = n.id
             cross join lateral (values
                   ('parts', coalesce(part.amount, 0)::text, n.amount::text),
                   ('posted', (-n.amount)::text, coalesce(part.posted, 0)::text),
                   ('moved', (-n.amount)::text, coalesce(part.moved, 0)::text),
                   ('of_its_claims', '0', coalesce(part.elsewhere, 0)::text),
                   ('reversed', case when n.reversed_on is null then 0 else part.parts end::text, part.undone::text))
                   as rules (rule, expected, found)
             where n.tenant_id = :tenant
               and n.id = any(?ids)
               and expected is distinct from found
            """.replace("?receivable", Sql.net("receivable", "p.entry_id"))
                    .replace("?ids", Sql.IDS));

    private static final Pass TRANSFER =
            new Pass("transfer", Spine.TRANSFER, """
            with returned as (
                select r.transfer_id, sum(r.amount) as amount, sum(?returned) as posted
                  from transfer_return r
                 where r.tenant_id = :tenant
                   and r.transfer_id = any(?ids)
                 group by r.transfer_id)
            select p.id::text as key, rule, expected, found
              from transfer p
              left join journal_entry e on e.tenant_id = :tenant and e.id = p.entry_id
              left join returned on returned.transfer_id = p.id
             cross join lateral (values
                   ('entry', p.entry_id::text, e.id::text),
                   ('source', p.id::text, e.source_id::text),
                   ('amount', ?moved::text, p.amount::text),
                   ('passed', p.id::text,
                    case p.kind when 'credit' then (select c.id from credit c where c.tenant_id = :tenant and c.id = p.id)
                                else (select i.id from open_item i where i.tenant_id = :tenant and i.id = p.id) end::text),
                   ('from_customer', p.from_customer_id::text,
                    case p.kind
                        when 'credit' then (select c.customer_id from credit c
                                             where c.tenant_id = :tenant and c.id = p.source_id)
                        else (select i.customer_id from open_item i
                               where i.tenant_id = :tenant and i.id = p.source_id) end::text),
                   ('returned', coalesce(returned.amount, 0)::text, coalesce(returned.posted, 0)::text),
                   ('returned_at_most', 'true', (coalesce(returned.amount, 0) <= p.amount)::text))
                   as rules (rule, expected, found)
             where p.tenant_id = :tenant
               and p.id = any(?ids)
               and expected is distinct from found
            """.replace("?returned", Sql.moved("r.entry_id"))
                    .replace("?moved", Sql.moved("p.entry_id"))
                    .replace("?ids", Sql.IDS));

    private static final Pass DEPOSIT =
            new Pass("deposit", Spine.DEPOSIT, """
            with rate as (
                select (r ->> 'net')::bigint as net, (r ->> 'tax')::bigint as tax, d.id
                  from deposit d
                 cross join lateral jsonb_array_elements(d.taxes) as r
                 where d.tenant_id = :tenant
                   and d.id = any(?ids)),
            posted as (
                select x.deposit_id, x.entry_id, sum(x.amount) as amount, max(?posted) as in_journal,
                       bool_or(e.accounting_on is distinct from x.posted_on
                               and not (e.accounting_on > x.posted_on
                                        and extract(day from e.accounting_on) = 1)) as on_other_days
                  from deposit_tax x
                  left join journal_entry e on e.tenant_id = :tenant and e.id = x.entry_id
                 where x.tenant_id = :tenant
                   and x.deposit_id = any(?ids)
                 group by x.deposit_id, x.entry_id)
            select d.id::text as key, rule, expected, found
              from deposit d
             cross join lateral (values
                   ('net', (select coalesce(sum(rate.net), 0) from rate where rate.id = d.id)::text, d.net::text),
                   ('tax', (select coalesce(sum(rate.tax), 0) from rate where rate.id = d.id)::text, d.tax::text),
                   ('tax_posted', '0', (select count(*)
                                          from posted
                                         where posted.deposit_id = d.id
                                           and posted.amount <> posted.in_journal)::text),
                   ('tax_posted_on', '0', (select count(*)
                                             from posted
                                            where posted.deposit_id = d.id
                                              and posted.on_other_days)::text),
                   ('tax_held', 'true', ((select coalesce(sum(posted.amount), 0)
                                            from posted
                                           where posted.deposit_id = d.id) between 0 and d.tax)::text),
                   ('money', '0', (select count(*)
                                     from deposit_credit k
                                     left join credit c on c.tenant_id = :tenant and c.id = k.credit_id
                                    where k.tenant_id = :tenant
                                      and k.deposit_id = d.id
                                      and (c.customer_id, c.currency) is distinct from (d.customer_id, d.currency))::text),
                   ('taken_by', '0', (select count(*)
                                        from invoice_deposit k
                                        left join invoice v on v.tenant_id = :tenant and v.id = k.invoice_id
                                       where k.tenant_id = :tenant
                                         and k.deposit_id = d.id
                                         and (v.customer_id, v.currency) is distinct from (d.customer_id, d.currency))::text))
                   as rules (rule, expected, found)
             where d.tenant_id = :tenant
               and d.id = any(?ids)
               and expected is distinct from found
            """.replace("?posted", Sql.net("deposit_tax", "x.entry_id"))
                    .replace("?ids", Sql.IDS));

    /** On no day part of a bill is held, and part is not; nor is a customer trusted for part of one. */
    private static final Pass BILL =
            new Pass("bill", Spine.BILL, """
            with promise as materialized (
                select b.id, b.payment_id, b.customer_id, b.in_bank
                  from bill b
                 where b.tenant_id = :tenant
                   and b.id = any(?ids)),
            moved as (
                select b.id, 'held' as what, e.accounting_on as on_day,
                       case when t.debit_account = 'bills_receivable' then t.amount else -t.amount end as delta
                  from promise b
                  join journal_entry e on e.tenant_id = :tenant and e.source_id in (b.id, b.payment_id)
                  join journal_transfer t on t.tenant_id = :tenant and t.entry_id = e.id
                 where 'bills_receivable' in (t.credit_account, t.debit_account)
                union all
                select b.id, 'undue', u.counts_on, u.delta
                  from promise b
                  join undue_bill u on u.tenant_id = :tenant
                                   and u.customer_id = b.customer_id
                                   and u.credit_id = b.payment_id),
            level as (
                select id, what, on_day, sum(sum(delta)) over (partition by id, what order by on_day) as level
                  from moved
                 group by id, what, on_day)
            select b.id::text as key, rule, expected, found
              from promise b
              left join payment p on p.tenant_id = :tenant and p.id = b.payment_id
             cross join lateral (values
                   ('payment', b.payment_id::text, p.id::text),
                   ('customer', b.customer_id::text, p.customer_id::text),
                   ('held_whole', '0', (select count(*)
                                          from level
                                         where level.id = b.id
                                           and level.level not in (0, p.amount))::text),
                   ('steps', '0', (select count(*)
                                     from bill_step s
                                    where s.tenant_id = :tenant
                                      and s.bill_id = b.id
                                      and s.entry_id is not null
                                      and (?step) <> -p.amount)::text),
                   ('costs', '0', (select count(*)
                                     from bill_step s
                                    where s.tenant_id = :tenant
                                      and s.bill_id = b.id
                                      and s.entry_id is not null
                                      and (?cost) <> s.cost)::text))
                   as rules (rule, expected, found)
             where expected is distinct from found
            """.replace("?step", Sql.net("bills_receivable", "s.entry_id"))
                    .replace("?cost", Sql.net("finance_cost", "s.entry_id"))
                    .replace("?ids", Sql.IDS));

    /** What attempts to take money speak for: their parts are what they ask, and none holds anything once it is over. */
    private static final Pass CHECKOUT = new Pass("checkout", Spine.CHECKOUT, """
            select k.id::text as key, rule, expected, found
              from checkout k
              left join payment p on p.tenant_id = :tenant and p.id = k.payment_id
             cross join lateral (values
                   ('paid', case when k.payment_id is not null then k.customer_id end::text, p.customer_id::text),
                   ('reserved', '0', (select count(*)
                                        from reservation r
                                       where r.tenant_id = :tenant
                                         and r.attempt_id = k.id
                                         and r.released_at is null
                                         and k.state in ('paid', 'failed', 'expired'))::text),
                   ('reserved_claims', '0', (select count(*)
                                               from reservation r
                                               left join open_item i on i.tenant_id = :tenant and i.id = r.item_id
                                              where r.tenant_id = :tenant
                                                and r.attempt_id = k.id
                                                and (i.customer_id is distinct from r.customer_id
                                                     or r.amount > i.amount))::text),
                   ('parts', k.charge::text, coalesce((select sum(q.amount)
                                                         from checkout_part q
                                                        where q.tenant_id = :tenant
                                                          and q.checkout_id = k.id), 0)::text))
                   as rules (rule, expected, found)
             where k.tenant_id = :tenant
               and k.id = any(?ids)
               and expected is distinct from found
            """.replace("?ids", Sql.IDS));

    private static final Pass SETTLEMENT_OFFER =
            new Pass("settlement_offer", Spine.SETTLEMENT_OFFER, """
            select o.id::text as key, rule, expected, found
              from settlement_offer o
             cross join lateral (values
                   ('claims', coalesce((select sum(c.claimed)
                                          from item_offer c
                                         where c.tenant_id = :tenant and c.offer_id = o.id), 0)::text, o.debt::text),
                   ('claims_of_customer', '0', (select count(*)
                                                  from item_offer c
                                                  left join open_item i on i.tenant_id = :tenant and i.id = c.item_id
                                                 where c.tenant_id = :tenant
                                                   and c.offer_id = o.id
                                                   and (i.customer_id, i.currency)
                                                       is distinct from (o.customer_id, o.currency))::text),
                   ('waivers', '0', (select count(*)
                                       from settlement_waiver w
                                       left join movement m on m.tenant_id = :tenant and m.id = w.movement_id
                                      where w.tenant_id = :tenant
                                        and w.offer_id = o.id
                                        and (m.kind is distinct from 'waiver'
                                             or m.customer_id is distinct from o.customer_id))::text))
                   as rules (rule, expected, found)
             where o.tenant_id = :tenant
               and o.id = any(?ids)
               and expected is distinct from found
            """.replace("?ids", Sql.IDS));

    private static final Pass RECURRING_INVOICE =
            new Pass("recurring_invoice", Spine.RECURRING_INVOICE, """
            select r.id::text as key, rule, expected, found
              from recurring_invoice r
             cross join lateral (values
                   ('made', (select count(*)
                               from recurring_invoice_made m
                              where m.tenant_id = :tenant and m.recurring_id = r.id)::text, r.made::text),
                   ('of_customer', '0', (select count(*)
                                           from recurring_invoice_made m
                                           left join invoice v on v.tenant_id = :tenant and v.id = m.invoice_id
                                          where m.tenant_id = :tenant
                                            and m.recurring_id = r.id
                                            and (v.customer_id, v.currency)
                                                is distinct from (r.customer_id, r.currency))::text))
                   as rules (rule, expected, found)
             where r.tenant_id = :tenant
               and r.id = any(?ids)
               and expected is distinct from found
            """.replace("?ids", Sql.IDS));

    /** What a file brought is there, all of it, or gone, all of it. */
    private static final Pass IMPORT = new Pass("import", Spine.IMPORT, """
            select m.id::text as key, rule, expected, found
              from import m
             cross join lateral (values
                   ('invoices', case when m.state in ('committed', 'undoing', 'undone') then m.invoices else 0 end::text,
                    (select count(*)
                       from invoice v
                      where v.tenant_id = :tenant and v.import_id = m.id)::text),
                   ('payments', case when m.state in ('committed', 'undoing', 'undone') then m.payments else 0 end::text,
                    (select count(*)
                       from payment p
                      where p.tenant_id = :tenant and p.import_id = m.id)::text),
                   ('undone', '0', case when m.state = 'undone'
                                        then (select count(*)
                                                from invoice v
                                               where v.tenant_id = :tenant
                                                 and v.import_id = m.id
                                                 and v.state <> 'undone')
                                             + (select count(*)
                                                  from payment p
                                                 where p.tenant_id = :tenant
                                                   and p.import_id = m.id
                                                   and p.state <> 'undone')
                                        else 0 end::text))
                   as rules (rule, expected, found)
             where m.tenant_id = :tenant
               and m.id = any(?ids)
               and expected is distinct from found
            """.replace("?ids", Sql.IDS));

    private static final Pass ATTACHMENT = new Pass("attachment", Spine.ATTACHMENT, """
            select a.id::text as key, 'bytes' as rule, expected, found
              from attachment a
             cross join lateral (
                   select case when a.deleted_at is null then a.bytes else 0 end::text as expected,
                          coalesce((select sum(octet_length(p.content))
                                      from attachment_piece p
                                     where p.tenant_id = :tenant
                                       and p.attachment_id = a.id), 0)::text as found) as kept
             where a.tenant_id = :tenant
               and a.id = any(?ids)
               and expected <> found
            """.replace("?ids", Sql.IDS));

    static final List<Pass> ALL = List.of(
            INVOICE,
            CREDIT_NOTE,
            CHARGE,
            PAYMENT,
            PAYMENT_REVERSAL,
            REFUND,
            UNIDENTIFIED_RECEIPT,
            NETTING,
            TRANSFER,
            DEPOSIT,
            BILL,
            CHECKOUT,
            SETTLEMENT_OFFER,
            RECURRING_INVOICE,
            IMPORT,
            ATTACHMENT);

    private DocumentPasses() {}
}

package io.duebook.audit;

import java.util.List;

/** The event log and what commands answered, against what is in the books. */
final class LogPasses {

    /** Numbers have no gap, each is an event's, in the order in which they were written; what it tells of exists. */
    private static final Pass EVENT = new Pass("event", Spine.EVENT, """
            with numbered as materialized (
                select n.sequence, n.event_id, e.id, e.subject, e.type, e.written_by
                  from event_number n
                  left join event e on e.tenant_id = :tenant and e.id = n.event_id
                 where n.tenant_id = :tenant
                   and n.sequence = any(cast(:keys as bigint[]))),
            told as materialized (
                select sequence, substr(subject, 1, 4) as prefix, ?uuid as subject_id
                  from numbered
                 where id is not null)
            select n.sequence::text as key, rule, expected, found
              from numbered n
              left join told on told.sequence = n.sequence
              left join event_number before on before.tenant_id = :tenant and before.sequence = n.sequence - 1
              left join event earlier on earlier.tenant_id = :tenant and earlier.id = before.event_id
             cross join lateral (values
                   ('event', n.event_id::text, n.id::text),
                   ('number_before', (n.sequence - 1)::text, case when n.sequence = 1 then 0 else before.sequence end::text),
                   -- What was restored keeps the order that it had; by what it was written there means nothing here.
                   ('in_order', 'true', coalesce((earlier.written_by, earlier.id) < (n.written_by, n.id)
                                                 or n.written_by = '0'::xid8, true)::text),
                   ('subject', 'true', case told.prefix
                        when 'inv_' then exists (select from invoice d where d.tenant_id = :tenant and d.id = told.subject_id)
                        when 'pay_' then exists (select from payment d where d.tenant_id = :tenant and d.id = told.subject_id)
                        when 'crn_' then exists (select from credit_note d where d.tenant_id = :tenant and d.id = told.subject_id)
                        when 'chg_' then exists (select from charge d where d.tenant_id = :tenant and d.id = told.subject_id)
                        when 'ref_' then exists (select from refund d where d.tenant_id = :tenant and d.id = told.subject_id)
                        when 'alc_' then exists (select from movement d where d.tenant_id = :tenant and d.id = told.subject_id)
                        when 'trf_' then exists (select from transfer d where d.tenant_id = :tenant and d.id = told.subject_id)
                        when 'net_' then exists (select from netting d where d.tenant_id = :tenant and d.id = told.subject_id)
                        when 'dep_' then exists (select from deposit d where d.tenant_id = :tenant and d.id = told.subject_id)
                        when 'bil_' then exists (select from bill d where d.tenant_id = :tenant and d.id = told.subject_id)
                        when 'unr_' then exists (select from unidentified_receipt d
                                                  where d.tenant_id = :tenant and d.id = told.subject_id)
                        when 'xrt_' then exists (select from exchange_rate d where d.tenant_id = :tenant and d.id = told.subject_id)
                        when 'cas_' then exists (select from customer_case d
                                                  where d.tenant_id = :tenant and d.id = told.subject_id)
                        when 'run_' then exists (select from statement_run d
                                                  where d.tenant_id = :tenant and d.id = told.subject_id)
                        when 'cus_' then exists (select from customer d where d.tenant_id = :tenant and d.id = told.subject_id)
                        else true end::text))
                   as rules (rule, expected, found)
             where expected is distinct from found
            """.replace("?uuid", Sql.uuid("subject")));

    /** What was issued or received says in its first event the amount that it has. */
    private static final Pass EVENT_AMOUNT =
            new Pass("event_amount", Spine.EVENT, """
            with told as materialized (
                select n.sequence, e.type, e.object, ?uuid as subject_id
                  from event_number n
                  join event e on e.tenant_id = :tenant and e.id = n.event_id
                 where n.tenant_id = :tenant
                   and n.sequence = any(cast(:keys as bigint[]))
                   and e.type in ('invoice.issued', 'payment.received', 'credit_note.issued', 'fee.issued',
                                  'refund.requested', 'exchange_rate.recorded'))
            select t.sequence::text as key, 'amount' as rule, expected, found
              from told t
             cross join lateral (
                   select case t.type
                              when 'exchange_rate.recorded' then (t.object ->> 'rate')::numeric::text
                              when 'invoice.issued' then t.object #>> '{total,amount}'
                              when 'credit_note.issued' then t.object #>> '{total,amount}'
                              else t.object #>> '{amount,amount}' end as expected,
                          case t.type
                              when 'invoice.issued' then (select d.total::text from invoice d
                                                           where d.tenant_id = :tenant and d.id = t.subject_id)
                              when 'payment.received' then (select d.amount::text from payment d
                                                             where d.tenant_id = :tenant and d.id = t.subject_id)
                              when 'credit_note.issued' then (select d.total::text from credit_note d
                                                               where d.tenant_id = :tenant and d.id = t.subject_id)
                              when 'fee.issued' then (select d.amount::text from charge d
                                                       where d.tenant_id = :tenant and d.id = t.subject_id)
                              when 'refund.requested' then (select d.amount::text from refund d
                                                             where d.tenant_id = :tenant and d.id = t.subject_id)
                              else (select d.rate::text from exchange_rate d
                                     where d.tenant_id = :tenant and d.id = t.subject_id) end as found) as compared
             where expected is not null
               and found is not null
               and expected::numeric <> found::numeric
            """.replace("?uuid", Sql.uuid("e.subject")));

    /** Each document that moved money has an event that tells of it. */
    private static final Pass TOLD_INVOICE = told(
            "told_invoice",
            Spine.INVOICE,
            "invoice",
            "inv_",
            "d.state <> 'draft' and d.import_id is null and d.entry_id is not null");

    private static final Pass TOLD_PAYMENT =
            told("told_payment", Spine.PAYMENT, "payment", "pay_", "d.import_id is null");

    private static final Pass TOLD_CREDIT_NOTE =
            told("told_credit_note", Spine.CREDIT_NOTE, "credit_note", "crn_", "true");

    private static final Pass TOLD_CHARGE = told("told_charge", Spine.CHARGE, "charge", "chg_", "true");

    private static final Pass TOLD_REFUND = told("told_refund", Spine.REFUND, "refund", "ref_", "true");

    private static final Pass TOLD_TRANSFER = told("told_transfer", Spine.TRANSFER, "transfer", "trf_", "true");

    private static final Pass TOLD_CASE = told("told_case", Spine.CUSTOMER_CASE, "customer_case", "cas_", "true");

    private static final Pass TOLD_NETTING = told("told_netting", Spine.NETTING, "netting", "net_", "true");

    /** What a command answered under a key is in the books, and is its answer alone. */
    private static final Pass OUTCOME =
            new Pass("outcome", Spine.OUTCOME, """
            with kept as materialized (
                select i.caller || chr(31) || i.key as key, i.status, i.body::jsonb as body, i.headers
                  from idempotency i
                 where i.tenant_id = :tenant
                   and (i.caller, i.key) in (select split_part(asked, chr(31), 1), substr(asked, strpos(asked, chr(31)) + 1)
                                               from unnest(cast(:keys as text[])) as asked)
                   and i.status between 200 and 299),
            answer as (
                select key, status, body, substr(body ->> 'id', 1, 4) as prefix, ?uuid as subject_id
                  from kept
                 where jsonb_typeof(body) = 'object'
                   and body ->> 'id' ~ '^[a-z]{3}_[0-9a-z]{26}$')
            select a.key, rule, expected, found
              from answer a
              left join invoice v on v.tenant_id = :tenant and v.id = a.subject_id and a.prefix = 'inv_'
              left join payment p on p.tenant_id = :tenant and p.id = a.subject_id and a.prefix = 'pay_'
              left join credit_note n on n.tenant_id = :tenant and n.id = a.subject_id and a.prefix = 'crn_'
              left join charge h on h.tenant_id = :tenant and h.id = a.subject_id and a.prefix = 'chg_'
              left join refund r on r.tenant_id = :tenant and r.id = a.subject_id and a.prefix = 'ref_'
              left join movement m on m.tenant_id = :tenant and m.id = a.subject_id and a.prefix = 'alc_'
             cross join lateral (values
                   ('in_the_books', 'true', (a.prefix not in ('inv_', 'pay_', 'crn_', 'chg_', 'ref_', 'alc_')
                                             or coalesce(v.id, p.id, n.id, h.id, r.id, m.id) is not null)::text),
                   ('amount', coalesce(case when v.state <> 'draft' then v.total end, n.total, p.amount, h.amount,
                                       r.amount)::text,
                    case when v.state = 'draft' then null
                         when v.id is not null or n.id is not null
                         then coalesce(a.body #>> '{total,amount}', a.body ->> 'total')
                         when coalesce(p.id, h.id, r.id) is not null
                         then coalesce(a.body #>> '{amount,amount}', a.body ->> 'amount') end))
                   as rules (rule, expected, found)
             where expected is distinct from found
            """.replace("?uuid", Sql.uuid("(body ->> 'id')")));

    private static Pass told(String name, Spine spine, String table, String prefix, String which) {
        return new Pass(name, spine, """
                with asked as materialized (
                    select d.id, ?subject as subject
                      from ?table d
                     where d.tenant_id = :tenant
                       and d.id = any(?ids)
                       and ?which)
                select asked.id::text as key, 'event' as rule, 'true' as expected, 'false' as found
                  from asked
                  -- One at a time out of the index; asked for whether there is none, all events would be read for each stretch.
                  left join lateral (select e.id
                                       from event e
                                      where e.tenant_id = :tenant
                                        and e.subject = asked.subject
                                      limit 1) as told on true
                 where told.id is null
                """.replace("?table", table)
                .replace("?which", which)
                .replace("?subject", Sql.publicId(prefix, "d.id"))
                .replace("?ids", Sql.IDS));
    }

    static final List<Pass> ALL = List.of(
            EVENT,
            EVENT_AMOUNT,
            TOLD_INVOICE,
            TOLD_PAYMENT,
            TOLD_CREDIT_NOTE,
            TOLD_CHARGE,
            TOLD_REFUND,
            TOLD_TRANSFER,
            TOLD_NETTING,
            TOLD_CASE,
            OUTCOME);

    private LogPasses() {}
}

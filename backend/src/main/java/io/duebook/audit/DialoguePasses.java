package io.duebook.audit;

import java.util.List;

/** What customers object to, and what was sent to them: of their claims, to them, and as much as was said. */
final class DialoguePasses {

    /** What is in dispute of a claim is the sum of what its customer's cases hold of it. */
    private static final Pass CONTEST = new Pass("contest", Spine.OPEN_ITEM, """
            select i.id::text as key, rule, expected, found
              from open_item i
              left join lateral (select sum(x.delta) as held,
                                        count(*) filter (where x.customer_id <> i.customer_id) as of_others,
                                        count(*) filter (where c.id is null) as of_no_case
                                   from item_contest x
                                   left join customer_case c on c.tenant_id = :tenant
                                                            and c.id = x.case_id
                                                            and c.item_id = x.item_id
                                  where x.tenant_id = :tenant
                                    and x.item_id = i.id) as held on true
             cross join lateral (values
                   ('contested', coalesce(held.held, 0)::text, i.contested::text),
                   ('customer', '0', held.of_others::text),
                   ('case', '0', held.of_no_case::text)) as rules (rule, expected, found)
             where i.tenant_id = :tenant
               and i.id = any(?ids)
               and expected is distinct from found
            """.replace("?ids", Sql.IDS));

    /** A dispute holds its amount of a claim of its customer until it is resolved, and then nothing. */
    private static final Pass CASE = new Pass("case", Spine.CUSTOMER_CASE, """
            select c.id::text as key, rule, expected, found
              from customer_case c
              left join open_item i on i.tenant_id = :tenant and i.id = c.item_id
              left join credit_note n on n.tenant_id = :tenant and n.id = c.credit_note_id
             cross join lateral (select coalesce(sum(x.delta) filter (where x.kind = 'opened'), 0) as opened,
                                        coalesce(sum(x.delta), 0) as held, min(x.accounting_on) as since
                                   from item_contest x
                                  where x.tenant_id = :tenant
                                    and x.case_id = c.id) as held
             cross join lateral (select count(*) as words,
                                        count(*) filter (where m.customer_id <> c.customer_id) as to_others
                                   from case_message m
                                  where m.tenant_id = :tenant
                                    and m.case_id = c.id) as thread
             cross join lateral (values
                   ('customer', case when c.item_id is not null then c.customer_id end::text, i.customer_id::text),
                   ('currency', c.currency::text, i.currency::text),
                   ('opened', coalesce(c.amount, 0)::text, held.opened::text),
                   ('held', case when c.status = 'resolved' then 0 else coalesce(c.amount, 0) end::text, held.held::text),
                   ('since', case when c.item_id is not null then c.opened_on end::text, held.since::text),
                   ('credited', case when c.credit_note_id is not null then c.customer_id end::text, n.customer_id::text),
                   ('begins_with_words', 'true', (thread.words > 0)::text),
                   ('thread', '0', thread.to_others::text)) as rules (rule, expected, found)
             where c.tenant_id = :tenant
               and c.id = any(?ids)
               and expected is distinct from found
            """.replace("?ids", Sql.IDS));

    /** What a run sent to a customer is their statement of the days it was ordered for, and there are mails of it. */
    private static final Pass STATEMENT_RUN =
            new Pass("statement_run", Spine.FROZEN_STATEMENT, """
            select s.id::text as key, rule, expected, found
              from frozen_statement s
              join statement_run_customer c on c.tenant_id = :tenant and c.statement_id = s.id
              join statement_run r on r.tenant_id = :tenant and r.id = c.run_id
             cross join lateral (values
                   ('customer', c.customer_id::text, s.customer_id::text),
                   ('days', concat_ws(' ', r.kind, r.from_on, r.to_on),
                    concat_ws(' ', s.kind, case when r.from_on is not null then s.from_on end, s.to_on)),
                   ('mailed', 'true', (c.state <> 'queued'
                                       or exists (select
                                                    from message m
                                                   where m.tenant_id = :tenant
                                                     and m.occasion = r.id
                                                     and m.customer_id = c.customer_id
                                                     and m.about = ?about))::text))
                   as rules (rule, expected, found)
             where s.tenant_id = :tenant
               and s.id = any(?ids)
               and expected is distinct from found
            """.replace("?about", Sql.publicId("stm_", "s.id"))
                    .replace("?ids", Sql.IDS));

    /** What went with mails about a statement is that customer's, and the bytes of which it has the hash. */
    private static final Pass ENCLOSURE =
            new Pass("enclosure", Spine.FROZEN_STATEMENT, """
            select s.id::text as key, rule, expected, found
              from frozen_statement s
              join enclosure e on e.tenant_id = :tenant and e.about = ?about
             cross join lateral (values
                   ('customer', s.customer_id::text, e.customer_id::text),
                   ('hash', encode(sha256(e.content), 'hex'), encode(e.hash, 'hex'))) as rules (rule, expected, found)
             where s.tenant_id = :tenant
               and s.id = any(?ids)
               and expected is distinct from found
            """.replace("?about", Sql.publicId("stm_", "s.id"))
                    .replace("?ids", Sql.IDS));

    /** Who answered a statement answered their own, and objects to their own claims. */
    private static final Pass STATEMENT_REPLY =
            new Pass("statement_reply", Spine.FROZEN_STATEMENT, """
            select s.id::text as key, rule, expected, found
              from frozen_statement s
              join statement_reply r on r.tenant_id = :tenant and r.statement_id = s.id
             cross join lateral (select count(*) filter (where x.customer_id <> s.customer_id
                                                            or k.customer_id is distinct from s.customer_id) as of_others
                                   from statement_reply_case x
                                   left join customer_case k on k.tenant_id = :tenant and k.id = x.case_id
                                  where x.tenant_id = :tenant
                                    and x.reply_id = r.id) as contested
             cross join lateral (values
                   ('customer', s.customer_id::text, r.customer_id::text),
                   ('cases', '0', contested.of_others::text)) as rules (rule, expected, found)
             where s.tenant_id = :tenant
               and s.id = any(?ids)
               and expected is distinct from found
            """.replace("?ids", Sql.IDS));

    static final List<Pass> ALL = List.of(CONTEST, CASE, STATEMENT_RUN, ENCLOSURE, STATEMENT_REPLY);

    private DialoguePasses() {}
}

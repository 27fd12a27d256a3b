package io.duebook.audit;

/**
 * What somebody with every right in the database might do to the books, and the pass that must see it. {@code ?tenant} is
 * the tenant, {@code ?invoice}, {@code ?other}, {@code ?payment}, {@code ?note}, {@code ?refund}, {@code ?fee},
 * {@code ?dispute}, {@code ?customer} and {@code ?neighbour} are rows of its books.
 */
enum Corruption {
    CHANGED_AMOUNT("entry_movements.movements", """
            update journal_transfer set amount = amount + 1
             where tenant_id = ?tenant
               and entry_id = (select entry_id from payment where tenant_id = ?tenant and id = ?payment)
            """),
    DELETED_TRANSFER("entry_movements.movements", """
            delete from journal_transfer
             where tenant_id = ?tenant and line = 2
               and entry_id = (select entry_id from invoice where tenant_id = ?tenant and id = ?invoice)
            """),
    DELETED_FIRST_TRANSFER("entry.transfers_complete", """
            delete from journal_transfer
             where tenant_id = ?tenant and line = 1
               and entry_id = (select entry_id from invoice where tenant_id = ?tenant and id = ?invoice)
            """),
    DELETED_ENTRY_WITH_ITS_TRANSFERS("movement.entry", """
            delete from journal_transfer
             where tenant_id = ?tenant
               and entry_id = (select entry_id from invoice where tenant_id = ?tenant and id = ?invoice);
            delete from journal_entry
             where tenant_id = ?tenant
               and id = (select entry_id from invoice where tenant_id = ?tenant and id = ?invoice)
            """),
    DUPLICATED_TRANSFER("entry_movements.movements", """
            insert into journal_transfer
            select tenant_id, entry_id, 9, customer_id, debit_account, debit_of, credit_account, credit_of, amount, currency
              from journal_transfer
             where tenant_id = ?tenant and line = 1
               and entry_id = (select entry_id from payment where tenant_id = ?tenant and id = ?payment)
            """),
    CHANGED_CURRENCY("entry.one_currency", """
            update journal_transfer set currency = 'USD'
             where tenant_id = ?tenant and line = 2
               and entry_id = (select entry_id from invoice where tenant_id = ?tenant and id = ?invoice)
            """),
    SWAPPED_ACCOUNTS("invoice.tax", """
            update journal_transfer set credit_account = 'revenue', credit_of = ''
             where tenant_id = ?tenant and credit_account = 'tax'
               and entry_id = (select entry_id from invoice where tenant_id = ?tenant and id = ?invoice)
            """),
    RE_DATED_ENTRY("movement.accounting_on", """
            update journal_entry set accounting_on = accounting_on + 40
             where tenant_id = ?tenant
               and id = (select entry_id from payment where tenant_id = ?tenant and id = ?payment)
            """),
    RE_DATED_ENTRY_AND_MOVEMENT("payment.received_on", """
            update journal_entry set value_on = value_on - 40, accounting_on = accounting_on - 40
             where tenant_id = ?tenant
               and id = (select entry_id from payment where tenant_id = ?tenant and id = ?payment);
            update movement set value_on = value_on - 40, accounting_on = accounting_on - 40
             where tenant_id = ?tenant and credit_id = ?payment and kind = 'payment'
            """),
    BACKDATED_KNOWLEDGE("movement.recorded_at", """
            update journal_entry set recorded_at = recorded_at - interval '1 year'
             where tenant_id = ?tenant
               and id = (select entry_id from payment where tenant_id = ?tenant and id = ?payment)
            """),
    MOVED_ALLOCATION("item.open", """
            update movement set item_id = ?other
             where tenant_id = ?tenant and kind = 'allocation' and item_id = ?invoice
            """),
    MOVED_CREDIT("credit.unapplied", """
            update movement set credit_id = ?note
             where tenant_id = ?tenant and kind = 'allocation' and credit_id = ?payment
            """),
    EDITED_MOVEMENT("entry_movements.movements", """
            update movement set item_delta = item_delta - 5, credit_delta = credit_delta - 5
             where tenant_id = ?tenant and kind = 'allocation' and item_id = ?invoice
            """),
    DELETED_MOVEMENT("entry_movements.movements", """
            delete from movement where tenant_id = ?tenant and kind = 'allocation' and item_id = ?invoice
            """),
    CUSTOMER_OF_A_MOVEMENT_CHANGED("movement.customer", """
            update movement set customer_id = ?neighbour
             where tenant_id = ?tenant and kind = 'allocation' and item_id = ?invoice
            """),
    CACHED_OPEN_CHANGED("item.open", """
            update open_item set open = open - 1 where tenant_id = ?tenant and id = ?other
            """),
    CACHED_UNAPPLIED_CHANGED("credit.unapplied", """
            update credit set unapplied = unapplied + 1, amount = amount + 1 where tenant_id = ?tenant and id = ?note
            """),
    CACHED_WRITTEN_OFF_CHANGED("item.written_off", """
            update open_item set written_off = 1 where tenant_id = ?tenant and id = ?invoice
            """),
    CLAIM_GIVEN_TO_ANOTHER_CUSTOMER("item_document.customer", """
            update open_item set customer_id = ?neighbour where tenant_id = ?tenant and id = ?other
            """),
    INVOICE_TOTAL_CHANGED("invoice.owed", """
            update invoice set net = net + 100, total = total + 100 where tenant_id = ?tenant and id = ?other
            """),
    INVOICE_LINE_CHANGED("invoice.lines", """
            update invoice_line set net = net + 1 where tenant_id = ?tenant and invoice_id = ?invoice and line = 1
            """),
    INVOICE_TAX_CHANGED("invoice.tax_of_rates", """
            update invoice_tax set tax = tax + 1 where tenant_id = ?tenant and invoice_id = ?invoice
            """),
    DUE_DATE_CHANGED("item_document.due_on", """
            update open_item set due_on = due_on + 90 where tenant_id = ?tenant and id = ?other
            """),
    DUE_PART_CHANGED("item_document.due_parts_are_all", """
            update item_due set amount = amount - 1 where tenant_id = ?tenant and item_id = ?parts
            """),
    INVOICE_HIDDEN_AS_VOID("invoice.ended", """
            update invoice set state = 'void' where tenant_id = ?tenant and id = ?other
            """),
    PAYMENT_AMOUNT_CHANGED("payment.amount", """
            update payment set amount = amount + 1 where tenant_id = ?tenant and id = ?payment
            """),
    REFUND_AMOUNT_CHANGED("refund.amount", """
            update refund set amount = amount + 1 where tenant_id = ?tenant and id = ?refund
            """),
    CREDIT_NOTE_SHARE_CHANGED("credit_note.shares", """
            update credit_note_share set net = net + 1 where tenant_id = ?tenant and credit_note_id = ?note
            """),
    FEE_CHANGED("charge.owed", """
            update charge set amount = amount + 1 where tenant_id = ?tenant and id = ?fee
            """),
    DELETED_DOCUMENT("item_document.document", """
            delete from charge where tenant_id = ?tenant and id = ?fee
            """),
    DELETED_CLAIM("movement.item", """
            delete from open_item where tenant_id = ?tenant and id = ?other
            """),
    REVERSED_TWICE("entry.mirrors", """
            alter table journal_entry drop constraint journal_entry_reversed_once;
            insert into journal_entry
            select tenant_id, gen_random_uuid(), 'allocation_undone', source_kind, source_id, customer_id, value_on,
                   accounting_on, recorded_at, reverses
              from journal_entry
             where tenant_id = ?tenant and reverses is not null
            """),
    DELETED_EVENT("event.event", """
            delete from event where tenant_id = ?tenant and subject = ?'payment and type = 'payment.received'
            """),
    DELETED_EVENT_AND_NUMBER("event.number_before", """
            delete from event_number n using event e
             where n.tenant_id = ?tenant and e.tenant_id = ?tenant and e.id = n.event_id
               and e.subject = ?'payment and e.type = 'payment.received';
            delete from event where tenant_id = ?tenant and subject = ?'payment and type = 'payment.received'
            """),
    EVENT_AMOUNT_CHANGED("event_amount.amount", """
            update event set object = jsonb_set(object, '{amount,amount}', '1')
             where tenant_id = ?tenant and subject = ?'payment and type = 'payment.received'
            """),
    EVENTS_RE_NUMBERED("event.in_order", """
            update event_number set sequence = sequence + 1000000 where tenant_id = ?tenant and sequence in (2, 3);
            update event_number set sequence = 1000005 - sequence where tenant_id = ?tenant and sequence > 1000000
            """),
    DOCUMENT_NOBODY_WAS_TOLD_OF("told_payment.event", """
            update event set subject = ?'payment || 'x'
             where tenant_id = ?tenant and subject = ?'payment
            """),
    EDITED_OUTCOME("outcome.amount", """
            update idempotency set body = replace(body, '"amount":50000', '"amount":5')
             where tenant_id = ?tenant and body like '%' || ?'payment || '%'
            """),
    OUTCOME_OF_NOTHING("outcome.in_the_books", """
            update idempotency set body = jsonb_set(body::jsonb, '{id}', '"pay_01m84g3jgeek8rbrzghmg8yhcw"')::text
             where tenant_id = ?tenant and body like '{"id":"pay\\_%'
            """),
    EDITED_TRIAL_BALANCE("period.trial_balance", """
            update period_closing
               set trial_balance = convert_to(replace(convert_from(trial_balance, 'UTF8'), 'revenue,-', 'revenue,-1'), 'UTF8'),
                   hash = sha256(convert_to(replace(convert_from(trial_balance, 'UTF8'), 'revenue,-', 'revenue,-1'), 'UTF8'))
             where tenant_id = ?tenant and period = '2026-01-01'
            """),
    TRIAL_BALANCE_OF_NO_TEXT("period.trial_balance", """
            update period_closing set trial_balance = '\\xff00fe', hash = sha256('\\xff00fe')
             where tenant_id = ?tenant and period = '2026-03-01'
            """),
    DELETED_CLOSING("books.last_closed", """
            delete from period_closing where tenant_id = ?tenant and period = '2026-03-01'
            """),
    DELETED_EARLIER_CLOSING("period.version_before", """
            delete from period_closing where tenant_id = ?tenant and period = '2026-03-01' and version = 1
            """),
    OPENED_IN_SILENCE("books.open_from", """
            update books set open_from = '2026-02-01' where tenant_id = ?tenant
            """),
    UNLOCKED_IN_SILENCE("books.locked_until", """
            update books set locked_until = null where tenant_id = ?tenant
            """),
    POSTED_INTO_A_CLOSED_MONTH("period.trial_balance", """
            update journal_entry set accounting_on = '2026-01-28'
             where tenant_id = ?tenant and accounting_on = '2026-02-01';
            update movement set accounting_on = '2026-01-28'
             where tenant_id = ?tenant and accounting_on = '2026-02-01'
            """),
    EDITED_STATEMENT("frozen_statement.told", """
            update frozen_statement
               set content = convert_to(replace(convert_from(content, 'UTF8'), '"closing":', '"closing":1'), 'UTF8'),
                   hash = sha256(convert_to(replace(convert_from(content, 'UTF8'), '"closing":', '"closing":1'), 'UTF8'))
             where tenant_id = ?tenant and kind = 'activity'
            """),
    EDITED_STATEMENT_AND_ITS_EVENT("frozen_statement.adds_up", """
            update frozen_statement
               set content = convert_to(replace(convert_from(content, 'UTF8'), '"closing":', '"closing":1'), 'UTF8'),
                   hash = sha256(convert_to(replace(convert_from(content, 'UTF8'), '"closing":', '"closing":1'), 'UTF8'))
             where tenant_id = ?tenant and kind = 'activity';
            update event e set object = jsonb_set(object, '{hash}', to_jsonb(encode(s.hash, 'hex')))
              from frozen_statement s
             where e.tenant_id = ?tenant and e.type = 'statement.frozen' and s.tenant_id = ?tenant
               and s.number = e.object ->> 'number' and s.version = (e.object ->> 'version')::int
            """),
    STATEMENT_GIVEN_TO_ANOTHER_CUSTOMER("frozen_statement.is_what_it_says", """
            update frozen_statement set customer_id = ?neighbour where tenant_id = ?tenant and kind = 'open_item'
            """),
    STATEMENT_THAT_FOLLOWS_NOTHING("frozen_statement.is_what_it_says", """
            update frozen_statement set opens_with = null where tenant_id = ?tenant
            """),
    HISTORY_BEHIND_A_STATEMENT("frozen_statement.balance", """
            delete from movement where tenant_id = ?tenant and kind = 'allocation' and item_id = ?invoice;
            delete from movement where tenant_id = ?tenant and kind = 'payment' and credit_id = ?payment
            """),
    RATE_CHANGED("base.worth", """
            update journal_base set amount = amount + 1 where tenant_id = ?tenant
            """),
    CARRIED_CHANGED("carried_item.rows", """
            delete from carried_base where tenant_id = ?tenant and side = 'item'
            """),
    DISPUTED_IN_SILENCE("contest.contested", """
            update open_item set contested = contested + 1 where tenant_id = ?tenant and id = ?other
            """),
    DISPUTE_OF_ANOTHER_AMOUNT("case.opened", """
            update customer_case set amount = amount - 1 where tenant_id = ?tenant and id = ?dispute
            """),
    DISPUTE_LET_GO_IN_SILENCE("case.held", """
            delete from item_contest where tenant_id = ?tenant and case_id = ?dispute;
            update open_item set contested = 0 where tenant_id = ?tenant and id = ?other
            """),
    DISPUTE_GIVEN_TO_ANOTHER_CUSTOMER("case.customer", """
            update customer_case set customer_id = ?neighbour where tenant_id = ?tenant and id = ?dispute
            """),
    DISPUTE_OF_ANOTHER_CLAIM("contest.case", """
            update customer_case set item_id = ?invoice where tenant_id = ?tenant and id = ?dispute
            """),
    WORDS_SHOWN_TO_ANOTHER_CUSTOMER("case.thread", """
            update case_message set customer_id = ?neighbour where tenant_id = ?tenant and case_id = ?dispute
            """),
    DELETED_WORDS("case.begins_with_words", """
            delete from case_message where tenant_id = ?tenant and case_id = ?dispute
            """),
    DISPUTE_NOBODY_WAS_TOLD_OF("told_case.event", """
            delete from event where tenant_id = ?tenant and subject = ?'dispute
            """),
    STATEMENT_SENT_TO_ANOTHER_CUSTOMER("statement_run.customer", """
            insert into statement_run (tenant_id, id, kind, to_on, customers, state, starts_at, actor, client, request_id,
                                       created_at)
            select tenant_id, gen_random_uuid(), kind, to_on, 'all', 'running', now(), 'a', 'c', 'r', now()
              from frozen_statement
             where tenant_id = ?tenant and kind = 'open_item';
            insert into statement_run_customer (tenant_id, run_id, customer_id, state, statement_id)
            select r.tenant_id, r.id, ?neighbour, 'queued', s.id
              from statement_run r
              join frozen_statement s on s.tenant_id = r.tenant_id and s.kind = 'open_item'
             where r.tenant_id = ?tenant
            """),
    PRINT_GIVEN_TO_ANOTHER_CUSTOMER("enclosure.customer", """
            insert into enclosure (tenant_id, about, language, customer_id, file_name, printed_at, hash, content)
            select e.tenant_id, e.subject, 'en', ?neighbour, 'ST.pdf', now(), sha256('\\x00'), '\\x00'
              from event e
             where e.tenant_id = ?tenant and e.type = 'statement.frozen'
             limit 1
            """),
    PRINT_OF_OTHER_BYTES("enclosure.hash", """
            alter table enclosure drop constraint enclosure_hash_of_content;
            insert into enclosure (tenant_id, about, language, customer_id, file_name, printed_at, hash, content)
            select e.tenant_id, e.subject, 'en', ?customer, 'ST.pdf', now(), sha256('\\x00'), '\\x01'
              from event e
             where e.tenant_id = ?tenant and e.type = 'statement.frozen'
             limit 1
            """),
    REPLY_OF_ANOTHER_CUSTOMER("statement_reply.customer", """
            insert into statement_reply (tenant_id, id, statement_id, customer_id, by_contact, replied_by, replied_at)
            select tenant_id, gen_random_uuid(), id, ?neighbour, true, 'somebody', now()
              from frozen_statement
             where tenant_id = ?tenant and kind = 'open_item'
            """),
    REPLY_WITH_ANOTHERS_CASE("statement_reply.cases", """
            insert into statement_reply (tenant_id, id, statement_id, customer_id, by_contact, replied_by, replied_at)
            select tenant_id, gen_random_uuid(), id, customer_id, true, 'somebody', now()
              from frozen_statement
             where tenant_id = ?tenant and kind = 'open_item';
            insert into statement_reply_case (tenant_id, reply_id, case_id, customer_id)
            select tenant_id, id, ?dispute, ?neighbour from statement_reply where tenant_id = ?tenant
            """),
    QUEUED_AND_NO_MAIL("statement_run.mailed", """
            insert into statement_run (tenant_id, id, kind, to_on, customers, state, starts_at, actor, client, request_id,
                                       created_at)
            select tenant_id, gen_random_uuid(), kind, to_on, 'all', 'running', now(), 'a', 'c', 'r', now()
              from frozen_statement
             where tenant_id = ?tenant and kind = 'open_item';
            insert into statement_run_customer (tenant_id, run_id, customer_id, state, statement_id)
            select r.tenant_id, r.id, s.customer_id, 'queued', s.id
              from statement_run r
              join frozen_statement s on s.tenant_id = r.tenant_id and s.kind = 'open_item'
             where r.tenant_id = ?tenant
            """);

    private final String foundBy;
    private final String sql;

    Corruption(String foundBy, String sql) {
        this.foundBy = foundBy;
        this.sql = sql;
    }

    /** The pass and rule that must see it. */
    String foundBy() {
        return foundBy;
    }

    String sql() {
        return sql;
    }
}

-- What became of a mail, told without guessing. Whoever begins to hand one over takes the row first; where nobody learned
-- how that ended, the mail is unknown and is not sent again until somebody knows (docs/decisions/0190).
alter table message
    -- Which of several sendings of the same thing it is: zero where there is only one, ever.
    add column occasion    uuid not null default '00000000-0000-0000-0000-000000000000',
    add column sender_name text,
    add column reply_to    text,
    -- When it was last begun to be handed over, in real time.
    add column taken_at    timestamptz,
    add column bounced_at  timestamptz,
    drop constraint message_once,
    drop constraint message_kind_known,
    drop constraint message_state_known,
    drop constraint message_sent_has_moment,
    add constraint message_once unique (tenant_id, kind, about, occasion, recipient),
    add constraint message_kind_known check (kind in ('receipt', 'statement')),
    add constraint message_state_known
        check (state in ('queued', 'sending', 'sent', 'unknown', 'failed', 'bounced', 'suppressed')),
    add constraint message_sent_has_moment check (state <> 'sent' or sent_at is not null),
    add constraint message_bounced_has_moment check ((state = 'bounced') = (bounced_at is not null)),
    add constraint message_taken_before_it_goes check (state not in ('sending', 'unknown') or taken_at is not null);

-- What needs a look, among many that went well.
create index message_in_trouble on message (tenant_id, state, id) where state not in ('sent', 'queued');

-- Addresses that mail came back from for good: nothing is sent there until a person says so.
create table mail_suppression (
    tenant_id  uuid        not null,
    address    text        not null,
    message_id uuid        not null,
    created_at timestamptz not null,
    constraint mail_suppression_pk primary key (tenant_id, address),
    constraint mail_suppression_by_message foreign key (tenant_id, message_id) references message (tenant_id, id),
    constraint mail_suppression_address_folded check (address = lower(address))
);

create index mail_suppression_by_message on mail_suppression (tenant_id, message_id);

call isolate('mail_suppression', null, 'select, insert, delete');

create index message_by_occasion on message (tenant_id, occasion, customer_id);

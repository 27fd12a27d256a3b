-- Mails to a customer's people: what was sent is what is kept. One per effect and recipient, whoever tries twice.
create table message (
    tenant_id   uuid        not null,
    id          uuid        not null,
    customer_id uuid        not null,
    kind        text        not null,
    about       text        not null,
    recipient   text        not null,
    language    text        not null,
    subject     text        not null,
    plain_text  text        not null,
    html        text        not null,
    state       text        not null,
    attempts    integer     not null default 0,
    last_error  text,
    created_at  timestamptz not null,
    sent_at     timestamptz,
    constraint message_pk primary key (tenant_id, id),
    constraint message_to_customer foreign key (tenant_id, customer_id) references customer (tenant_id, id),
    constraint message_once unique (tenant_id, kind, about, recipient),
    constraint message_kind_known check (kind in ('receipt')),
    constraint message_state_known check (state in ('queued', 'sent', 'failed')),
    constraint message_sent_has_moment check ((state = 'sent') = (sent_at is not null))
);

create index message_by_customer on message (tenant_id, customer_id, id);

call isolate('message', 'customer_id', 'select, insert, update');

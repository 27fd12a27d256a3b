-- Statements of many customers, frozen and mailed by the server itself. The customers are chosen when a run begins, a row
-- each; what becomes of one is written in the transaction that freezes and queues, so that whoever comes twice finds it
-- done (docs/decisions/0192).
create table statement_run (
    tenant_id      uuid        not null,
    id             uuid        not null,
    kind           text        not null,
    from_on        date,
    to_on          date        not null,
    customers      text        not null,
    group_id       uuid,
    customer_kind  text,
    state          text        not null,
    starts_at      timestamptz not null,
    -- Who asked for what the server now does by itself.
    actor          text        not null,
    client         text        not null,
    request_id     text        not null,
    created_at     timestamptz not null,
    started_at     timestamptz,
    ended_at       timestamptz,
    constraint statement_run_pk primary key (tenant_id, id),
    constraint statement_run_of_group foreign key (tenant_id, group_id) references customer (tenant_id, id),
    constraint statement_run_kind_known check (kind in ('open_item', 'activity')),
    constraint statement_run_customers_known check (customers in ('all', 'open_items')),
    constraint statement_run_customer_kind_known check (customer_kind in ('business', 'consumer', 'public')),
    constraint statement_run_open_items_have_no_first_day check (kind = 'activity' or from_on is null),
    constraint statement_run_ends_after_it_begins check (from_on <= to_on),
    constraint statement_run_state_known check (state in ('scheduled', 'running', 'paused', 'done', 'cancelled')),
    constraint statement_run_ended check ((ended_at is null) = (state in ('scheduled', 'running', 'paused')))
);

create index statement_run_by_group on statement_run (tenant_id, group_id) where group_id is not null;

call isolate('statement_run', null, 'select, insert, update');

create table statement_run_customer (
    tenant_id    uuid    not null,
    run_id       uuid    not null,
    customer_id  uuid    not null,
    state        text    not null,
    statement_id uuid,
    -- Why nothing was sent.
    reason       text,
    tries        integer not null default 0,
    constraint statement_run_customer_pk primary key (tenant_id, run_id, customer_id),
    constraint statement_run_customer_of foreign key (tenant_id, run_id) references statement_run (tenant_id, id),
    constraint statement_run_customer_known foreign key (tenant_id, customer_id) references customer (tenant_id, id),
    constraint statement_run_customer_statement
        foreign key (tenant_id, statement_id) references frozen_statement (tenant_id, id),
    constraint statement_run_customer_state_known check (state in ('pending', 'queued', 'not_sent')),
    constraint statement_run_customer_queued_is_frozen check (state <> 'queued' or statement_id is not null),
    constraint statement_run_customer_not_sent_because check ((reason is not null) = (state = 'not_sent'))
);

create index statement_run_customer_pending on statement_run_customer (tenant_id, run_id, tries, customer_id)
    where state = 'pending';
create index statement_run_customer_by_customer on statement_run_customer (tenant_id, customer_id);
create index statement_run_customer_by_statement on statement_run_customer (tenant_id, statement_id)
    where statement_id is not null;

call isolate('statement_run_customer', null, 'select, insert, update');

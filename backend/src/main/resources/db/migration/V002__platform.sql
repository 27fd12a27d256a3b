-- One append-only log: audit trail, outbox, change feed and webhook source at once. People appear by id only.
create table event (
    tenant_id   uuid        not null,
    id          uuid        not null,
    customer_id uuid,
    type        text        not null,
    subject     text        not null,
    object      jsonb       not null,
    reason      text,
    actor       text        not null,
    client      text        not null,
    request_id  text        not null,
    created_at  timestamptz not null,
    -- The sequencer numbers an event once no transaction that began before it can still commit.
    written_by  xid8        not null default pg_current_xact_id(),
    constraint event_pk primary key (tenant_id, id)
);

create index event_by_writer on event (tenant_id, written_by, id);

call isolate('event', 'customer_id', 'select, insert');

-- The order in which a tenant's events are told to the outside: dense, from 1, never changed.
create table event_number (
    tenant_id  uuid   not null,
    sequence   bigint not null,
    event_id   uuid   not null,
    constraint event_number_pk primary key (tenant_id, sequence),
    constraint event_number_once unique (tenant_id, event_id),
    constraint event_number_of_event foreign key (tenant_id, event_id) references event (tenant_id, id),
    constraint event_number_positive check (sequence > 0)
);

call isolate('event_number', null, 'select, insert');

-- How far each reader of the event log inside this server has come.
create table event_reader (
    tenant_id uuid   not null,
    reader    text   not null,
    sequence  bigint not null,
    constraint event_reader_pk primary key (tenant_id, reader)
);

call isolate('event_reader', null, 'select, insert, update');

create table idempotency (
    tenant_id    uuid        not null,
    caller       text        not null,
    key          text        not null,
    customer_id  uuid,
    request_hash bytea       not null,
    created_at   timestamptz not null,
    status       integer,
    headers      jsonb,
    body         text,
    constraint idempotency_pk primary key (tenant_id, caller, key),
    constraint idempotency_key_length check (length(key) between 1 and 255)
);

create index idempotency_by_age on idempotency (tenant_id, created_at);

call isolate('idempotency', 'customer_id', 'select, insert, update, delete');

-- Gap-free numbers: taken by the last statement before commit, so that the row is locked for as short as can be.
create table number_series (
    tenant_id uuid    not null,
    series    text    not null,
    prefix    text    not null,
    digits    integer not null,
    next      bigint  not null,
    constraint number_series_pk primary key (tenant_id, series),
    constraint number_series_next_positive check (next > 0),
    constraint number_series_digits_range check (digits between 1 and 18)
);

call isolate('number_series', null, 'select, insert, update');

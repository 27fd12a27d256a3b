create table payment (
    tenant_id   uuid        not null,
    id          uuid        not null,
    customer_id uuid        not null,
    payer       text,
    external_id text,
    state       text        not null,
    currency    char(3)     not null,
    amount      bigint      not null,
    received_on date        not null,
    method      text        not null,
    account     text        not null,
    reference   text,
    -- What it came from, where it came through a processor: the object's id there, booked once.
    processor   text,
    processor_object text,
    import_id   uuid,
    import_line integer,
    entry_id    uuid        not null,
    version     integer     not null,
    created_at  timestamptz not null,
    updated_at  timestamptz not null,
    constraint payment_pk primary key (tenant_id, id),
    constraint payment_of_customer foreign key (tenant_id, customer_id) references customer (tenant_id, id),
    constraint payment_state_known check (state in ('received', 'reversed', 'undone')),
    constraint payment_amount_positive check (amount > 0),
    constraint payment_account_known check (account in ('bank', 'processor')),
    constraint payment_processor_object_once unique (tenant_id, processor, processor_object)
);

create unique index payment_external_id_once on payment (tenant_id, external_id) where state <> 'undone';
create index payment_by_customer on payment (tenant_id, customer_id, received_on, id);
create index payment_by_date on payment (tenant_id, received_on, id);
create index payment_by_import on payment (tenant_id, import_id) where import_id is not null;

call isolate('payment', 'customer_id', 'select, insert, update');

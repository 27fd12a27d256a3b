create table invoice (
    tenant_id     uuid        not null,
    id            uuid        not null,
    customer_id   uuid        not null,
    state         text        not null,
    number        text,
    external_id   text,
    issue_date    date,
    due_date      date,
    currency      char(3)     not null,
    terms         text,
    net           bigint      not null,
    tax           bigint      not null,
    total         bigint      not null,
    opening       boolean     not null,
    disputed      boolean     not null default false,
    reference     text,
    metadata      jsonb       not null default '{}',
    import_id     uuid,
    import_line   integer,
    entry_id      uuid,
    version       integer     not null,
    created_at    timestamptz not null,
    updated_at    timestamptz not null,
    issued_at     timestamptz,
    constraint invoice_pk primary key (tenant_id, id),
    constraint invoice_of_customer foreign key (tenant_id, customer_id) references customer (tenant_id, id),
    constraint invoice_state_known check (state in ('draft', 'issued', 'void', 'undone')),
    constraint invoice_adds_up check (net + tax = total),
    constraint invoice_total_not_negative check (total >= 0),
    constraint invoice_issued_is_complete check (state = 'draft' or (number is not null and issue_date is not null and due_date is not null)),
    constraint invoice_due_after_issue check (due_date >= issue_date)
);

-- A voided number stays taken; one whose import was undone is free again.
create unique index invoice_number_once on invoice (tenant_id, number) where state <> 'undone';
create unique index invoice_external_id_once on invoice (tenant_id, external_id) where state <> 'undone';
create index invoice_by_customer on invoice (tenant_id, customer_id, id);
create index invoice_by_update on invoice (tenant_id, updated_at, id);
create index invoice_by_import on invoice (tenant_id, import_id) where import_id is not null;

call isolate('invoice', 'customer_id', 'select, insert, update');

create table invoice_line (
    tenant_id   uuid           not null,
    invoice_id  uuid           not null,
    line        integer        not null,
    customer_id uuid           not null,
    description text           not null,
    quantity    numeric(18, 6) not null,
    unit_amount bigint         not null,
    tax_rate    numeric(9, 6)  not null,
    net         bigint         not null,
    constraint invoice_line_pk primary key (tenant_id, invoice_id, line),
    constraint invoice_line_of_invoice foreign key (tenant_id, invoice_id) references invoice (tenant_id, id),
    constraint invoice_line_rate_range check (tax_rate between 0 and 100)
);

call isolate('invoice_line', 'customer_id', 'select, insert, delete');

create table invoice_tax (
    tenant_id   uuid          not null,
    invoice_id  uuid          not null,
    rate        numeric(9, 6) not null,
    customer_id uuid          not null,
    net         bigint        not null,
    tax         bigint        not null,
    constraint invoice_tax_pk primary key (tenant_id, invoice_id, rate),
    constraint invoice_tax_of_invoice foreign key (tenant_id, invoice_id) references invoice (tenant_id, id)
);

call isolate('invoice_tax', 'customer_id', 'select, insert, delete');

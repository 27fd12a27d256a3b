-- Invoices that come again on a schedule. What was made of one is kept by its date, so that each date brings one
-- invoice, however often the work is run.
create table recurring_invoice (
    tenant_id   uuid        not null,
    id          uuid        not null,
    customer_id uuid        not null,
    external_id text,
    state       text        not null,
    -- The request that each date repeats, without its dates.
    template    jsonb       not null,
    currency    char(3)     not null,
    amount      bigint      not null,
    every       text        not null,
    step        integer     not null,
    first_on    date        not null,
    until       date,
    times       integer,
    -- Which date comes next, counted from zero, and how many brought an invoice.
    occurrence  integer     not null,
    made        integer     not null,
    next_on     date,
    trouble     text,
    -- The work that waits for the next date; another one from each resumption on.
    work_id     uuid        not null,
    version     integer     not null,
    created_at  timestamptz not null,
    updated_at  timestamptz not null,
    constraint recurring_invoice_pk primary key (tenant_id, id),
    constraint recurring_invoice_of_customer
        foreign key (tenant_id, customer_id) references customer (tenant_id, id),
    constraint recurring_invoice_state_known check (state in ('active', 'paused', 'ended')),
    constraint recurring_invoice_every_known check (every in ('week', 'month', 'quarter', 'year')),
    constraint recurring_invoice_step_range check (step between 1 and 100),
    constraint recurring_invoice_times_positive check (times > 0),
    constraint recurring_invoice_counts check (made >= 0 and occurrence >= made),
    constraint recurring_invoice_ends check ((state = 'ended') = (next_on is null))
);

create unique index recurring_invoice_external_id_once on recurring_invoice (tenant_id, external_id);
create unique index recurring_invoice_work_once on recurring_invoice (tenant_id, work_id);
create index recurring_invoice_by_customer on recurring_invoice (tenant_id, customer_id, id);

call isolate('recurring_invoice', null, 'select, insert, update');

create table recurring_invoice_made (
    tenant_id    uuid not null,
    recurring_id uuid not null,
    made_on      date not null,
    invoice_id   uuid not null,
    constraint recurring_invoice_made_pk primary key (tenant_id, recurring_id, made_on),
    constraint recurring_invoice_made_by
        foreign key (tenant_id, recurring_id) references recurring_invoice (tenant_id, id),
    constraint recurring_invoice_made_is foreign key (tenant_id, invoice_id) references invoice (tenant_id, id)
);

create unique index recurring_invoice_made_once on recurring_invoice_made (tenant_id, invoice_id);

call isolate('recurring_invoice_made', null, 'select, insert');

-- Money asked for before anything is delivered (docs/decisions/0151). A request posts nothing; what comes is the customer's
-- unapplied credit, kept for the deposit until an invoice takes it.
create table deposit (
    tenant_id   uuid        not null,
    id          uuid        not null,
    customer_id uuid        not null,
    number      text        not null,
    external_id text,
    currency    char(3)     not null,
    net         bigint      not null,
    tax         bigint      not null,
    total       bigint      not null,
    taxes       jsonb       not null,
    lines       jsonb       not null,
    issue_date  date        not null,
    due_date    date        not null,
    reference   text,
    void_on     date,
    version     integer     not null,
    created_at  timestamptz not null,
    constraint deposit_pk primary key (tenant_id, id),
    constraint deposit_of_customer foreign key (tenant_id, customer_id) references customer (tenant_id, id),
    constraint deposit_total_positive check (total > 0 and net + tax = total),
    constraint deposit_due_after_issue check (due_date >= issue_date)
);

create unique index deposit_number_once on deposit (tenant_id, number);
create unique index deposit_external_id_once on deposit (tenant_id, external_id) where external_id is not null;
create index deposit_by_customer on deposit (tenant_id, customer_id, id);

call isolate('deposit', 'customer_id', 'select, insert, update');

-- Which money is kept for which deposit: it settles nothing by itself.
create table deposit_credit (
    tenant_id   uuid not null,
    credit_id   uuid not null,
    deposit_id  uuid not null,
    customer_id uuid not null,
    constraint deposit_credit_pk primary key (tenant_id, credit_id),
    constraint deposit_credit_of_credit foreign key (tenant_id, credit_id) references credit (tenant_id, id),
    constraint deposit_credit_of_deposit foreign key (tenant_id, deposit_id) references deposit (tenant_id, id)
);

create index deposit_credit_by_deposit on deposit_credit (tenant_id, deposit_id);

call isolate('deposit_credit', 'customer_id', 'select, insert');

-- The tax that was posted for money held, day by day: up where positive.
create table deposit_tax (
    tenant_id   uuid          not null,
    entry_id    uuid          not null,
    rate        numeric(9, 6) not null,
    deposit_id  uuid          not null,
    customer_id uuid          not null,
    posted_on   date          not null,
    amount      bigint        not null,
    constraint deposit_tax_pk primary key (tenant_id, entry_id, rate),
    constraint deposit_tax_posted foreign key (tenant_id, entry_id) references journal_entry (tenant_id, id),
    constraint deposit_tax_of_deposit foreign key (tenant_id, deposit_id) references deposit (tenant_id, id),
    constraint deposit_tax_moves check (amount <> 0)
);

create index deposit_tax_by_deposit on deposit_tax (tenant_id, deposit_id);

call isolate('deposit_tax', 'customer_id', 'select, insert');

-- Which deposits an invoice takes.
create table invoice_deposit (
    tenant_id   uuid    not null,
    invoice_id  uuid    not null,
    place       integer not null,
    deposit_id  uuid    not null,
    customer_id uuid    not null,
    constraint invoice_deposit_pk primary key (tenant_id, invoice_id, place),
    constraint invoice_deposit_of_invoice foreign key (tenant_id, invoice_id) references invoice (tenant_id, id),
    constraint invoice_deposit_of_deposit foreign key (tenant_id, deposit_id) references deposit (tenant_id, id)
);

create index invoice_deposit_by_deposit on invoice_deposit (tenant_id, deposit_id);

call isolate('invoice_deposit', 'customer_id', 'select, insert');

-- How much of a rate, and of a line, credit notes have taken back: never more than was claimed, whoever asks at once.
alter table invoice_tax
    add column credited bigint not null default 0,
    add constraint invoice_tax_credited_range check (credited between 0 and greatest(net + tax, 0));

alter table invoice_line
    add column credited bigint not null default 0,
    add constraint invoice_line_credited_range check (credited between 0 and greatest(net, 0));

grant update (credited) on invoice_tax, invoice_line to duebook_app;

-- A document that lowers what a customer owes, and the claims it names, if any. Issued whole: there is no draft.
create table credit_note (
    tenant_id   uuid        not null,
    id          uuid        not null,
    customer_id uuid        not null,
    state       text        not null,
    number      text        not null,
    external_id text,
    issue_date  date        not null,
    currency    char(3)     not null,
    net         bigint      not null,
    tax         bigint      not null,
    total       bigint      not null,
    reason      text,
    reference   text,
    metadata    jsonb       not null default '{}',
    entry_id    uuid        not null,
    version     integer     not null,
    created_at  timestamptz not null,
    updated_at  timestamptz not null,
    constraint credit_note_pk primary key (tenant_id, id),
    constraint credit_note_of_customer foreign key (tenant_id, customer_id) references customer (tenant_id, id),
    constraint credit_note_posted foreign key (tenant_id, entry_id) references journal_entry (tenant_id, id),
    constraint credit_note_state_known check (state in ('issued', 'void')),
    constraint credit_note_adds_up check (net + tax = total),
    constraint credit_note_total_positive check (total > 0),
    -- A voided number stays taken.
    constraint credit_note_number_once unique (tenant_id, number),
    constraint credit_note_external_id_once unique (tenant_id, external_id)
);

create index credit_note_by_customer on credit_note (tenant_id, customer_id, id);
create index credit_note_by_update on credit_note (tenant_id, updated_at, id);

call isolate('credit_note', 'customer_id', 'select, insert, update');

create table credit_note_line (
    tenant_id      uuid           not null,
    credit_note_id uuid           not null,
    line           integer        not null,
    customer_id    uuid           not null,
    item_id        uuid,
    invoice_line   integer,
    description    text           not null,
    quantity       numeric(18, 6) not null,
    unit_amount    bigint         not null,
    tax_rate       numeric(9, 6)  not null,
    net            bigint         not null,
    constraint credit_note_line_pk primary key (tenant_id, credit_note_id, line),
    constraint credit_note_line_of_note foreign key (tenant_id, credit_note_id) references credit_note (tenant_id, id),
    constraint credit_note_line_of_item foreign key (tenant_id, item_id) references open_item (tenant_id, id),
    constraint credit_note_line_of_invoice_line
        foreign key (tenant_id, item_id, invoice_line) references invoice_line (tenant_id, invoice_id, line),
    constraint credit_note_line_named_with_claim check (invoice_line is null or item_id is not null),
    constraint credit_note_line_positive check (quantity > 0 and unit_amount > 0 and net >= 0),
    constraint credit_note_line_rate_range check (tax_rate between 0 and 100)
);

call isolate('credit_note_line', 'customer_id', 'select, insert');

-- What of a credit note belongs to which claim (or to none) at which rate: the tax of the document is split here once.
create table credit_note_share (
    tenant_id      uuid          not null,
    credit_note_id uuid          not null,
    share          integer       not null,
    customer_id    uuid          not null,
    item_id        uuid,
    rate           numeric(9, 6) not null,
    net            bigint        not null,
    tax            bigint        not null,
    constraint credit_note_share_pk primary key (tenant_id, credit_note_id, share),
    constraint credit_note_share_of_note foreign key (tenant_id, credit_note_id) references credit_note (tenant_id, id),
    constraint credit_note_share_of_item foreign key (tenant_id, item_id) references open_item (tenant_id, id),
    constraint credit_note_share_not_negative check (net >= 0 and tax >= 0)
);

create index credit_note_share_by_item on credit_note_share (tenant_id, item_id) where item_id is not null;

call isolate('credit_note_share', 'customer_id', 'select, insert');

-- By what else an invoice is known in the business: searched for, and said anew at any time.
alter table invoice
    add column purchase_order text,
    add column delivery_note text,
    add column contract text,
    add column salesperson text;

create index invoice_by_purchase_order on invoice (tenant_id, purchase_order, id) where purchase_order is not null;
create index invoice_by_delivery_note on invoice (tenant_id, delivery_note, id) where delivery_note is not null;
create index invoice_by_contract on invoice (tenant_id, contract, id) where contract is not null;
create index invoice_by_salesperson on invoice (tenant_id, salesperson, id) where salesperson is not null;

-- Where one that was written twice is looked for.
create index invoice_over_the_same on invoice (tenant_id, customer_id, total)
    where reference is not null or purchase_order is not null;

-- Tax documents and invoices, n to m.
create table invoice_tax_document (
    tenant_id   uuid    not null,
    invoice_id  uuid    not null,
    place       integer not null,
    customer_id uuid    not null,
    kind        text    not null,
    number      text,
    state       text    not null,
    issued_on   date,
    constraint invoice_tax_document_pk primary key (tenant_id, invoice_id, place),
    constraint invoice_tax_document_of_invoice foreign key (tenant_id, invoice_id) references invoice (tenant_id, id),
    constraint invoice_tax_document_kind_known check (kind in ('digital_fapiao', 'other')),
    constraint invoice_tax_document_state_known check (state in ('requested', 'issued', 'reversed')),
    constraint invoice_tax_document_issued_has_number check (state = 'requested' or number is not null)
);

create index invoice_tax_document_by_number on invoice_tax_document (tenant_id, number) where number is not null;

call isolate('invoice_tax_document', 'customer_id', 'select, insert, delete');

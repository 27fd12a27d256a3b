-- What a customer owes, set against what is owed to them: from payables, where that is kept elsewhere.
create table netting (
    tenant_id      uuid        not null,
    id             uuid        not null,
    customer_id    uuid        not null,
    external_id    text,
    currency       char(3)     not null,
    amount         bigint      not null,
    netted_on      date        not null,
    reason         text        not null,
    reversed_on    date,
    created_at     timestamptz not null,
    constraint netting_pk primary key (tenant_id, id),
    constraint netting_of_customer foreign key (tenant_id, customer_id) references customer (tenant_id, id),
    constraint netting_amount_positive check (amount > 0),
    constraint netting_reversed_after check (reversed_on >= netted_on)
);

create unique index netting_external_id_once on netting (tenant_id, external_id);
create index netting_by_customer on netting (tenant_id, customer_id, id);

call isolate('netting', 'customer_id', 'select, insert, update');

-- Its parts, each the movement of the same id, with an entry of its own.
create table netting_part (
    tenant_id   uuid   not null,
    id          uuid   not null,
    customer_id uuid   not null,
    netting_id  uuid   not null,
    item_id     uuid   not null,
    entry_id    uuid   not null,
    amount      bigint not null,
    constraint netting_part_pk primary key (tenant_id, id),
    constraint netting_part_of_netting foreign key (tenant_id, netting_id) references netting (tenant_id, id),
    constraint netting_part_of_movement foreign key (tenant_id, id) references movement (tenant_id, id),
    constraint netting_part_of_item foreign key (tenant_id, item_id) references open_item (tenant_id, id),
    constraint netting_part_posted foreign key (tenant_id, entry_id) references journal_entry (tenant_id, id),
    constraint netting_part_amount_positive check (amount > 0)
);

create index netting_part_by_netting on netting_part (tenant_id, netting_id, id);

call isolate('netting_part', 'customer_id', 'select, insert');

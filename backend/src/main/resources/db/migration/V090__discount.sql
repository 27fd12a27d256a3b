-- The discount for early payment: what an invoice offers, until when, and what was taken of it.
alter table invoice
    add column discount_percent numeric(9, 6),
    add column discount_days integer,
    add column discount_until date,
    add constraint invoice_discount_whole check ((discount_percent is null) = (discount_days is null)),
    add constraint invoice_discount_range
        check (discount_percent > 0 and discount_percent < 100 and discount_days between 0 and 999),
    add constraint invoice_discount_dated
        check (state <> 'issued' or (discount_percent is null) = (discount_until is null));

alter table open_item
    add column discount_percent numeric(9, 6),
    add column discount_until date,
    add constraint open_item_discount_whole check ((discount_percent is null) = (discount_until is null)),
    add constraint open_item_discount_range check (discount_percent > 0 and discount_percent < 100);

-- What discounts lowered of a claim at each rate, where tax follows a discount: in all never more than the claim's tax.
-- Rows are only added: what is taken back is added with the sign turned.
create table claim_discounted (
    tenant_id   uuid          not null,
    movement_id uuid          not null,
    rate        numeric(9, 6) not null,
    customer_id uuid          not null,
    item_id     uuid          not null,
    net         bigint        not null,
    tax         bigint        not null,
    constraint claim_discounted_pk primary key (tenant_id, movement_id, rate),
    constraint claim_discounted_of_movement foreign key (tenant_id, movement_id) references movement (tenant_id, id),
    constraint claim_discounted_of_item foreign key (tenant_id, item_id) references open_item (tenant_id, id),
    constraint claim_discounted_lowers check (net <> 0 or tax <> 0)
);

create index claim_discounted_by_item on claim_discounted (tenant_id, item_id);

call isolate('claim_discounted', 'customer_id', 'select, insert');

-- What of an item need not be paid if the charge is paid in time, as it was shown to the payer.
alter table checkout_part
    add column discount bigint not null default 0,
    add constraint checkout_part_discount_not_negative check (discount >= 0);

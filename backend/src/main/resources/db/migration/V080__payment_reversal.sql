-- Receipts taken back: a mistake of ours, a return of the bank, a chargeback of the card network; and those given again.
create table payment_reversal (
    tenant_id        uuid        not null,
    id               uuid        not null,
    customer_id      uuid        not null,
    payment_id       uuid        not null,
    kind             text        not null,
    reversed_on      date        not null,
    amount           bigint      not null,
    -- What the payment settled when it was taken back, which a reinstatement settles again.
    allocations      uuid[]      not null,
    entry_id         uuid        not null,
    customer_fee     uuid,
    reinstated_on    date,
    reinstated_entry uuid,
    created_at       timestamptz not null,
    constraint payment_reversal_pk primary key (tenant_id, id),
    constraint payment_reversal_of_payment foreign key (tenant_id, payment_id) references payment (tenant_id, id),
    constraint payment_reversal_posted foreign key (tenant_id, entry_id) references journal_entry (tenant_id, id),
    constraint payment_reversal_costs foreign key (tenant_id, customer_fee) references charge (tenant_id, id),
    constraint payment_reversal_reinstated
        foreign key (tenant_id, reinstated_entry) references journal_entry (tenant_id, id),
    constraint payment_reversal_kind_known check (kind in ('mistake', 'return', 'chargeback')),
    constraint payment_reversal_amount_positive check (amount > 0),
    constraint payment_reversal_reinstated_whole check ((reinstated_on is null) = (reinstated_entry is null)),
    constraint payment_reversal_reinstated_after check (reinstated_on >= reversed_on)
);

-- A payment is taken back once; given again, it may be taken back again.
create unique index payment_reversal_standing_once on payment_reversal (tenant_id, payment_id)
    where reinstated_on is null;
create index payment_reversal_by_payment on payment_reversal (tenant_id, payment_id, id);

call isolate('payment_reversal', 'customer_id', 'select, insert, update');

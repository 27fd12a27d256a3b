-- Bank money of a payer nobody knows yet: in suspense until somebody says whose it is, or it goes back.
create table unidentified_receipt (
    tenant_id      uuid        not null,
    id             uuid        not null,
    external_id    text,
    state          text        not null,
    currency       char(3)     not null,
    amount         bigint      not null,
    received_on    date        not null,
    method         text        not null,
    payer          text,
    reference      text,
    entry_id       uuid        not null,
    -- The first day on which it may be claimed or go back: when it came, or when a claim of it was last taken back.
    free_from      date        not null,
    payment_id     uuid,
    returned_on    date,
    returned_entry uuid,
    version        integer     not null,
    created_at     timestamptz not null,
    updated_at     timestamptz not null,
    constraint unidentified_receipt_pk primary key (tenant_id, id),
    constraint unidentified_receipt_posted foreign key (tenant_id, entry_id) references journal_entry (tenant_id, id),
    constraint unidentified_receipt_claimed_by foreign key (tenant_id, payment_id) references payment (tenant_id, id),
    constraint unidentified_receipt_return_posted
        foreign key (tenant_id, returned_entry) references journal_entry (tenant_id, id),
    constraint unidentified_receipt_amount_positive check (amount > 0),
    constraint unidentified_receipt_state_known check (state in ('unclaimed', 'claimed', 'returned')),
    -- It is in one place: in suspense, with one customer, or gone.
    constraint unidentified_receipt_claimed_once check ((state = 'claimed') = (payment_id is not null)),
    constraint unidentified_receipt_returned_once
        check ((state = 'returned') = (returned_on is not null) and (returned_on is null) = (returned_entry is null))
);

create unique index unidentified_receipt_external_id_once on unidentified_receipt (tenant_id, external_id);
create unique index unidentified_receipt_by_payment on unidentified_receipt (tenant_id, payment_id)
    where payment_id is not null;
create index unidentified_receipt_by_age on unidentified_receipt (tenant_id, received_on, id);
create index unidentified_receipt_unclaimed on unidentified_receipt (tenant_id, received_on, id)
    where state = 'unclaimed';

call isolate('unidentified_receipt', null, 'select, insert, update');

-- Money that was claimed came out of suspense.
alter table payment
    drop constraint payment_account_known,
    add constraint payment_account_known check (account in ('bank', 'processor', 'suspense'));

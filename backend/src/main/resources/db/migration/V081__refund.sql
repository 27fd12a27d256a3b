-- Money given back to a customer out of their credit. Booked when it is asked for, so that nobody uses the credit
-- meanwhile; one that fails is taken back on a day of its own.
create table refund (
    tenant_id       uuid        not null,
    id              uuid        not null,
    customer_id     uuid        not null,
    external_id     text,
    credit_id       uuid        not null,
    state           text        not null,
    currency        char(3)     not null,
    amount          bigint      not null,
    refunded_on     date        not null,
    method          text        not null,
    -- Through whom it goes, where it goes by itself; null: somebody gave it by hand.
    processor       text,
    failure_code    text,
    failure_message text,
    failed_on       date,
    entry_id        uuid        not null,
    failed_entry    uuid,
    version         integer     not null,
    created_at      timestamptz not null,
    updated_at      timestamptz not null,
    constraint refund_pk primary key (tenant_id, id),
    constraint refund_of_credit foreign key (tenant_id, credit_id) references credit (tenant_id, id),
    constraint refund_posted foreign key (tenant_id, entry_id) references journal_entry (tenant_id, id),
    constraint refund_failure_posted foreign key (tenant_id, failed_entry) references journal_entry (tenant_id, id),
    constraint refund_state_known check (state in ('pending', 'unknown', 'succeeded', 'failed', 'undone')),
    constraint refund_amount_positive check (amount > 0),
    -- Failed means that the credit is there again: never one without the other.
    constraint refund_failed_is_booked
        check (state = 'undone' or (state = 'failed') = (failed_entry is not null and failed_on is not null)),
    constraint refund_failed_is_told
        check (state <> 'failed' or (failure_code is not null and failure_message is not null)),
    constraint refund_by_hand_is_given check (processor is not null or state in ('succeeded', 'undone'))
);

create unique index refund_external_id_once on refund (tenant_id, external_id) where state <> 'undone';
create index refund_by_customer on refund (tenant_id, customer_id, id);
create index refund_by_credit on refund (tenant_id, credit_id, id);

call isolate('refund', 'customer_id', 'select, insert, update');

-- What Stripe is asked for a refund, written before it is asked, and what it is called there.
create table stripe_refund (
    tenant_id        uuid        not null,
    refund_id        uuid        not null,
    customer_id      uuid        not null,
    account          text        not null,
    payment_intent   text        not null,
    request          text        not null,
    object           text,
    error_kept_since timestamptz,
    -- Stripe's clock is real time, and so is this.
    requested_at     timestamptz not null default now(),
    constraint stripe_refund_pk primary key (tenant_id, refund_id),
    constraint stripe_refund_of_refund foreign key (tenant_id, refund_id) references refund (tenant_id, id),
    constraint stripe_refund_object_once unique (tenant_id, object)
);

call isolate('stripe_refund', 'customer_id', 'select, insert, update');

-- The credit that a bank took back though it had been given back before is the customer's debt: a charge of a kind of
-- its own, which earns nothing.
alter table charge drop constraint charge_kind_known;
alter table charge
    add constraint charge_kind_known
        check (kind in ('collection_cost', 'late_fee', 'return_fee', 'refund_reclaimed', 'interest', 'interest_credit'));

alter table payment_reversal add column reclaimed uuid;
alter table payment_reversal
    add constraint payment_reversal_reclaims foreign key (tenant_id, reclaimed) references charge (tenant_id, id);

create index checkout_by_payment on checkout (tenant_id, payment_id) where payment_id is not null;

-- An attempt to take money through a processor. It is written before the processor is asked, with the exact request.
create table checkout (
    tenant_id       uuid        not null,
    id              uuid        not null,
    customer_id     uuid        not null,
    state           text        not null,
    currency        char(3)     not null,
    -- What was asked for, and what of it the processor can take; minor units.
    amount          bigint      not null,
    charge          bigint      not null,
    account         text        not null,
    request         text        not null,
    session         text,
    url             text,
    payment_intent  text,
    payment_id      uuid,
    failure_code    text,
    failure_message text,
    -- The processor's clock is real time, and so are these three.
    expires_at      timestamptz not null,
    requested_at    timestamptz not null default now(),
    looked_at       timestamptz not null default now(),
    created_at      timestamptz not null,
    updated_at      timestamptz not null,
    constraint checkout_pk primary key (tenant_id, id),
    constraint checkout_of_customer foreign key (tenant_id, customer_id) references customer (tenant_id, id),
    constraint checkout_of_payment foreign key (tenant_id, payment_id) references payment (tenant_id, id),
    constraint checkout_session_once unique (tenant_id, session),
    constraint checkout_state_known
        check (state in ('requested', 'unknown', 'open', 'processing', 'paid', 'failed', 'expired')),
    constraint checkout_charge_range check (charge between 1 and amount),
    -- Paid means booked: never one without the other.
    constraint checkout_paid_is_booked check ((state = 'paid') = (payment_id is not null))
);

create index checkout_by_customer on checkout (tenant_id, customer_id, id);
create index checkout_by_payment_intent on checkout (tenant_id, payment_intent) where payment_intent is not null;

call isolate('checkout', 'customer_id', 'select, insert, update');

-- How the charge will be applied, as it was shown to the payer.
create table checkout_part (
    tenant_id   uuid    not null,
    checkout_id uuid    not null,
    line        integer not null,
    customer_id uuid    not null,
    item_id     uuid    not null,
    kind        text    not null,
    number      text    not null,
    amount      bigint  not null,
    constraint checkout_part_pk primary key (tenant_id, checkout_id, line),
    constraint checkout_part_of_checkout foreign key (tenant_id, checkout_id) references checkout (tenant_id, id),
    constraint checkout_part_of_item foreign key (tenant_id, item_id) references open_item (tenant_id, id),
    constraint checkout_part_item_once unique (tenant_id, checkout_id, item_id),
    constraint checkout_part_amount_positive check (amount > 0)
);

call isolate('checkout_part', 'customer_id', 'select, insert');

-- Which attempt an idempotency key stands for: a command of several steps is resumed, not replayed.
create table checkout_key (
    tenant_id    uuid        not null,
    caller       text        not null,
    key          text        not null,
    customer_id  uuid        not null,
    request_hash bytea       not null,
    checkout_id  uuid        not null,
    created_at   timestamptz not null,
    constraint checkout_key_pk primary key (tenant_id, caller, key),
    constraint checkout_key_of_checkout foreign key (tenant_id, checkout_id) references checkout (tenant_id, id)
);

call isolate('checkout_key', 'customer_id', 'select, insert');

-- What processors tell us, as it came: whose it is is known once the account is looked up.
create table directory.webhook_inbox (
    id           uuid        not null,
    processor    text        not null,
    event        text        not null,
    account      text        not null,
    type         text        not null,
    object       text        not null,
    livemode     boolean     not null,
    state        text        not null,
    received_at  timestamptz not null default now(),
    processed_at timestamptz,
    constraint webhook_inbox_pk primary key (id),
    constraint webhook_inbox_event_once unique (processor, event),
    constraint webhook_inbox_state_known check (state in ('received', 'processed', 'ignored', 'quarantined'))
);

create index webhook_inbox_by_age on directory.webhook_inbox (received_at);

grant select, insert, update, delete on directory.webhook_inbox to duebook_directory;

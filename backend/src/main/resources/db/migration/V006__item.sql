-- What is still unpaid of one claim. Its id is the claim's own (invoice, fee, interest).
create table open_item (
    tenant_id     uuid        not null,
    id            uuid        not null,
    customer_id   uuid        not null,
    kind          text        not null,
    number        text        not null,
    reference     text,
    currency      char(3)     not null,
    amount        bigint      not null,
    open          bigint      not null,
    issued_on     date        not null,
    due_on        date        not null,
    disputed      boolean     not null default false,
    constraint open_item_pk primary key (tenant_id, id),
    constraint open_item_of_customer foreign key (tenant_id, customer_id) references customer (tenant_id, id),
    constraint open_item_kind_known check (kind in ('invoice', 'fee', 'interest')),
    constraint open_item_amount_not_negative check (amount >= 0),
    -- Σ allocations to an item ≤ its amount, and no item is ever negative.
    constraint open_item_open_range check (open between 0 and amount),
    constraint open_item_due_after_issue check (due_on >= issued_on)
);

create index open_item_unpaid on open_item (tenant_id, customer_id, currency, due_on, issued_on, id) where open > 0;
create index open_item_by_number on open_item (tenant_id, number);

call isolate('open_item', 'customer_id', 'select, insert, update');

-- Money or credit of a customer. Its id is that of the payment or credit note it came from.
create table credit (
    tenant_id     uuid        not null,
    id            uuid        not null,
    customer_id   uuid        not null,
    kind          text        not null,
    currency      char(3)     not null,
    amount        bigint      not null,
    unapplied     bigint      not null,
    value_on      date        not null,
    constraint credit_pk primary key (tenant_id, id),
    constraint credit_of_customer foreign key (tenant_id, customer_id) references customer (tenant_id, id),
    constraint credit_kind_known check (kind in ('payment', 'credit_note', 'opening')),
    constraint credit_amount_positive check (amount > 0),
    -- Σ allocations of a credit ≤ its amount.
    constraint credit_unapplied_range check (unapplied between 0 and amount)
);

create index credit_unapplied_by_customer on credit (tenant_id, customer_id, currency) where unapplied > 0;

call isolate('credit', 'customer_id', 'select, insert, update');

-- The sub-ledger: every change of what a customer owes or has in credit, one row an effect (docs/decisions/0005).
-- open of an item = Σ item_delta, unapplied of a credit = Σ credit_delta; an allocation lowers both alike.
create table movement (
    tenant_id     uuid        not null,
    id            uuid        not null,
    customer_id   uuid        not null,
    kind          text        not null,
    entry_id      uuid        not null,
    item_id       uuid,
    credit_id     uuid,
    currency      char(3)     not null,
    item_delta    bigint      not null,
    credit_delta  bigint      not null,
    value_on      date        not null,
    accounting_on date        not null,
    recorded_at   timestamptz not null,
    reverses      uuid,
    constraint movement_pk primary key (tenant_id, id),
    constraint movement_of_item foreign key (tenant_id, item_id) references open_item (tenant_id, id),
    constraint movement_of_credit foreign key (tenant_id, credit_id) references credit (tenant_id, id),
    constraint movement_of_entry foreign key (tenant_id, entry_id) references journal_entry (tenant_id, id),
    constraint movement_reverses foreign key (tenant_id, reverses) references movement (tenant_id, id),
    constraint movement_reversed_once unique (tenant_id, reverses),
    constraint movement_moves check (item_delta <> 0 or credit_delta <> 0),
    constraint movement_item_named check ((item_delta = 0) or (item_id is not null)),
    constraint movement_credit_named check ((credit_delta = 0) or (credit_id is not null)),
    constraint movement_allocation_moves_both check (kind not in ('allocation', 'allocation_undone') or item_delta = credit_delta)
);

create index movement_by_customer on movement (tenant_id, customer_id, accounting_on, recorded_at);
create index movement_by_item on movement (tenant_id, item_id) where item_id is not null;
create index movement_by_credit on movement (tenant_id, credit_id) where credit_id is not null;

call isolate('movement', 'customer_id', 'select, insert');

-- What a payment attempt under way has spoken for: blocks other charges, never bookings.
create table reservation (
    tenant_id   uuid        not null,
    attempt_id  uuid        not null,
    item_id     uuid        not null,
    customer_id uuid        not null,
    amount      bigint      not null,
    released_at timestamptz,
    constraint reservation_pk primary key (tenant_id, attempt_id, item_id),
    constraint reservation_of_item foreign key (tenant_id, item_id) references open_item (tenant_id, id),
    constraint reservation_amount_positive check (amount > 0)
);

-- At most one live attempt for an item: the second to ask must first bring the first to an end.
create unique index reservation_live_once on reservation (tenant_id, item_id) where released_at is null;

call isolate('reservation', 'customer_id', 'select, insert, update');

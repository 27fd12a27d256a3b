-- Promises of money on a day to come, given for what is owed: bills of exchange and cheques. Each is what one payment
-- came as, and what became of it since is rows of their own.
create table bill (
    tenant_id    uuid        not null,
    id           uuid        not null,
    customer_id  uuid        not null,
    payment_id   uuid        not null,
    kind         text        not null,
    number       text        not null,
    drawer       text,
    acceptor     text,
    issued_on    date,
    matures_on   date        not null,
    transferable boolean     not null,
    replaces     uuid,
    -- A cheque that could be cashed when it came is money in the bank from the start, and only followed until it clears.
    in_bank      boolean     not null,
    created_at   timestamptz not null,
    constraint bill_pk primary key (tenant_id, id),
    constraint bill_of_payment foreign key (tenant_id, payment_id) references payment (tenant_id, id),
    constraint bill_payment_once unique (tenant_id, payment_id),
    constraint bill_replaces foreign key (tenant_id, replaces) references bill (tenant_id, id),
    constraint bill_kind_known check (kind in ('bank_acceptance', 'commercial_acceptance', 'promissory_note', 'cheque')),
    constraint bill_matures_after_issue check (matures_on >= issued_on),
    constraint bill_in_bank_is_a_cheque check (not in_bank or kind = 'cheque')
);

create index bill_by_maturity on bill (tenant_id, matures_on, id);
create index bill_by_customer on bill (tenant_id, customer_id, matures_on, id);
create index bill_by_number on bill (tenant_id, number);
create index bill_by_replaced on bill (tenant_id, replaces) where replaces is not null;

call isolate('bill', 'customer_id', 'select, insert');

-- What was done with it. What it cost, and with whom, is no business of the customer's contacts.
create table bill_step (
    tenant_id          uuid        not null,
    id                 uuid        not null,
    bill_id            uuid        not null,
    kind               text        not null,
    taken_on           date        not null,
    slip               text,
    party              text,
    cost               bigint      not null,
    with_recourse      boolean     not null,
    entry_id           uuid,
    recorded_at        timestamptz not null,
    undone_on          date,
    undone_entry       uuid,
    undone_recorded_at timestamptz,
    constraint bill_step_pk primary key (tenant_id, id),
    constraint bill_step_of_bill foreign key (tenant_id, bill_id) references bill (tenant_id, id),
    constraint bill_step_posted foreign key (tenant_id, entry_id) references journal_entry (tenant_id, id),
    constraint bill_step_undoing_posted foreign key (tenant_id, undone_entry) references journal_entry (tenant_id, id),
    constraint bill_step_kind_known check (kind in ('deposited', 'collected', 'discounted', 'endorsed')),
    constraint bill_step_cost_not_negative check (cost >= 0),
    constraint bill_step_undone_after check (undone_on >= taken_on),
    constraint bill_step_undone_whole check ((undone_on is null) = (undone_recorded_at is null)),
    constraint bill_step_undone_as_posted
        check (undone_on is null or (entry_id is null) = (undone_entry is null))
);

-- A bill lies at the bank once, and is turned into something else once, however many ask at the same time.
create unique index bill_step_deposited_once on bill_step (tenant_id, bill_id)
    where undone_on is null and kind = 'deposited';
create unique index bill_step_settled_once on bill_step (tenant_id, bill_id)
    where undone_on is null and kind <> 'deposited';
create index bill_step_by_bill on bill_step (tenant_id, bill_id, id);
create index bill_step_by_slip on bill_step (tenant_id, slip) where slip is not null;

call isolate('bill_step', null, 'select, insert, update');

-- For how much a customer is still trusted though the books show it as settled: what counts from a day on, or no longer
-- counts. Rows are only added, so that the figure of any day, as known at any moment, is their sum.
create table undue_bill (
    tenant_id   uuid        not null,
    id          uuid        not null,
    customer_id uuid        not null,
    credit_id   uuid        not null,
    currency    char(3)     not null,
    delta       bigint      not null,
    counts_on   date        not null,
    recorded_at timestamptz not null,
    constraint undue_bill_pk primary key (tenant_id, id),
    constraint undue_bill_of_credit foreign key (tenant_id, credit_id) references credit (tenant_id, id),
    constraint undue_bill_counts check (delta <> 0)
);

create index undue_bill_by_customer on undue_bill (tenant_id, customer_id);

call isolate('undue_bill', 'customer_id', 'select, insert');

-- A promise earns no discount before it is money.
alter table credit
    add column cash_on date,
    add constraint credit_cash_on_or_after_value check (cash_on >= value_on);

-- Held until maturity; and through which channel money of a wallet came.
alter table payment
    add column channel text,
    drop constraint payment_account_known,
    add constraint payment_account_known check (account in ('bank', 'processor', 'suspense', 'opening', 'bill'));

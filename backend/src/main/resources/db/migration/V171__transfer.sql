-- Who sent the money, where that is another customer of the group.
alter table payment
    add column payer_id uuid,
    add constraint payment_payer foreign key (tenant_id, payer_id) references customer (tenant_id, id);

-- What passes from one customer to another (docs/decisions/0131): credit, and with it what a payment settles for others,
-- or a debt that another takes over. The receiver has it under the transfer's own id: a credit, or an open item.
create table transfer (
    tenant_id        uuid        not null,
    id               uuid        not null,
    kind             text        not null,
    external_id      text,
    from_customer_id uuid        not null,
    to_customer_id   uuid        not null,
    -- The credit or the open item that it comes from.
    source_id        uuid        not null,
    currency         char(3)     not null,
    amount           bigint      not null,
    transferred_on   date        not null,
    -- Made by the payment's own command: it goes back when what it settles ends.
    with_payment     boolean     not null,
    -- What was taken over is the principal of an invoice, which bears interest, however often it passed on.
    principal        boolean     not null,
    reason           text,
    entry_id         uuid        not null,
    reversed_on      date,
    created_at       timestamptz not null,
    constraint transfer_pk primary key (tenant_id, id),
    constraint transfer_from_customer foreign key (tenant_id, from_customer_id) references customer (tenant_id, id),
    constraint transfer_to_customer foreign key (tenant_id, to_customer_id) references customer (tenant_id, id),
    constraint transfer_posted foreign key (tenant_id, entry_id) references journal_entry (tenant_id, id),
    constraint transfer_kind_known check (kind in ('credit', 'debt')),
    constraint transfer_between_two check (from_customer_id <> to_customer_id),
    constraint transfer_amount_positive check (amount > 0),
    constraint transfer_reversed_after check (reversed_on >= transferred_on),
    constraint transfer_of_debt_has_a_reason check (with_payment or reason is not null)
);

create unique index transfer_external_id_once on transfer (tenant_id, external_id);
create index transfer_by_source on transfer (tenant_id, source_id, id);
create index transfer_by_giver on transfer (tenant_id, from_customer_id, id);
create index transfer_by_receiver on transfer (tenant_id, to_customer_id, id);

-- It names two customers: contacts of neither read it.
call isolate('transfer', null, 'select, insert, update');

-- Credit that went back, all of it or a part, and what it settled until then.
create table transfer_return (
    tenant_id   uuid        not null,
    id          uuid        not null,
    transfer_id uuid        not null,
    amount      bigint      not null,
    returned_on date        not null,
    allocations uuid[]      not null,
    -- How much each of the allocations gave free.
    freed       bigint[]    not null,
    -- The reversal of the payment that took it back; given again, the payment passes it on again.
    reversal_id uuid,
    entry_id    uuid        not null,
    created_at  timestamptz not null,
    constraint transfer_return_pk primary key (tenant_id, id),
    constraint transfer_return_of_transfer foreign key (tenant_id, transfer_id) references transfer (tenant_id, id),
    constraint transfer_return_posted foreign key (tenant_id, entry_id) references journal_entry (tenant_id, id),
    constraint transfer_return_amount_positive check (amount > 0),
    constraint transfer_return_freed_per_allocation check (cardinality(freed) = cardinality(allocations))
);

create index transfer_return_by_transfer on transfer_return (tenant_id, transfer_id, id);
create index transfer_return_by_reversal on transfer_return (tenant_id, reversal_id, id)
    where reversal_id is not null;

call isolate('transfer_return', null, 'select, insert');

alter table credit drop constraint credit_kind_known;
alter table credit
    add constraint credit_kind_known check (kind in ('payment', 'credit_note', 'opening', 'interest', 'transfer'));

-- Of what passed: which credit it was before, of which kind, and from which day that was money. A contact who has it reads
-- what it is, and nothing of whose it was.
alter table credit
    add column origin_id uuid,
    add column origin_kind text,
    add column origin_money_on date,
    add constraint credit_that_passed_has_an_origin
        check ((kind = 'transfer') = (num_nonnulls(origin_id, origin_kind, origin_money_on) = 3)
               and num_nonnulls(origin_id, origin_kind, origin_money_on) in (0, 3));

alter table open_item drop constraint open_item_kind_known;
alter table open_item
    add constraint open_item_kind_known check (kind in ('invoice', 'fee', 'interest', 'taken_over'));

-- What entries outside the tenant's base currency are worth in it: per transfer, with the rate, its date and direction.
-- None where no rate was known on the value date.
create table journal_base (
    tenant_id   uuid           not null,
    entry_id    uuid           not null,
    line        integer        not null,
    customer_id uuid,
    amount      bigint         not null,
    -- 1 rate_base = rate rate_quote.
    rate        numeric(18, 6) not null,
    rate_base   char(3)        not null,
    rate_quote  char(3)        not null,
    rate_on     date           not null,
    constraint journal_base_pk primary key (tenant_id, entry_id, line),
    constraint journal_base_of_transfer
        foreign key (tenant_id, entry_id, line) references journal_transfer (tenant_id, entry_id, line)
);

call isolate('journal_base', 'customer_id', 'select, insert');

-- What claims and credits outside the base currency carry in it (docs/decisions/0142): a row for each movement of one of
-- them, so that an amount carried is the sum of its rows. Null where no rate was known when it began: it carries nothing
-- that could differ.
create table carried_base (
    tenant_id   uuid not null,
    movement_id uuid not null,
    side        text not null,
    customer_id uuid not null,
    subject_id  uuid not null,
    amount      bigint,
    constraint carried_base_pk primary key (tenant_id, movement_id, side),
    constraint carried_base_of_movement foreign key (tenant_id, movement_id) references movement (tenant_id, id),
    constraint carried_base_side_known check (side in ('item', 'credit'))
);

create index carried_base_by_subject on carried_base (tenant_id, subject_id, side);

call isolate('carried_base', 'customer_id', 'select, insert');

-- What an allocation, or its undoing (the movement of the same id), took of what both sides carried, in the base
-- currency; where the two differ, the entry that books it.
create table exchange_difference (
    tenant_id   uuid    not null,
    id          uuid    not null,
    customer_id uuid    not null,
    entry_id    uuid,
    currency    char(3) not null,
    credit_base bigint  not null,
    item_base   bigint  not null,
    constraint exchange_difference_pk primary key (tenant_id, id),
    constraint exchange_difference_of_movement foreign key (tenant_id, id) references movement (tenant_id, id),
    constraint exchange_difference_posted foreign key (tenant_id, entry_id) references journal_entry (tenant_id, id),
    constraint exchange_difference_booked check ((entry_id is null) = (credit_base = item_base))
);

create index exchange_difference_by_entry on exchange_difference (tenant_id, entry_id) where entry_id is not null;

call isolate('exchange_difference', 'customer_id', 'select, insert');

-- What began before carries nothing. The isolation is lifted for this statement, as the migration's role knows no tenant,
-- and stands again before the transaction ends.
alter table movement no force row level security;
alter table tenant no force row level security;
alter table carried_base no force row level security;
insert into carried_base (tenant_id, movement_id, side, customer_id, subject_id, amount)
select m.tenant_id, m.id, moved.side, m.customer_id, moved.subject_id, null
  from movement m
  join tenant t on t.tenant_id = m.tenant_id and t.base_currency <> m.currency
 cross join lateral (select 'item' as side, m.item_id as subject_id where m.item_delta <> 0
                     union all
                     select 'credit', m.credit_id where m.credit_delta <> 0) as moved;
alter table movement force row level security;
alter table tenant force row level security;
alter table carried_base force row level security;

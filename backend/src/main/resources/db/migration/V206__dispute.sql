-- How much of a claim its customer objects to (docs/decisions/0187). Rows are added and never changed: what stands on a
-- day, as it was known at a moment, is their sum, and never more than what is open of the claim.
create table item_contest (
    tenant_id     uuid        not null,
    id            uuid        not null,
    item_id       uuid        not null,
    customer_id   uuid        not null,
    -- Whose rows sum up to one objection: the case by which it is answered.
    case_id       uuid        not null,
    kind          text        not null,
    delta         bigint      not null,
    accounting_on date        not null,
    recorded_at   timestamptz not null,
    constraint item_contest_pk primary key (tenant_id, id),
    constraint item_contest_of_item foreign key (tenant_id, item_id) references open_item (tenant_id, id),
    constraint item_contest_of_customer foreign key (tenant_id, customer_id) references customer (tenant_id, id),
    constraint item_contest_kind_known check (kind in ('opened', 'changed', 'ended')),
    constraint item_contest_moves check (delta <> 0),
    constraint item_contest_sign check ((kind <> 'opened' or delta > 0) and (kind <> 'ended' or delta < 0))
);

-- An objection begins once and ends once.
create unique index item_contest_opened_once on item_contest (tenant_id, case_id) where kind = 'opened';
create unique index item_contest_ended_once on item_contest (tenant_id, case_id) where kind = 'ended';
create index item_contest_by_item on item_contest (tenant_id, item_id);
create index item_contest_by_customer on item_contest (tenant_id, customer_id);

call isolate('item_contest', 'customer_id', 'select, insert');

-- Σ item_contest.delta, kept in the same statement. `disputed` stays what an imported file said of the whole claim.
alter table open_item add column contested bigint not null default 0;
alter table open_item add constraint open_item_contested_not_negative check (contested >= 0);

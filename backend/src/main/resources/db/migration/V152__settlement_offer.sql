-- Less than the debt, if it is paid by a day: then the rest is waived (docs/decisions/0150). Whether an offer is live follows
-- from dates and from the books; what is kept is what was agreed, and what its follow-up did.
create table settlement_offer (
    tenant_id       uuid        not null,
    id              uuid        not null,
    customer_id     uuid        not null,
    currency        char(3)     not null,
    debt            bigint      not null,
    amount          bigint      not null,
    offered_on      date        not null,
    expires_on      date        not null,
    reason          text        not null,
    -- What of which money settled which item before: it does not count for the offer, whatever becomes of it.
    paid_before     jsonb       not null,
    approval_id     uuid,
    agreed_at       timestamptz,
    met_on          date,
    superseded      boolean     not null default false,
    withdrawn_on    date,
    created_at      timestamptz not null,
    constraint settlement_offer_pk primary key (tenant_id, id),
    constraint settlement_offer_of_customer foreign key (tenant_id, customer_id) references customer (tenant_id, id),
    constraint settlement_offer_of_approval foreign key (tenant_id, approval_id) references approval (tenant_id, id),
    constraint settlement_offer_is_less check (amount > 0 and amount < debt),
    constraint settlement_offer_has_time check (expires_on >= offered_on),
    constraint settlement_offer_agreed_or_asked check (agreed_at is not null or approval_id is not null),
    constraint settlement_offer_met_is_agreed check (met_on is null or agreed_at is not null),
    constraint settlement_offer_met_is_not_withdrawn check (met_on is null or withdrawn_on is null)
);

create index settlement_offer_by_customer on settlement_offer (tenant_id, customer_id, id);

call isolate('settlement_offer', 'customer_id', 'select, insert, update');

-- Which claims it is about, and what was left of each. Whatever changes one of them leaves work for its offers.
create table item_offer (
    tenant_id   uuid    not null,
    offer_id    uuid    not null,
    item_id     uuid    not null,
    customer_id uuid    not null,
    claimed     bigint  not null,
    -- Until it was withdrawn, or another offer took its place.
    live        boolean not null,
    constraint item_offer_pk primary key (tenant_id, offer_id, item_id),
    constraint item_offer_of_offer foreign key (tenant_id, offer_id) references settlement_offer (tenant_id, id),
    constraint item_offer_of_item foreign key (tenant_id, item_id) references open_item (tenant_id, id),
    constraint item_offer_claimed_positive check (claimed > 0)
);

create unique index item_offer_live_once on item_offer (tenant_id, item_id) where live;
create index item_offer_by_item on item_offer (tenant_id, item_id);

call isolate('item_offer', 'customer_id', 'select, insert, update');

-- The waivers by which it was met.
create table settlement_waiver (
    tenant_id   uuid not null,
    movement_id uuid not null,
    offer_id    uuid not null,
    customer_id uuid not null,
    constraint settlement_waiver_pk primary key (tenant_id, movement_id),
    constraint settlement_waiver_of_movement foreign key (tenant_id, movement_id) references movement (tenant_id, id),
    constraint settlement_waiver_of_offer foreign key (tenant_id, offer_id) references settlement_offer (tenant_id, id)
);

create index settlement_waiver_by_offer on settlement_waiver (tenant_id, offer_id);

call isolate('settlement_waiver', 'customer_id', 'select, insert');

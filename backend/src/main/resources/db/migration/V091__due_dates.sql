-- Due dates are rows: appended, never overwritten. A claim that is due on one day has none, its item says it; one that is
-- due in parts has one a part, in force from the day it is issued. Later agreements append theirs, in force from their
-- own day; those may lapse by a rule (of which plan, after how many days) that is evaluated from the dates alone.
create table item_due (
    tenant_id    uuid        not null,
    item_id      uuid        not null,
    effective_on date        not null,
    due_on       date        not null,
    customer_id  uuid        not null,
    amount       bigint      not null,
    -- What of the item is due after this part: money fills the earlier parts first.
    later        bigint      not null,
    lapses_with  uuid,
    grace_days   integer,
    recorded_at  timestamptz not null,
    constraint item_due_pk primary key (tenant_id, item_id, effective_on, due_on),
    constraint item_due_of_item foreign key (tenant_id, item_id) references open_item (tenant_id, id),
    constraint item_due_amount_positive check (amount > 0),
    constraint item_due_later_not_negative check (later >= 0),
    constraint item_due_grace_range check (grace_days between 0 and 365)
);

call isolate('item_due', 'customer_id', 'select, insert');

-- As the document says it, also while it is a draft.
alter table invoice add column instalments jsonb;

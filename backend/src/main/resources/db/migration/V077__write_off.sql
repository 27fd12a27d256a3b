-- A claim off the books remains a claim: how much of each item is off, neither recovered nor waived since.
alter table open_item
    add column written_off bigint not null default 0,
    -- What each tax rate contributes to the claim, as the document said when it was issued.
    add column taxes jsonb not null default '[]',
    add constraint open_item_written_off_range check (written_off between 0 and amount - open);

alter table movement
    add column written_off_delta bigint not null default 0,
    -- What moved only because this other movement did, and is undone with it.
    add column part_of uuid,
    drop constraint movement_moves,
    add constraint movement_moves check (item_delta <> 0 or credit_delta <> 0 or written_off_delta <> 0),
    add constraint movement_written_off_names_its_item check (written_off_delta = 0 or item_id is not null),
    add constraint movement_part_of foreign key (tenant_id, part_of) references movement (tenant_id, id);

create index movement_by_whole on movement (tenant_id, part_of) where part_of is not null;

-- The tax a write-off took back, per rate, and what recoveries gave back and waivers ended of it.
create table tax_relief (
    tenant_id   uuid          not null,
    movement_id uuid          not null,
    rate        numeric(9, 6) not null,
    customer_id uuid          not null,
    item_id     uuid          not null,
    amount      bigint        not null,
    constraint tax_relief_pk primary key (tenant_id, movement_id, rate),
    constraint tax_relief_of_movement foreign key (tenant_id, movement_id) references movement (tenant_id, id),
    constraint tax_relief_of_item foreign key (tenant_id, item_id) references open_item (tenant_id, id),
    constraint tax_relief_moves check (amount <> 0)
);

create index tax_relief_by_item on tax_relief (tenant_id, item_id);

call isolate('tax_relief', 'customer_id', 'select, insert');

-- Claims issued before the books kept their rates. The migration's role is bound by the isolation like everybody else,
-- and knows no tenant: it is lifted for these statements and stands again before the transaction ends.
alter table open_item no force row level security;
alter table invoice_tax no force row level security;
update open_item
   set taxes = shares.taxes
  from (select tenant_id, invoice_id,
               jsonb_agg(jsonb_build_object('rate', rate, 'net', net, 'tax', tax) order by rate) as taxes
          from invoice_tax
         group by tenant_id, invoice_id) as shares
 where open_item.tenant_id = shares.tenant_id
   and open_item.id = shares.invoice_id;
alter table open_item force row level security;
alter table invoice_tax force row level security;

-- A credit note of which all lowers a claim that is off the books gives no credit.
alter table credit
    drop constraint credit_amount_positive,
    add constraint credit_amount_not_negative check (amount >= 0);

-- A fee or interest hangs on the debt it is about: the statutory order settles it with that debt.
alter table open_item
    add column accessory_to uuid,
    add constraint open_item_accessory_to foreign key (tenant_id, accessory_to) references open_item (tenant_id, id),
    add constraint open_item_not_accessory_to_itself check (accessory_to <> id);

-- What is about a charge is about the debt that the charge is about. The isolation is lifted for these statements, as
-- the migration's role knows no tenant, and stands again before the transaction ends.
alter table open_item no force row level security;
alter table charge no force row level security;
with recursive about as (
    select tenant_id, id, claim_id
      from charge
     where claim_id is not null
    union all
    select about.tenant_id, about.id, charge.claim_id
      from about
      join charge on charge.tenant_id = about.tenant_id and charge.id = about.claim_id
     where charge.claim_id is not null),
debt as (
    select about.tenant_id, about.id, about.claim_id
      from about
      left join charge on charge.tenant_id = about.tenant_id and charge.id = about.claim_id
     where charge.claim_id is null)
update open_item
   set accessory_to = debt.claim_id
  from debt
 where open_item.tenant_id = debt.tenant_id
   and open_item.id = debt.id;
alter table open_item force row level security;
alter table charge force row level security;

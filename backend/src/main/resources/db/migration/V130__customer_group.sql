-- Customers in groups: each may hang under one parent. No cycle and no more levels than a group may have; whoever
-- changes a parent holds the tenant's turn, so that two changes at once cannot close a circle between them.
alter table customer
    add column parent_id uuid,
    add constraint customer_parent foreign key (tenant_id, parent_id) references customer (tenant_id, id),
    add constraint customer_not_its_own_parent check (parent_id <> id);

create index customer_by_parent on customer (tenant_id, parent_id, id) where parent_id is not null;

-- Money that a customer keeps back until the warranty is over: a part of a claim like any other, due when it ends.
alter table item_due add column retention boolean not null default false;

create index item_due_retained on item_due (tenant_id, due_on, item_id) where retention;

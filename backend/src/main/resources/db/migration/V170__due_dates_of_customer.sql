-- A customer's aging looks only at the due dates of their own claims.
create index item_due_by_customer on item_due (tenant_id, customer_id);

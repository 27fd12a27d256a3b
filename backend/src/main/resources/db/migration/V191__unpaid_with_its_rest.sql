-- What is unpaid, with how much of it: a report of the whole tenant is answered from this index alone, where it would
-- otherwise read the claims of all tenants to find those of one. It is no index more, and no update is dearer: whether
-- something is open decided before, too, about an entry of its own for each change of what is open.
drop index open_item_unpaid;
create index open_item_unpaid on open_item (tenant_id, customer_id, currency, due_on, issued_on, id) include (open)
 where open > 0;

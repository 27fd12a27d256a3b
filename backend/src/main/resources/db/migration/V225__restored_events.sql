-- From which tenants books were restored: what was said of closed months there is said of them under that tenant's id.
create index event_of_restore on event (tenant_id, id) where type = 'books.restored';

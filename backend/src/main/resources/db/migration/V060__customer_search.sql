-- What a customer is looked for by, in lower case, once and not at every question; and an index that carries it, so that
-- looking through a tenant's customers reads no row but those found (docs/decisions/0060).
alter table customer add column searched text not null generated always as (
    lower((name || chr(31) || coalesce(external_id, '') || chr(31) || coalesce(email, '')) collate "pg_c_utf8")
) stored;

create index customer_by_search on customer (tenant_id, id) include (searched) where archived_at is null;

-- Events are numbered in the order of their transactions' ids (docs/decisions/0041). A dump read into another cluster
-- (pg_dump, logical replication) brings events whose ids that cluster has not reached yet: every later event would seem
-- to come before them and never get a number. This ends the old count and lets the new one follow it (docs/restoring.md).
create procedure restored_logically()
    language plpgsql
as $$
begin
    -- The owner is bound by row-level security like everybody else; here, and until the end of this transaction, it
    -- sees all tenants. Nobody else may alter the tables, and nobody can look at them meanwhile.
    alter table event no force row level security;
    alter table event_number no force row level security;

    insert into event_number (tenant_id, sequence, event_id)
    select event.tenant_id,
           coalesce(known.last, 0)
               + row_number() over (partition by event.tenant_id order by event.written_by, event.id),
           event.id
      from event
      left join (select tenant_id, max(sequence) as last from event_number group by tenant_id) known
        on known.tenant_id = event.tenant_id
     where not exists (select
                         from event_number number
                        where number.tenant_id = event.tenant_id
                          and number.event_id = event.id);

    update event set written_by = '0' where written_by <> '0';

    alter table event force row level security;
    alter table event_number force row level security;
end
$$;

comment on procedure restored_logically() is
    'To be called once by the owner of the tables after a dump was read into another cluster, before any server starts.';

revoke all on procedure restored_logically() from public;

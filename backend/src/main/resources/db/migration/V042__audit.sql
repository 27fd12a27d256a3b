-- What happened to one thing, newest first.
create index event_by_subject on event (tenant_id, subject, id);

-- Each kind of work has its own queue and its own hands, so that a slow neighbour (a processor that does not answer)
-- keeps no other work waiting.
alter table directory.due_work add constraint due_work_kind_shape check (kind ~ '^[a-z][a-z_]{1,40}$');

create index due_work_by_kind on directory.due_work (kind, due_at);
drop index directory.due_work_by_time;

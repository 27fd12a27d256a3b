-- A lease is renewed while its work runs, so that the time it ends at no longer tells it from a later one.
alter table directory.due_work add column lease uuid;

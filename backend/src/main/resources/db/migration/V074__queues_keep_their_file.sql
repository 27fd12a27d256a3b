-- Filled and emptied all day. Cutting the end of such a table's file takes a lock that every command would wait for,
-- since each may leave work here, and the space is needed again a moment later.
alter table directory.due_work set (vacuum_truncate = off);
alter table idempotency set (vacuum_truncate = off);

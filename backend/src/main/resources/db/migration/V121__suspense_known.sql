-- Since which moment the books know that money of an unknown payer may be claimed or go back: what takes it out of
-- suspense is recorded no earlier, whatever the clock of who asks says. The isolation is lifted for this statement, as
-- the migration's role knows no tenant, and stands again before the transaction ends.
alter table unidentified_receipt add column free_known timestamptz;
alter table unidentified_receipt no force row level security;
update unidentified_receipt set free_known = updated_at;
alter table unidentified_receipt force row level security;
alter table unidentified_receipt alter column free_known set not null;

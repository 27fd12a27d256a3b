-- A credit may hold more than the money it began with: what a bank took though it had been given back is credit again
-- and owed at once (refund_reclaimed), and then the refund turns out not to have arrived. How much more, the books'
-- check says; the database keeps what no order of events may break.
alter table credit drop constraint credit_unapplied_range;
alter table credit add constraint credit_unapplied_not_negative check (unapplied >= 0);

-- A payment is taken back as a whole once; parts that disputes took stand beside that, and each ends by itself.
drop index payment_reversal_standing_once;
create unique index payment_reversal_standing_once on payment_reversal (tenant_id, payment_id)
    where reinstated_on is null and whole;

-- How much each of the allocations gave free: less than the allocation where a rest of it settles again. Null: all of it.
alter table payment_reversal
    add column freed bigint[],
    add constraint payment_reversal_freed_per_allocation check (cardinality(freed) = cardinality(allocations));

-- Disputes that are in no books because nobody but a person can say what they mean: told once, however often a
-- processor repeats them.
create table dispute_told (
    tenant_id   uuid        not null,
    dispute     text        not null,
    customer_id uuid        not null,
    payment_id  uuid        not null,
    told_at     timestamptz not null,
    constraint dispute_told_pk primary key (tenant_id, dispute),
    constraint dispute_told_of_payment foreign key (tenant_id, payment_id) references payment (tenant_id, id)
);

call isolate('dispute_told', 'customer_id', 'select, insert');

-- A dispute that stands is asked about daily from now on. Those that stand already are, too; the isolation binds the
-- migration's role and is lifted for this statement.
alter table payment_reversal no force row level security;
insert into directory.due_work (id, tenant_id, kind, subject, due_at)
select gen_random_uuid(), tenant_id, 'stripe_dispute', id, now()
  from payment_reversal
 where dispute is not null
   and reinstated_on is null;
alter table payment_reversal force row level security;

-- What became of a payment before it was kept for a deposit is no part of the deposit: the movements that were there. For
-- payments that were kept before we knew, there are none: all of theirs counts, as it did.
alter table deposit_credit add column earlier uuid[] not null default '{}';

-- A payment kept for the wrong deposit is released; one that was kept for a void deposit may be kept for another.
grant update, delete on deposit_credit to duebook_app;

-- What a customer had before the books began came out of opening.
alter table payment
    drop constraint payment_account_known,
    add constraint payment_account_known check (account in ('bank', 'processor', 'suspense', 'opening'));

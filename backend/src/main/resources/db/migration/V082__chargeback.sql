-- What a payment processor calls the dispute that took a payment back: each is booked once. One about a part takes that
-- part out of the payment, which stands.
alter table payment_reversal
    add column dispute text,
    add column whole boolean not null default true,
    add constraint payment_reversal_dispute_once unique (tenant_id, dispute);

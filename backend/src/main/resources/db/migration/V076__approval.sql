-- Commands that wait for a second person. Staff's business only: a contact sees none.
create table approval (
    tenant_id   uuid        not null,
    id          uuid        not null,
    kind        text        not null,
    subject     text        not null,
    customer_id uuid,
    command     jsonb       not null,
    amount      bigint,
    currency    char(3),
    reason      text        not null,
    state       text        not null,
    asked_by    text        not null,
    asked_at    timestamptz not null,
    decided_by  text,
    decided_at  timestamptz,
    decision    text,
    constraint approval_pk primary key (tenant_id, id),
    constraint approval_state_known check (state in ('pending', 'approved', 'rejected')),
    constraint approval_decided_wholly check ((state = 'pending') = (decided_by is null) and (state = 'pending') = (decided_at is null)),
    -- What makes it an approval: nobody agrees to what they asked for themselves.
    constraint approval_by_a_second_person check (state <> 'approved' or decided_by <> asked_by),
    constraint approval_amount_has_currency check ((amount is null) = (currency is null))
);

-- Asked twice for the same thing, it could be done twice.
create unique index approval_pending_once on approval (tenant_id, kind, subject) where state = 'pending';
create index approval_by_state on approval (tenant_id, state, id);

call isolate('approval', null, 'select, insert, update');

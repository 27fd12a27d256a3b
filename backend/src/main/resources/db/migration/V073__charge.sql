-- Fees, costs and interest claims: small documents, each the item of the same id in the sub-ledger. A correction of
-- interest claimed too much is kept beside them: it is the credit of the same id.
create table charge (
    tenant_id   uuid        not null,
    id          uuid        not null,
    customer_id uuid        not null,
    kind        text        not null,
    state       text        not null,
    number      text        not null,
    external_id text,
    claim_id    uuid,
    currency    char(3)     not null,
    amount      bigint      not null,
    issue_date  date        not null,
    due_date    date        not null,
    -- How interest was counted, as it was told when it was claimed.
    reckoning   jsonb,
    metadata    jsonb       not null default '{}',
    entry_id    uuid        not null,
    version     integer     not null,
    created_at  timestamptz not null,
    updated_at  timestamptz not null,
    constraint charge_pk primary key (tenant_id, id),
    constraint charge_of_customer foreign key (tenant_id, customer_id) references customer (tenant_id, id),
    constraint charge_about_claim foreign key (tenant_id, claim_id) references open_item (tenant_id, id),
    constraint charge_posted foreign key (tenant_id, entry_id) references journal_entry (tenant_id, id),
    constraint charge_kind_known
        check (kind in ('collection_cost', 'late_fee', 'return_fee', 'interest', 'interest_credit')),
    constraint charge_state_known check (state in ('issued', 'void')),
    constraint charge_amount_positive check (amount > 0),
    constraint charge_due_after_issue check (due_date >= issue_date),
    constraint charge_interest_is_of_a_claim
        check (kind not in ('interest', 'interest_credit') or (claim_id is not null and reckoning is not null))
);

create unique index charge_number_once on charge (tenant_id, number);
create unique index charge_external_id_once on charge (tenant_id, external_id);
create index charge_by_customer on charge (tenant_id, customer_id, id);
create index charge_by_claim on charge (tenant_id, claim_id) where claim_id is not null;
create index charge_by_update on charge (tenant_id, updated_at, id);

call isolate('charge', 'customer_id', 'select, insert, update');

-- Interest claimed too much comes back as credit of a kind of its own.
alter table credit drop constraint credit_kind_known;
alter table credit
    add constraint credit_kind_known check (kind in ('payment', 'credit_note', 'opening', 'interest'));

-- The chain over a tenant's numbered events: each seal says what all events up to its own come to, and is signed. A copy
-- of each leaves the database (docs/decisions/0184). Rows are only added, and each goes on where the last one ended.
create table event_seal (
    tenant_id uuid        not null,
    sequence  bigint      not null,
    -- The seal before it; 0: there is none.
    follows   bigint      not null,
    hash      bytea       not null,
    sealed_at timestamptz not null,
    -- Which key signed it; in docs/audit.md is what of.
    key_id    text        not null,
    signature bytea       not null,
    constraint event_seal_pk primary key (tenant_id, sequence),
    constraint event_seal_follows_once unique (tenant_id, follows),
    constraint event_seal_goes_on check (sequence > follows and follows >= 0),
    constraint event_seal_is_sha256 check (length(hash) = 32)
);

call isolate('event_seal', null, 'select, insert');

-- What all events come to up to where the round under way is.
alter table audit_state add column round_hash bytea;

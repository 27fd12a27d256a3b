-- How far the standing auditor came with a tenant's books: what was written since, and all of it, round after round.
create table audit_state (
    tenant_id      uuid        not null,
    -- Everything that was written by then has been asked about; real time, as the ids of rows have it.
    horizon        timestamptz,
    -- The last event and the last outcome that have been.
    events_to      bigint      not null default 0,
    outcomes_to    timestamptz,
    verified_at    timestamptz,
    -- The round under way: since when, along which rows, behind which of them, and how many it has been so far.
    round_began    timestamptz,
    round_spine    text,
    round_after    text,
    round_checked  bigint      not null default 0,
    -- The last whole round.
    full_began     timestamptz,
    full_ended     timestamptz,
    full_checked   bigint,
    -- Why it could not go on, if it could not.
    failed         text,
    constraint audit_state_pk primary key (tenant_id),
    constraint audit_state_round_whole check (num_nonnulls(round_began, round_spine, round_after) in (0, 3)),
    constraint audit_state_full_whole check (num_nonnulls(full_began, full_ended, full_checked) in (0, 3))
);

call isolate('audit_state', null, 'select, insert, update');

-- What was found wrong. It stays as it was found; that it is well again is a row beside it.
create table audit_finding (
    tenant_id uuid        not null,
    id        uuid        not null,
    pass      text        not null,
    rule      text        not null,
    spine     text        not null,
    key       text        not null,
    subject   text        not null,
    expected  text,
    found     text,
    found_at  timestamptz not null,
    constraint audit_finding_pk primary key (tenant_id, id)
);

create index audit_finding_of_row on audit_finding (tenant_id, pass, key);

call isolate('audit_finding', null, 'select, insert');

create table audit_resolution (
    tenant_id   uuid        not null,
    finding_id  uuid        not null,
    resolved_at timestamptz not null,
    constraint audit_resolution_pk primary key (tenant_id, finding_id),
    constraint audit_resolution_of_finding foreign key (tenant_id, finding_id) references audit_finding (tenant_id, id)
);

call isolate('audit_resolution', null, 'select, insert');

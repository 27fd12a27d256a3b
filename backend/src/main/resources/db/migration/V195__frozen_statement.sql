-- Statements as they were handed out. What was frozen stays: rows are added and never changed, and the database itself
-- finds that the hash is that of the content (docs/decisions/0177).
create table frozen_statement (
    tenant_id   uuid        not null,
    id          uuid        not null,
    customer_id uuid        not null,
    kind        text        not null,
    from_on     date,
    to_on       date        not null,
    number      text        not null,
    version     integer     not null,
    replaces    uuid,
    opens_with  uuid,
    known_at    timestamptz not null,
    -- Movements that were known, of those recorded shortly before: a command under way then may come in later.
    lately      uuid[]      not null,
    frozen_at   timestamptz not null,
    frozen_by   text        not null,
    hash        bytea       not null,
    content     bytea       not null,
    constraint frozen_statement_pk primary key (tenant_id, id),
    constraint frozen_statement_of_customer foreign key (tenant_id, customer_id) references customer (tenant_id, id),
    constraint frozen_statement_replaces foreign key (tenant_id, replaces) references frozen_statement (tenant_id, id),
    constraint frozen_statement_opens_with foreign key (tenant_id, opens_with) references frozen_statement (tenant_id, id),
    constraint frozen_statement_version_once unique (tenant_id, number, version),
    constraint frozen_statement_period_once
        unique nulls not distinct (tenant_id, customer_id, kind, to_on, from_on, version),
    constraint frozen_statement_replaced_once unique (tenant_id, replaces),
    constraint frozen_statement_kind_known check (kind in ('open_item', 'activity')),
    constraint frozen_statement_activity_has_a_first_day check ((kind = 'activity') = (from_on is not null)),
    constraint frozen_statement_ends_after_it_begins check (from_on <= to_on),
    constraint frozen_statement_later_versions_replace
        check (version >= 1 and (version = 1) = (replaces is null)),
    constraint frozen_statement_opens_activity check (opens_with is null or kind = 'activity'),
    constraint frozen_statement_hash_of_content check (hash = sha256(content))
);

create index frozen_statement_by_customer on frozen_statement (tenant_id, customer_id, id);

call isolate('frozen_statement', 'customer_id', 'select, insert');

-- A contact freezes nothing.
create policy frozen_statement_by_staff on frozen_statement as restrictive for insert
    with check (tenant_id = (select app_tenant()) and (select app_sees_all_customers()));

-- By which token anybody who holds a statement in hand finds it, before a tenant is known: no data of anybody.
create table directory.statement_token (
    token_hash   bytea not null,
    tenant_id    uuid  not null,
    statement_id uuid  not null,
    constraint statement_token_pk primary key (token_hash)
);

grant select on directory.statement_token to duebook_directory;
-- A command leaves its token in its own transaction; it can neither read nor change any.
grant insert on directory.statement_token to duebook_app;

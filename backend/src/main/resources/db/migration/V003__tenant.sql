create table tenant (
    tenant_id     uuid        not null,
    name          text        not null,
    country       char(2),
    time_zone     text        not null,
    locale        text        not null,
    base_currency char(3)     not null,
    policies      jsonb       not null,
    version       integer     not null,
    created_at    timestamptz not null,
    constraint tenant_pk primary key (tenant_id),
    constraint tenant_name_length check (length(name) between 1 and 200)
);

call isolate('tenant', null, 'select, insert, update');

-- A contact reads the supplier's name and time zone; what staff alone may see is not in this table.
create policy tenant_seen_by_contacts on tenant for select using (tenant_id = (select app_tenant()));

create table member (
    tenant_id  uuid        not null,
    id         uuid        not null,
    email      text        not null,
    name       text,
    language   text        not null,
    roles      text[]      not null,
    state      text        not null,
    version    integer     not null,
    created_at timestamptz not null,
    constraint member_pk primary key (tenant_id, id),
    constraint member_state_known check (state in ('invited', 'active', 'revoked'))
);

create unique index member_email_once on member (tenant_id, lower(email)) where state <> 'revoked';

call isolate('member', null, 'select, insert, update');

create table api_client (
    tenant_id  uuid        not null,
    id         uuid        not null,
    client_id  text        not null,
    name       text        not null,
    scopes     text[]      not null,
    state      text        not null,
    created_at timestamptz not null,
    constraint api_client_pk primary key (tenant_id, id),
    constraint api_client_id_once unique (tenant_id, client_id),
    constraint api_client_state_known check (state in ('active', 'revoked'))
);

call isolate('api_client', null, 'select, insert, update');

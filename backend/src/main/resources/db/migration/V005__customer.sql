create table customer (
    tenant_id   uuid        not null,
    id          uuid        not null,
    external_id text,
    name        text        not null,
    kind        text        not null,
    language    text,
    email       text,
    tax_id      text,
    address     jsonb,
    metadata    jsonb       not null default '{}',
    import_id   uuid,
    archived_at timestamptz,
    version     integer     not null,
    created_at  timestamptz not null,
    updated_at  timestamptz not null,
    constraint customer_pk primary key (tenant_id, id),
    constraint customer_kind_known check (kind in ('business', 'consumer', 'public')),
    constraint customer_name_length check (length(name) between 1 and 200)
);

-- An archived customer gives its external id free (undo of an import).
create unique index customer_external_id_once on customer (tenant_id, external_id) where archived_at is null;
create index customer_by_update on customer (tenant_id, updated_at, id);
create index customer_by_import on customer (tenant_id, import_id) where import_id is not null;

call isolate('customer', 'id', 'select, insert, update');

create table contact (
    tenant_id   uuid        not null,
    id          uuid        not null,
    customer_id uuid        not null,
    email       text        not null,
    name        text,
    language    text        not null,
    state       text        not null,
    version     integer     not null,
    created_at  timestamptz not null,
    constraint contact_pk primary key (tenant_id, id),
    constraint contact_of_customer foreign key (tenant_id, customer_id) references customer (tenant_id, id),
    constraint contact_state_known check (state in ('invited', 'active', 'revoked'))
);

create unique index contact_email_once on contact (tenant_id, customer_id, lower(email)) where state <> 'revoked';

call isolate('contact', 'customer_id', 'select, insert, update');

-- What an operator ordered for a tenant: enough to finish setting it up after a crash at any moment.
create table directory.tenant_order (
    tenant_id     uuid        not null,
    caller        text        not null,
    key           text        not null,
    company       text        not null,
    country       char(2),
    time_zone     text        not null,
    locale        text        not null,
    base_currency char(3)     not null,
    created_at    timestamptz not null,
    constraint tenant_order_pk primary key (tenant_id),
    constraint tenant_order_key_once unique (caller, key),
    constraint tenant_order_of_tenant foreign key (tenant_id) references directory.tenant (id)
);

grant select, insert on directory.tenant_order to duebook_directory;

-- A program's secret, encrypted, until identity has its hash and the client has had ten minutes to read it.
alter table api_client
    add column secret_sealed bytea,
    add column secret_shown_till timestamptz,
    add constraint api_client_secret_ends check ((secret_sealed is null) = (secret_shown_till is null));

create index member_by_state on member (tenant_id, state);
create index contact_by_customer on contact (tenant_id, customer_id, id);

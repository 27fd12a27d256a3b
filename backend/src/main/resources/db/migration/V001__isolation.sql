-- The locks of tenancy (docs/decisions/0003). Every table of this schema is handed to isolate(), and the catalogue
-- tests fail for one that is not. The settings are bound by the message that begins a transaction and nowhere else.

create function app_tenant() returns uuid
    language sql stable parallel safe
    return nullif(current_setting('app.tenant_id', true), '')::uuid;

comment on function app_tenant() is 'The tenant of this transaction; null, and so no rows, where none is bound.';

create function app_sees_all_customers() returns boolean
    language sql stable parallel safe
    return coalesce(current_setting('app.customer_id', true) = '*', false);

create function app_customer() returns uuid
    language sql stable parallel safe
    return nullif(nullif(current_setting('app.customer_id', true), ''), '*')::uuid;

comment on function app_customer() is 'The one customer a contact may see; null for staff and programs.';

create procedure isolate(target regclass, customer_column text, privileges text)
    language plpgsql
as $$
declare
    seen text := case
        when customer_column is null then '(select app_sees_all_customers())'
        else format('((select app_sees_all_customers()) or %I = (select app_customer()))', customer_column)
    end;
begin
    execute format('alter table %s enable row level security', target);
    execute format('alter table %s force row level security', target);
    -- The sub-selects run once per statement; a bare call would run once per row.
    execute format(
        'create policy tenant_isolation on %s using (tenant_id = (select app_tenant()) and %s)'
            || ' with check (tenant_id = (select app_tenant()) and %s)',
        target, seen, seen);
    execute format('grant %s on %s to duebook_app', privileges, target);
end
$$;

comment on procedure isolate(regclass, text, text) is
    'Puts row-level security on a table: by tenant, and by customer where a column names one; without one, only staff and programs see it.';

grant usage on schema public to duebook_app;

-- What must be known before a tenant is. No customer data here: ids, states and due times only.
create schema directory;

grant usage on schema directory to duebook_app, duebook_directory;

create table directory.tenant (
    id         uuid        not null,
    slug       text        not null,
    state      text        not null,
    created_at timestamptz not null,
    constraint tenant_pk primary key (id),
    constraint tenant_slug_unique unique (slug),
    constraint tenant_slug_shape check (slug ~ '^[a-z0-9][a-z0-9-]{1,62}$'),
    constraint tenant_state_known check (state in ('provisioning', 'active', 'suspended'))
);

grant select, insert, update on directory.tenant to duebook_directory;

-- Work that falls due for a tenant. Whoever leases a row binds that tenant and does the work; run twice, it acts once.
create table directory.due_work (
    id          uuid        not null,
    tenant_id   uuid        not null,
    kind        text        not null,
    subject     uuid        not null,
    due_at      timestamptz not null,
    leased_till timestamptz,
    attempts    integer     not null default 0,
    last_error  text,
    constraint due_work_pk primary key (id)
);

create index due_work_by_time on directory.due_work (due_at);
create index due_work_by_subject on directory.due_work (tenant_id, kind, subject);

grant select, insert, update, delete on directory.due_work to duebook_directory;
-- A command leaves work behind in its own transaction; it can neither read nor take any.
grant insert on directory.due_work to duebook_app;

-- How far the business clock runs ahead of real time. One row; moved in the sandbox only.
create table directory.business_clock (
    single       boolean not null default true,
    ahead_micros bigint  not null,
    constraint business_clock_pk primary key (single),
    constraint business_clock_single check (single)
);

insert into directory.business_clock (ahead_micros) values (0);

grant select, update on directory.business_clock to duebook_directory;

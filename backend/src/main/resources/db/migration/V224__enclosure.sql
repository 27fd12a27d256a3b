-- Documents that went with mails, byte by byte: printed before the first mail that carries one, and the same for every
-- later one (docs/decisions/0203).
create table enclosure (
    tenant_id   uuid        not null,
    about       text        not null,
    language    text        not null,
    customer_id uuid        not null,
    file_name   text        not null,
    printed_at  timestamptz not null,
    hash        bytea       not null,
    content     bytea       not null,
    constraint enclosure_pk primary key (tenant_id, about, language),
    constraint enclosure_of_customer foreign key (tenant_id, customer_id) references customer (tenant_id, id),
    constraint enclosure_hash_of_content check (hash = sha256(content))
);

create index enclosure_by_customer on enclosure (tenant_id, customer_id);

-- What is compressed already is not compressed again.
alter table enclosure alter column content set storage external;

call isolate('enclosure', 'customer_id', 'select, insert');

-- A contact encloses nothing.
create policy enclosure_by_staff on enclosure as restrictive for insert
    with check (tenant_id = (select app_tenant()) and (select app_sees_all_customers()));

-- Whether the document went with it when it was handed over last.
alter table message add column enclosed boolean not null default false;

-- Files that belong to documents. A contact reads only what is visible to the customer, on documents of their own: the
-- database says so, for the file as for what is said about it. A file that was deleted leaves who did it and when.
create table attachment (
    tenant_id           uuid        not null,
    id                  uuid        not null,
    customer_id         uuid,
    document_kind       text        not null,
    document_id         uuid        not null,
    name                text        not null,
    type                text        not null,
    bytes               bigint      not null,
    sha256              text        not null,
    visible_to_customer boolean     not null,
    added_by            text        not null,
    created_at          timestamptz not null,
    deleted_by          text,
    deleted_at          timestamptz,
    constraint attachment_pk primary key (tenant_id, id),
    constraint attachment_of_customer foreign key (tenant_id, customer_id) references customer (tenant_id, id),
    constraint attachment_is_something check (bytes > 0),
    constraint attachment_name_length check (length(name) between 1 and 255),
    -- Nobody's customer can see it.
    constraint attachment_visible_to_somebody check (not visible_to_customer or customer_id is not null),
    constraint attachment_deleted_by_somebody check ((deleted_at is null) = (deleted_by is null))
);

create index attachment_by_document on attachment (tenant_id, document_kind, document_id, id);

call isolate('attachment', 'customer_id', 'select, insert, update');

create policy attachment_visible on attachment as restrictive
    using (tenant_id = (select app_tenant())
           and ((select app_sees_all_customers()) or (visible_to_customer and deleted_at is null)))
    with check (tenant_id = (select app_tenant()) and (select app_sees_all_customers()));

-- What is in it, piece by piece, so that neither side ever holds all of it.
create table attachment_piece (
    tenant_id     uuid    not null,
    attachment_id uuid    not null,
    piece         integer not null,
    customer_id   uuid,
    content       bytea   not null,
    constraint attachment_piece_pk primary key (tenant_id, attachment_id, piece),
    constraint attachment_piece_of foreign key (tenant_id, attachment_id) references attachment (tenant_id, id),
    constraint attachment_piece_size check (length(content) between 1 and 262144)
);

-- Pictures and office files are compressed already: no time is lost on trying again.
alter table attachment_piece alter column content set storage external;

call isolate('attachment_piece', 'customer_id', 'select, insert, delete');

-- As far as the attachment itself can be seen: its own policies hold in here.
create policy attachment_piece_visible on attachment_piece as restrictive
    using (tenant_id = (select app_tenant())
           and ((select app_sees_all_customers())
                or exists (select from attachment a
                            where a.tenant_id = attachment_piece.tenant_id
                              and a.id = attachment_piece.attachment_id)))
    with check (tenant_id = (select app_tenant()) and (select app_sees_all_customers()));

-- How much a tenant keeps: one row, changed by the last statement before commit.
create table attachment_usage (
    tenant_id uuid   not null,
    bytes     bigint not null,
    constraint attachment_usage_pk primary key (tenant_id),
    constraint attachment_usage_not_negative check (bytes >= 0)
);

call isolate('attachment_usage', null, 'select, insert, update');

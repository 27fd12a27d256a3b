-- The whole books of a tenant as one file: taken (an export), or brought to be taken in (a restore). What is in it stays
-- until its time is over; that it was there stays for good.
create table archive (
    tenant_id   uuid        not null,
    id          uuid        not null,
    kind        text        not null,
    state       text        not null,
    -- How many rows are done, and how many there are.
    rows_done   bigint      not null default 0,
    rows_total  bigint      not null default 0,
    taken_at    timestamptz,
    bytes       bigint,
    sha256      text,
    -- Why it came to nothing.
    failure     text,
    tries       integer     not null default 0,
    -- Who asked for what the server now does by itself.
    actor       text        not null,
    client      text        not null,
    request_id  text        not null,
    created_at  timestamptz not null,
    ended_at    timestamptz,
    constraint archive_pk primary key (tenant_id, id),
    constraint archive_kind_known check (kind in ('export', 'restore')),
    constraint archive_state_known check (state in ('queued', 'running', 'done', 'failed', 'expired')),
    constraint archive_rows_not_negative check (rows_done >= 0 and rows_total >= 0),
    constraint archive_ended check ((ended_at is null) = (state in ('queued', 'running'))),
    constraint archive_failed_because check ((failure is null) = (state <> 'failed')),
    constraint archive_file_has_hash check ((bytes is null) = (sha256 is null))
);

-- One of a kind at a time: a second export would read the same rows, a second restore find books that are not empty.
create unique index archive_under_way_once on archive (tenant_id, kind) where state in ('queued', 'running');

call isolate('archive', null, 'select, insert, update');

-- The file, piece by piece, so that neither side ever holds all of it.
create table archive_piece (
    tenant_id  uuid    not null,
    archive_id uuid    not null,
    piece      integer not null,
    content    bytea   not null,
    constraint archive_piece_pk primary key (tenant_id, archive_id, piece),
    constraint archive_piece_of foreign key (tenant_id, archive_id) references archive (tenant_id, id),
    constraint archive_piece_size check (length(content) between 1 and 262144)
);

-- It is compressed already.
alter table archive_piece alter column content set storage external;

call isolate('archive_piece', null, 'select, insert, delete');

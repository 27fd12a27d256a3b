-- A file taken into the books as one batch: checked, then in with all its rows, then, if wanted, out again.
create table import (
    tenant_id     uuid        not null,
    id            uuid        not null,
    state         text        not null,
    file_name     text        not null,
    file_bytes    bigint      not null,
    file_sha256   text        not null,
    spec          jsonb       not null,
    -- The names of the file's columns, in their order.
    header        text[]      not null,
    row_count     integer     not null default 0,
    accepted      integer     not null default 0,
    rejected      integer     not null default 0,
    unchanged     integer     not null default 0,
    -- What it adds to the books, or did; total has an amount in minor units for each currency.
    customers     integer     not null default 0,
    invoices      integer     not null default 0,
    payments      integer     not null default 0,
    total         jsonb       not null default '[]',
    skip_rejected boolean     not null default false,
    tries         integer     not null default 0,
    -- Who asked for what the server now does by itself.
    actor         text        not null,
    client        text        not null,
    request_id    text        not null,
    created_at    timestamptz not null,
    committed_at  timestamptz,
    undone_at     timestamptz,
    constraint import_pk primary key (tenant_id, id),
    constraint import_state_known check (state in ('checked', 'committing', 'committed', 'undoing', 'undone', 'expired')),
    constraint import_counts_add_up check (row_count = accepted + rejected + unchanged)
);

create index import_waiting on import (tenant_id, created_at) where state = 'checked';

call isolate('import', null, 'select, insert, update');

-- A row that was read and is not in the books yet; gone once the import is committed. A rejected row keeps only what
-- tells its duplicates.
create table import_row (
    tenant_id         uuid    not null,
    import_id         uuid    not null,
    line              integer not null,
    state             text    not null,
    -- Nothing is wrong with the row itself: only the books can still reject it.
    sound             boolean not null,
    customer          text,
    debtor            jsonb,
    number            text,
    external_id       text,
    issue_date        date,
    due_date          date,
    currency          char(3),
    total             bigint,
    disputed          boolean,
    reference         text,
    received_on       date,
    paid              bigint,
    method            text,
    payment_reference text,
    metadata          jsonb,
    constraint import_row_pk primary key (tenant_id, import_id, line),
    constraint import_row_of_import foreign key (tenant_id, import_id) references import (tenant_id, id),
    constraint import_row_state_known check (state in ('accepted', 'rejected', 'unchanged')),
    constraint import_row_rejected_unless_sound check (sound or state = 'rejected'),
    constraint import_row_complete check (not sound or (customer is not null and number is not null
        and issue_date is not null and due_date is not null and currency is not null and total is not null)),
    constraint import_row_total_not_negative check (total >= 0),
    constraint import_row_paid_with_date check ((received_on is null) = (paid is null)),
    constraint import_row_paid_positive check (paid > 0)
);

call isolate('import_row', null, 'select, insert, update, delete');

create table import_error (
    tenant_id   uuid    not null,
    import_id   uuid    not null,
    line        integer not null,
    -- Where the column stands in the file, from 0; -1: the row as a whole.
    position    integer not null,
    code        text    not null,
    column_name text    not null,
    message     text    not null,
    constraint import_error_pk primary key (tenant_id, import_id, line, position, code),
    constraint import_error_of_import foreign key (tenant_id, import_id) references import (tenant_id, id)
);

call isolate('import_error', null, 'select, insert, delete');

-- Imports of one tenant enter the books one after another: whoever holds this row has the turn.
create table import_turn (
    tenant_id uuid        not null,
    taken_at  timestamptz not null,
    constraint import_turn_pk primary key (tenant_id)
);

call isolate('import_turn', null, 'select, insert, update');

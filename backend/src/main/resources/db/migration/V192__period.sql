-- Periods: months that are closed. Which day is open tells one row; where nothing was ever closed there is none.
create table books (
    tenant_id    uuid not null,
    open_from    date not null,
    -- Days before it are locked: nobody opens them again.
    locked_until date,
    constraint books_pk primary key (tenant_id),
    constraint books_open_from_first_of_month check (extract(day from open_from) = 1),
    constraint books_locked_until_first_of_month check (extract(day from locked_until) = 1),
    constraint books_locked_are_closed check (locked_until <= open_from)
);

call isolate('books', null, 'select, insert, update');

-- Whatever posts asks for the first open day, for whomever it does so.
create policy books_seen_by_contacts on books for select using (tenant_id = (select app_tenant()));

-- Nothing is posted into a closed period, whatever statement does it. The sub-select runs once per statement.
create policy journal_entry_in_open_period on journal_entry as restrictive for insert
    with check (accounting_on >= coalesce((select b.open_from from books b where b.tenant_id = (select app_tenant())),
                                          '-infinity'));

create policy movement_in_open_period on movement as restrictive for insert
    with check (accounting_on >= coalesce((select b.open_from from books b where b.tenant_id = (select app_tenant())),
                                          '-infinity'));

-- A month as it was closed, with its trial balance. Opened and closed again it is another version; none is changed.
create table period_closing (
    tenant_id     uuid        not null,
    -- Its first day.
    period        date        not null,
    version       integer     not null,
    -- Lines of currency, account and balance, as docs/periods.md says; what the hash is of.
    trial_balance bytea       not null,
    hash          bytea       not null,
    accounts      integer     not null,
    closed_at     timestamptz not null,
    closed_by     text        not null,
    constraint period_closing_pk primary key (tenant_id, period, version),
    constraint period_closing_first_of_month check (extract(day from period) = 1),
    constraint period_closing_hash_of_balance check (hash = sha256(trial_balance))
);

call isolate('period_closing', null, 'select, insert');

-- The truth: append-only, double-entry, three times. Nobody may update or delete, the application's role least of all.
create table journal_entry (
    tenant_id     uuid        not null,
    id            uuid        not null,
    kind          text        not null,
    source_kind   text        not null,
    source_id     uuid        not null,
    customer_id   uuid,
    value_on      date        not null,
    accounting_on date        not null,
    recorded_at   timestamptz not null,
    reverses      uuid,
    constraint journal_entry_pk primary key (tenant_id, id),
    constraint journal_entry_reverses foreign key (tenant_id, reverses) references journal_entry (tenant_id, id),
    -- An entry is reversed once.
    constraint journal_entry_reversed_once unique (tenant_id, reverses)
);

create index journal_entry_by_date on journal_entry (tenant_id, accounting_on, id);
create index journal_entry_by_source on journal_entry (tenant_id, source_id);

call isolate('journal_entry', 'customer_id', 'select, insert');

-- One amount from a credit account to a debit account: an unbalanced entry cannot be written down.
create table journal_transfer (
    tenant_id      uuid    not null,
    entry_id       uuid    not null,
    line           integer not null,
    customer_id    uuid,
    debit_account  text    not null,
    debit_of       text    not null,
    credit_account text    not null,
    credit_of      text    not null,
    amount         bigint  not null,
    currency       char(3) not null,
    constraint journal_transfer_pk primary key (tenant_id, entry_id, line),
    constraint journal_transfer_of_entry foreign key (tenant_id, entry_id) references journal_entry (tenant_id, id),
    constraint journal_transfer_positive check (amount > 0),
    constraint journal_transfer_between_two check ((debit_account, debit_of) <> (credit_account, credit_of))
);

call isolate('journal_transfer', 'customer_id', 'select, insert');

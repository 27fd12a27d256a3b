-- What customers say to a frozen statement: that it is right, but for what the cases named object to. Rows are added and
-- never changed; the last one of a statement is what they say now.
create table statement_reply (
    tenant_id    uuid        not null,
    id           uuid        not null,
    statement_id uuid        not null,
    customer_id  uuid        not null,
    by_contact   boolean     not null,
    replied_by   text        not null,
    replied_at   timestamptz not null,
    constraint statement_reply_pk primary key (tenant_id, id),
    constraint statement_reply_to foreign key (tenant_id, statement_id) references frozen_statement (tenant_id, id),
    constraint statement_reply_of_customer foreign key (tenant_id, customer_id) references customer (tenant_id, id)
);

create index statement_reply_by_statement on statement_reply (tenant_id, statement_id, id);
create index statement_reply_by_customer on statement_reply (tenant_id, customer_id, id);

call isolate('statement_reply', 'customer_id', 'select, insert');

create table statement_reply_case (
    tenant_id   uuid not null,
    reply_id    uuid not null,
    case_id     uuid not null,
    customer_id uuid not null,
    constraint statement_reply_case_pk primary key (tenant_id, reply_id, case_id),
    constraint statement_reply_case_of foreign key (tenant_id, reply_id) references statement_reply (tenant_id, id),
    constraint statement_reply_case_is foreign key (tenant_id, case_id) references customer_case (tenant_id, id),
    -- A case is opened by one reply.
    constraint statement_reply_case_once unique (tenant_id, case_id)
);

call isolate('statement_reply_case', 'customer_id', 'select, insert');

-- Whose money an account at a payment processor takes: asked before a tenant is known, when the processor calls us.
create table directory.processor_account (
    processor  text        not null,
    account    text        not null,
    tenant_id  uuid        not null,
    -- The account new payments go to. An earlier one stays, for what is still under way there.
    active     boolean     not null,
    created_at timestamptz not null,
    constraint processor_account_pk primary key (processor, account),
    constraint processor_account_of_tenant foreign key (tenant_id) references directory.tenant (id),
    constraint processor_account_length check (length(account) between 1 and 255)
);

create unique index processor_account_active_once on directory.processor_account (tenant_id, processor) where active;

grant select, insert, update on directory.processor_account to duebook_directory;

-- What a customer objects to or asks, until it is answered (docs/decisions/0188).
create table customer_case (
    tenant_id       uuid        not null,
    id              uuid        not null,
    customer_id     uuid        not null,
    number          text        not null,
    kind            text        not null,
    reason          text        not null,
    item_id         uuid,
    currency        char(3),
    amount          bigint,
    status          text        not null,
    outcome         text,
    credit_note_id  uuid,
    owner_id        uuid,
    due_on          date,
    opened_by       text        not null,
    opened_by_contact boolean   not null,
    opened_at       timestamptz not null,
    opened_on       date        not null,
    resolved_by     text,
    resolved_at     timestamptz,
    version         integer     not null default 1,
    constraint customer_case_pk primary key (tenant_id, id),
    constraint customer_case_of_customer foreign key (tenant_id, customer_id) references customer (tenant_id, id),
    constraint customer_case_of_item foreign key (tenant_id, item_id) references open_item (tenant_id, id),
    constraint customer_case_credited_by foreign key (tenant_id, credit_note_id) references credit_note (tenant_id, id),
    constraint customer_case_of_owner foreign key (tenant_id, owner_id) references member (tenant_id, id),
    constraint customer_case_number_once unique (tenant_id, number),
    constraint customer_case_kind_known check (kind in ('dispute', 'question')),
    constraint customer_case_dispute_of_an_amount check
        ((kind = 'dispute') = (item_id is not null and amount is not null and currency is not null)
         and (kind = 'dispute' or amount is null)),
    constraint customer_case_amount_positive check (amount > 0),
    constraint customer_case_status_known check (status in ('open', 'waiting_for_customer', 'resolved')),
    constraint customer_case_resolved_with_outcome check
        ((status = 'resolved') = (outcome is not null) and (outcome is null) = (resolved_at is null)
         and (outcome is null) = (resolved_by is null)),
    constraint customer_case_outcome_known check
        (outcome in ('credited', 'accepted', 'rejected', 'answered', 'withdrawn')),
    constraint customer_case_credited_names_it check ((outcome is not distinct from 'credited') = (credit_note_id is not null))
);

create index customer_case_by_customer on customer_case (tenant_id, customer_id, id);
create index customer_case_by_item on customer_case (tenant_id, item_id) where item_id is not null;
create index customer_case_unresolved on customer_case (tenant_id, id) where status <> 'resolved';

call isolate('customer_case', 'customer_id', 'select, insert, update');

-- The thread: added, never changed. What staff write among themselves is not there for a contact.
create table case_message (
    tenant_id     uuid        not null,
    id            uuid        not null,
    case_id       uuid        not null,
    customer_id   uuid        not null,
    internal      boolean     not null,
    by_contact    boolean     not null,
    author        text        not null,
    words         text        not null,
    created_at    timestamptz not null,
    constraint case_message_pk primary key (tenant_id, id),
    constraint case_message_of_case foreign key (tenant_id, case_id) references customer_case (tenant_id, id),
    constraint case_message_length check (length(words) between 1 and 5000),
    constraint case_message_of_contact_is_not_internal check (not (internal and by_contact))
);

create index case_message_by_case on case_message (tenant_id, case_id, id);

call isolate('case_message', 'customer_id', 'select, insert');

create policy case_message_visible on case_message as restrictive
    using (tenant_id = (select app_tenant()) and ((select app_sees_all_customers()) or not internal))
    with check (tenant_id = (select app_tenant())
                and ((select app_sees_all_customers()) or (by_contact and not internal)));

-- A contact opens a case, which has a number of the tenant's series; of the other series they see and change nothing.
create policy number_series_of_cases on number_series
    using (tenant_id = (select app_tenant()) and series = 'case' and (select app_customer()) is not null)
    with check (tenant_id = (select app_tenant()) and series = 'case' and (select app_customer()) is not null);

-- What payers withheld, by reason: each is the movement of the same id, and belongs to an allocation.
create table deduction (
    tenant_id     uuid    not null,
    id            uuid    not null,
    customer_id   uuid    not null,
    item_id       uuid    not null,
    credit_id     uuid    not null,
    allocation_id uuid    not null,
    reason        text    not null,
    currency      char(3) not null,
    amount        bigint  not null,
    deducted_on   date    not null,
    constraint deduction_pk primary key (tenant_id, id),
    constraint deduction_of_customer foreign key (tenant_id, customer_id) references customer (tenant_id, id),
    constraint deduction_of_movement foreign key (tenant_id, id) references movement (tenant_id, id),
    constraint deduction_of_item foreign key (tenant_id, item_id) references open_item (tenant_id, id),
    constraint deduction_of_credit foreign key (tenant_id, credit_id) references credit (tenant_id, id),
    constraint deduction_with_allocation foreign key (tenant_id, allocation_id) references movement (tenant_id, id),
    constraint deduction_amount_positive check (amount > 0),
    constraint deduction_reason_shape check (reason ~ '^[a-z][a-z_]{0,39}$')
);

create index deduction_by_reason on deduction (tenant_id, reason, id);
create index deduction_by_customer on deduction (tenant_id, customer_id, id);

call isolate('deduction', 'customer_id', 'select, insert');

-- Money settles a claim in another currency by two movements: the allocation lowers the claim in its currency, and the
-- exchange, part of it, the money in its own (docs/decisions/0141). Amounts of two currencies never stand in one row.
alter table movement drop constraint movement_allocation_moves_both;
alter table movement
    add constraint movement_allocation_moves_both
        check (kind not in ('allocation', 'allocation_undone')
               or item_delta = credit_delta
               or (credit_delta = 0 and credit_id is not null)),
    add constraint movement_exchange_is_of_money
        check (kind not in ('exchange', 'exchange_undone')
               or (item_delta = 0 and item_id is not null and credit_id is not null));

-- By which rates. Each row is the movement of the same id.
create table allocation_exchange (
    tenant_id     uuid    not null,
    id            uuid    not null,
    customer_id   uuid    not null,
    allocation_id uuid    not null,
    -- From the claim's currency to the money's, one after the other: base, quote, rate, on.
    steps         jsonb   not null,
    constraint allocation_exchange_pk primary key (tenant_id, id),
    constraint allocation_exchange_of_movement foreign key (tenant_id, id) references movement (tenant_id, id),
    constraint allocation_exchange_of_allocation
        foreign key (tenant_id, allocation_id) references movement (tenant_id, id),
    constraint allocation_exchange_once unique (tenant_id, allocation_id),
    constraint allocation_exchange_has_rates check (jsonb_array_length(steps) between 1 and 2)
);

call isolate('allocation_exchange', 'customer_id', 'select, insert');

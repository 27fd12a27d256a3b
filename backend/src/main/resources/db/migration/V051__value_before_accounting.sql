-- Nothing is booked before it counts: figures by value date rely on it. What an undone import takes back keeps the dates
-- it had, whatever they were; older rows stay as they are.
alter table movement add constraint movement_counts_before_booked
    check (value_on <= accounting_on or kind like '%\_undone') not valid;

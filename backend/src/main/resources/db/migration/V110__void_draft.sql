-- A draft that is voided was never numbered, unless the tenant did.
alter table invoice drop constraint invoice_issued_is_complete;
alter table invoice add constraint invoice_issued_is_complete check (
    state = 'draft'
    or state = 'void' and entry_id is null
    or (number is not null and issue_date is not null and due_date is not null));

-- No document is about more than this (Money.MOST): sums of them stay within 63 bits, and what was typed into the wrong
-- field mostly is more.
alter table invoice add constraint invoice_total_bounded check (total <= 1000000000000000);
alter table payment add constraint payment_amount_bounded check (amount <= 1000000000000000);
alter table open_item add constraint open_item_amount_bounded check (amount <= 1000000000000000);
alter table credit add constraint credit_amount_bounded check (amount <= 1000000000000000);
alter table import_row add constraint import_row_amounts_bounded
    check (total <= 1000000000000000 and paid <= 1000000000000000);

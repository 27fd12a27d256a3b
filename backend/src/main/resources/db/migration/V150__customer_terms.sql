-- When a customer's invoices are due that say nothing else: as an invoice takes its terms, a word or an object.
alter table customer add column terms jsonb;

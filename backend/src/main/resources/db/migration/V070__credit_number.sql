-- The number by which people know a credit, where it has one: a credit note's. A payment has none.
alter table credit add column number text;

-- Who may see a file can be said anew; nobody's change of it is lost.
alter table attachment add column version integer not null default 1;

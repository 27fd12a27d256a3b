-- A figure as of a day is what is open now less what moved later, or was recorded later: these find the later ones.
create index movement_by_date on movement (tenant_id, accounting_on);
create index movement_by_record on movement (tenant_id, recorded_at);

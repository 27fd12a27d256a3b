-- What one unit of a currency was worth in another on a day. Rows are only added: the one recorded last for a pair and a
-- day counts, whichever way round it was said, and the earlier one is what was known before (docs/decisions/0140).
create table exchange_rate (
    tenant_id   uuid           not null,
    id          uuid           not null,
    base        char(3)        not null,
    quote       char(3)        not null,
    -- 1 base = rate quote.
    rate        numeric(18, 6) not null,
    rate_on     date           not null,
    recorded_at timestamptz    not null,
    -- Both ways round are one pair.
    pair        char(6)        not null generated always as (
        case when base collate "C" < quote collate "C" then base || quote else quote || base end) stored,
    constraint exchange_rate_pk primary key (tenant_id, id),
    constraint exchange_rate_of_two check (base <> quote),
    constraint exchange_rate_positive check (rate > 0)
);

create index exchange_rate_by_pair on exchange_rate (tenant_id, pair, rate_on, recorded_at, id);
create index exchange_rate_by_date on exchange_rate (tenant_id, rate_on, id);

call isolate('exchange_rate', null, 'select, insert');

package io.duebook.item;

/** From which of its dates the age of a claim is counted. */
enum AgedFrom {

    /**
     * Days past due (逾期账龄). What is open now is summed up as it stands, which the database does many rows at a time; the
     * claims that are due in parts, or of which something moved since, are taken out of it again and put in as they were.
     */
    DUE_DATE("""
            changed as (
                select item_id, sum(delta)::bigint as delta
                  from (select item_id, item_delta as delta
                          from later
                         where item_id is not null
                        union all
                        select distinct item_id, 0::bigint
                          from item_due
                         where tenant_id = :tenant
                           %1$s) as one
                 group by item_id
            ), unsettled as (
                select currency, due_on as dated, count(*) as count, sum(open)::bigint as open
                  from open_item
                 where tenant_id = :tenant
                   %1$s
                   and open > 0
                 group by currency, due_on
                union all
                select i.currency, i.due_on, -1, -i.open
                  from changed
                  join open_item i on i.tenant_id = :tenant and i.id = changed.item_id
                 where i.open > 0
                union all
                select i.currency, due.due_on, 1, least(due.amount, i.open - changed.delta - due.later)
                  from changed
                  join open_item i on i.tenant_id = :tenant and i.id = changed.item_id
                  %2$s
                 where i.open - changed.delta > due.later
            )"""),

    /** Time since the business date (账龄): a claim is one, however it is due. */
    BUSINESS_DATE("""
            changed as (
                select item_id, sum(item_delta)::bigint as delta
                  from later
                 where item_id is not null
                 group by item_id
            ), unsettled as (
                select currency, issued_on as dated, count(*) as count, sum(open)::bigint as open
                  from open_item
                 where tenant_id = :tenant
                   %1$s
                   and open > 0
                 group by currency, issued_on
                union all
                select i.currency, i.issued_on, -1, -i.open
                  from changed
                  join open_item i on i.tenant_id = :tenant and i.id = changed.item_id
                 where i.open > 0
                union all
                select i.currency, i.issued_on, 1, i.open - changed.delta
                  from changed
                  join open_item i on i.tenant_id = :tenant and i.id = changed.item_id
                 where i.open - changed.delta > 0
            )""");

    private final String unsettled;

    AgedFrom(String unsettled) {
        this.unsettled = unsettled;
    }

    /** Per currency and bucket how many claims and how much; credit as bucket −1. */
    String figures(String ofCustomer) {
        return """
                with later as materialized (
                    %2$s
                ), %3$s
                select currency, width_bucket(cast(:as_of as date) - dated, cast(:thresholds as integer[])) as bucket,
                       sum(count)::bigint as count, sum(open)::bigint as amount
                  from unsettled
                 group by currency, bucket
                having sum(count) <> 0
                union all
                select currency, -1, count(*), sum(unapplied)::bigint
                  from (select currency, unapplied
                          from credit
                         where tenant_id = :tenant
                           %1$s
                           and unapplied > 0
                        union all
                        select currency, -credit_delta
                          from later
                         where credit_id is not null) as part
                 group by currency
                having sum(unapplied) <> 0
                """.formatted(ofCustomer, Balances.later(ofCustomer), unsettled.formatted(ofCustomer, DueDates.OF_ITEM));
    }
}

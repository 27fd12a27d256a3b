package io.duebook.item;

import io.duebook.platform.Write;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * From which day a promise counts as money, now that more is known of it than its maturity; never before its value date.
 *
 * @param credit the payment by which the promise was given
 */
public record CashDay(UUID credit, LocalDate on) {

    /**
     * Only for credits whose customers are locked, with all to whom they passed; one that was money when it came stays so.
     * What passed on of it is money from that day, too: whoever has it cannot look at whose it was. Offers that it pays are
     * looked at again.
     */
    public static Write write(List<CashDay> days) {
        return days.isEmpty()
                ? Write.nothing()
                : Write.part("cash_day", """
                        update credit
                           set cash_on = case when credit.cash_on is not null or known.cash_on > credit.value_on
                                              then greatest(known.cash_on, credit.value_on) end,
                               origin_money_on = case when credit.origin_id is not null
                                                      then greatest(known.cash_on, promise.value_on) end
                          from unnest(:cash_day_credit, :cash_day_on) as known (id, cash_on)
                          join credit promise
                            on promise.tenant_id = :tenant
                           and promise.id = known.id
                           and promise.cash_on is not null
                         cross join lateral (
                               select promise.id
                                union all
                               select t.id
                                 from transfer t
                                where t.tenant_id = :tenant
                                  and t.source_id = promise.id
                                  and t.kind = 'credit') as counted
                         where credit.tenant_id = :tenant
                           and credit.id = counted.id
                        returning credit.id
                        """)
                        .column("cash_day_credit", UUID.class, days, CashDay::credit)
                        .column("cash_day_on", LocalDate.class, days, CashDay::on)
                        .build()
                        .and(offersToLookAt());
    }

    private static Write offersToLookAt() {
        return Write.part("cash_day_offer", """
                        insert into directory.due_work (id, tenant_id, kind, subject, due_at)
                        select gen_random_uuid(), :tenant, :cash_day_offer_kind, paid.offer_id, now()
                          from (select distinct f.offer_id
                                  from cash_day
                                  join movement m on m.tenant_id = :tenant
                                                 and m.credit_id = cash_day.id
                                                 and m.kind = 'allocation'
                                  join item_offer f on f.tenant_id = :tenant and f.item_id = m.item_id) as paid
                        """)
                .bind("cash_day_offer_kind", ItemWatch.OFFER_TOUCHED)
                .build();
    }
}

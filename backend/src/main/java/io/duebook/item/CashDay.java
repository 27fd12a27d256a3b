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

    /** Only for credits of customers that are locked; one that was money when it came stays so. */
    public static Write write(List<CashDay> days) {
        return days.isEmpty()
                ? Write.nothing()
                : Write.part("cash_day", """
                        update credit
                           set cash_on = greatest(known.cash_on, credit.value_on)
                          from unnest(:cash_day_credit, :cash_day_on) as known (id, cash_on)
                         where credit.tenant_id = :tenant
                           and credit.id = known.id
                           and credit.cash_on is not null
                        """)
                        .column("cash_day_credit", UUID.class, days, CashDay::credit)
                        .column("cash_day_on", LocalDate.class, days, CashDay::on)
                        .build();
    }
}

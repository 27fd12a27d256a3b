package io.duebook.item;

import io.duebook.platform.Ids;
import io.duebook.platform.Write;
import io.duebook.shared.Currency;
import io.duebook.shared.CustomerId;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * From a day on, a promise of a customer counts, or no longer counts, among what they are still trusted for though the
 * books show it as settled. Credit control adds it to what is open.
 *
 * @param credit the payment by which the promise was given
 * @param delta by how much, in minor units; negative: no longer
 */
public record UndueBill(UUID credit, CustomerId customer, Currency currency, long delta, LocalDate on) {

    public static Write write(List<UndueBill> changes) {
        return changes.isEmpty()
                ? Write.nothing()
                : Write.part("undue_bill_row", """
                        insert into undue_bill (tenant_id, id, customer_id, credit_id, currency, delta, counts_on,
                                                recorded_at)
                        select :tenant, id, customer_id, credit_id, currency, delta, counts_on, :recorded_at
                          from unnest(:undue_bill_row_id, :undue_bill_row_customer, :undue_bill_row_credit,
                                      :undue_bill_row_currency, :undue_bill_row_delta, :undue_bill_row_on)
                            as row (id, customer_id, credit_id, currency, delta, counts_on)
                        """)
                        .column("undue_bill_row_id", UUID.class, changes, change -> Ids.next())
                        .column("undue_bill_row_customer", UUID.class, changes, change -> change.customer()
                                .value())
                        .column("undue_bill_row_credit", UUID.class, changes, UndueBill::credit)
                        .column("undue_bill_row_currency", String.class, changes, change -> change.currency()
                                .code())
                        .column("undue_bill_row_delta", Long.class, changes, UndueBill::delta)
                        .column("undue_bill_row_on", LocalDate.class, changes, UndueBill::on)
                        .build();
    }
}

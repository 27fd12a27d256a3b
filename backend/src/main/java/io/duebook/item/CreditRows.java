package io.duebook.item;

import io.duebook.item.NewCredit.Origin;
import io.duebook.platform.Write;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Credits as the table holds them; what changes of them later are movements. */
final class CreditRows {

    private CreditRows() {}

    static Write insert(List<NewCredit> credits) {
        return Write.part("item_receive", """
                        insert into credit (tenant_id, id, customer_id, kind, number, currency, amount, unapplied, value_on,
                                            cash_on, origin_id, origin_kind, origin_money_on)
                        select :tenant, id, customer_id, kind, number, currency, amount, unapplied, value_on, cash_on,
                               origin_id, origin_kind, origin_money_on
                          from unnest(:item_receive_id, :item_receive_customer, :item_receive_kind,
                                      :item_receive_number, :item_receive_currency, :item_receive_amount,
                                      :item_receive_unapplied, :item_receive_value_on, :item_receive_cash_on,
                                      :item_receive_origin_id, :item_receive_origin_kind, :item_receive_origin_money_on)
                            as row (id, customer_id, kind, number, currency, amount, unapplied, value_on, cash_on,
                                    origin_id, origin_kind, origin_money_on)
                        """)
                .column("item_receive_id", UUID.class, credits, NewCredit::id)
                .column("item_receive_customer", UUID.class, credits, credit -> credit.customer()
                        .value())
                .column("item_receive_kind", String.class, credits, credit -> credit.kind()
                        .code())
                .column("item_receive_number", String.class, credits, NewCredit::number)
                .column("item_receive_currency", String.class, credits, credit -> credit.amount()
                        .currency()
                        .code())
                .column("item_receive_amount", Long.class, credits, credit -> credit.amount()
                        .amount())
                .column("item_receive_unapplied", Long.class, credits, credit -> credit.unapplied()
                        .amount())
                .column("item_receive_value_on", LocalDate.class, credits, NewCredit::valueOn)
                .column("item_receive_cash_on", LocalDate.class, credits, NewCredit::cashOn)
                .column("item_receive_origin_id", UUID.class, credits, credit -> of(credit, Origin::id))
                .column(
                        "item_receive_origin_kind",
                        String.class,
                        credits,
                        credit -> of(credit, origin -> origin.kind().code()))
                .column("item_receive_origin_money_on", LocalDate.class, credits, credit -> of(credit, Origin::moneyOn))
                .build();
    }

    private static <T> @Nullable T of(NewCredit credit, Function<Origin, T> part) {
        Origin origin = credit.origin();
        return origin == null ? null : part.apply(origin);
    }
}

package io.duebook.item;

import io.duebook.item.NewCredit.Origin;
import io.duebook.platform.Row;
import io.duebook.platform.Write;
import io.duebook.shared.Currency;
import io.duebook.shared.CustomerId;
import io.duebook.shared.Money;
import io.r2dbc.spi.Readable;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Credits as the table holds them: how they are read and written, and how what is left of them changes. */
final class CreditRows {

    /** What {@link #credit} reads, of credits {@code c}: a condition on them may follow. */
    static final String CREDIT = """
            select c.id, c.kind, c.customer_id, c.currency, c.amount, c.unapplied, c.value_on,
                   coalesce(c.cash_on, c.value_on) as cash_on,
                   array(select concat_ws(' ', m.value_on, m.accounting_on, %s, m.credit_delta)
                           from movement m
                          where m.tenant_id = :tenant
                            and m.credit_id = c.id
                            and m.credit_delta <> 0) as history
              from credit c
             where c.tenant_id = :tenant
            """.formatted(Change.RECORDED);

    private CreditRows() {}

    static Credit credit(Readable columns) {
        Row row = new Row(columns);
        Currency currency = row.currency("currency");
        return new Credit(
                row.uuid("id"),
                Credit.Kind.of(row.text("kind")),
                new CustomerId(row.uuid("customer_id")),
                new Money(row.minor("amount"), currency),
                new Money(row.minor("unapplied"), currency),
                row.date("value_on"),
                row.date("cash_on"),
                Change.parse(row.texts("history")));
    }

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

    /** @param deltas by credit, in minor units; whoever keeps account of a deposit is told */
    static Write changeUnapplied(Map<UUID, Long> deltas) {
        List<Map.Entry<UUID, Long>> rows = List.copyOf(deltas.entrySet());
        return rows.isEmpty()
                ? Write.nothing()
                : Write.part("item_change_unapplied", """
                        update credit
                           set unapplied = unapplied + row.delta
                          from unnest(:item_change_unapplied_id, :item_change_unapplied_delta) as row (id, delta)
                         where credit.tenant_id = :tenant
                           and credit.id = row.id
                        """)
                        .column("item_change_unapplied_id", UUID.class, rows, Map.Entry::getKey)
                        .column("item_change_unapplied_delta", Long.class, rows, Map.Entry::getValue)
                        .build()
                        .and(DepositMoney.told(deltas.keySet()));
    }
}

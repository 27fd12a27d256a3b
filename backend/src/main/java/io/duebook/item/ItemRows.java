package io.duebook.item;

import io.duebook.platform.Row;
import io.duebook.platform.Write;
import io.duebook.shared.Currency;
import io.duebook.shared.CustomerId;
import io.duebook.shared.Money;
import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Claims as the table holds them: how they are read, and how what is kept of them changes. */
final class ItemRows {

    /** What {@link #item} reads, of claims {@code i}: a condition on them may follow. */
    static final String ITEM = """
            select i.id, i.customer_id, i.kind, i.number, i.currency, i.amount, i.open, i.issued_on, i.due_on,
                   i.open > 0 and (i.disputed or i.contested > 0) as disputed,
                   array(select concat_ws(' ', m.value_on, m.accounting_on, %1$s, m.item_delta)
                           from movement m
                          where m.tenant_id = :tenant
                            and m.item_id = i.id
                            and m.item_delta <> 0) as history,
                   i.written_off,
                   case when i.written_off > 0
                        then array(select concat_ws(' ', m.value_on, m.accounting_on, %1$s, m.written_off_delta)
                                     from movement m
                                    where m.tenant_id = :tenant
                                      and m.item_id = i.id
                                      and m.written_off_delta <> 0)
                   end as off_history,
                   case when i.written_off > 0
                        then array(select r.rate || ' ' || sum(r.amount)
                                     from tax_relief r
                                    where r.tenant_id = :tenant
                                      and r.item_id = i.id
                                    group by r.rate
                                   having sum(r.amount) <> 0)
                   end as relief,
                   i.accessory_to, debt.due_on as debt_due_on, debt.issued_on as debt_issued_on,
                   i.discount_percent, i.discount_until,
                   case when i.discount_percent is not null
                        then array(select concat_ws(' ', t ->> 'rate', t ->> 'net', t ->> 'tax')
                                     from jsonb_array_elements(i.taxes) as t)
                   end as taxes,
                   case when i.discount_percent is not null
                        then array(select concat_ws(' ', c.value_on, cc.rate, sum(cc.net), sum(cc.tax))
                                     from claim_credited cc
                                     join credit c on c.tenant_id = :tenant and c.id = cc.credit_id
                                    where cc.tenant_id = :tenant
                                      and cc.item_id = i.id
                                    group by c.value_on, cc.rate
                                   having sum(cc.net) <> 0 or sum(cc.tax) <> 0)
                   end as credited,
                   case when i.discount_percent is not null
                        then (select coalesce(-sum(m.item_delta), 0)::bigint
                                from movement m
                               where m.tenant_id = :tenant
                                 and m.item_id = i.id
                                 -- The undo of an import takes back what took one back, too.
                                 and m.kind like 'discount%%')
                   end as discounted,
                   case when i.discount_percent is not null then %2$s end as passed_on,
                   case when i.discount_percent is not null
                        then array(select concat_ws(' ', d.rate, sum(d.net), sum(d.tax))
                                     from claim_discounted d
                                    where d.tenant_id = :tenant
                                      and d.item_id = i.id
                                    group by d.rate)
                   end as discounted_taxes,
                   array(select concat_ws(' ', d.due_on, d.amount, d.later, d.retention)
                           from item_due d
                          where d.tenant_id = :tenant
                            and d.item_id = i.id
                          order by d.due_on) as dues
              from open_item i
              left join open_item debt on debt.tenant_id = :tenant and debt.id = i.accessory_to
             where i.tenant_id = :tenant
            """.formatted(Change.RECORDED, DebtTransfer.PASSED);

    private ItemRows() {}

    static OpenItem item(Readable columns) {
        Row row = new Row(columns);
        Currency currency = row.currency("currency");
        return new OpenItem(
                row.uuid("id"),
                new CustomerId(row.uuid("customer_id")),
                OpenItem.Kind.of(row.text("kind")),
                row.text("number"),
                new Money(row.minor("amount"), currency),
                new Money(row.minor("open"), currency),
                row.date("issued_on"),
                row.date("due_on"),
                row.fact("disputed"),
                Change.parse(row.texts("history")),
                off(row),
                debt(row),
                discount(row),
                dues(row));
    }

    private static List<Due> dues(Row row) {
        List<Due> parts = Due.parse(row.texts("dues"));
        return parts.isEmpty() ? List.of(Due.whole(row.date("due_on"))) : parts;
    }

    private static @Nullable DebtOrder debt(Row row) {
        UUID debt = row.uuidIfAny("accessory_to");
        return debt == null ? null : new DebtOrder(row.date("debt_due_on"), row.date("debt_issued_on"), debt);
    }

    private static @Nullable DiscountTerms discount(Row row) {
        BigDecimal percent = row.columns().get("discount_percent", BigDecimal.class);
        return percent == null
                ? null
                : new DiscountTerms(
                        percent,
                        row.date("discount_until"),
                        row.minor("amount") - row.minor("passed_on"),
                        TaxPart.parse(row.texts("taxes")),
                        Arrays.stream(row.texts("credited"))
                                .map(ItemRows::credited)
                                .toList(),
                        row.minor("discounted"),
                        TaxPart.parse(row.texts("discounted_taxes")));
    }

    private static DiscountTerms.Credited credited(String dated) {
        String[] parts = dated.split(" ", 2);
        return new DiscountTerms.Credited(
                LocalDate.parse(parts[0]),
                TaxPart.parse(new String[] {parts[1]}).getFirst());
    }

    private static OffTheBooks off(Row row) {
        long amount = row.minor("written_off");
        return amount == 0
                ? OffTheBooks.NOTHING
                : new OffTheBooks(
                        amount,
                        Arrays.stream(row.texts("relief"))
                                .map(rate -> rate.split(" "))
                                .collect(Collectors.toMap(
                                        rate -> new BigDecimal(rate[0]).stripTrailingZeros(),
                                        rate -> Long.parseLong(rate[1]),
                                        Long::sum,
                                        TreeMap::new)),
                        Change.parse(row.texts("off_history")));
    }

    /** @param deltas by item, in minor units */
    static Write changeOpen(Map<UUID, Long> deltas) {
        return change(deltas.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, delta -> ItemChange.ofOpen(delta.getValue()))));
    }

    /** What is kept of items, up or down; whoever has a stake in one is told. */
    static Write change(Map<UUID, ItemChange> changes) {
        List<Map.Entry<UUID, ItemChange>> rows = List.copyOf(changes.entrySet());
        return rows.isEmpty()
                ? Write.nothing()
                : Write.part("item_change", """
                        update open_item
                           set open = open_item.open + row.open,
                               written_off = open_item.written_off + row.written_off
                          from unnest(:item_change_id, :item_change_open, :item_change_written_off)
                            as row (id, open, written_off)
                         where open_item.tenant_id = :tenant
                           and open_item.id = row.id
                        """)
                        .column("item_change_id", UUID.class, rows, Map.Entry::getKey)
                        .column("item_change_open", Long.class, rows, row -> row.getValue()
                                .open())
                        .column("item_change_written_off", Long.class, rows, row -> row.getValue()
                                .writtenOff())
                        .build()
                        .and(ItemWatch.told(rows));
    }
}

package io.duebook.item;

import io.duebook.platform.Write;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The rows of due dates: appended, never overwritten. A claim that is due on one day has none, its item says it. */
final class DueDates {

    /**
     * What of each open item {@code i} is due when, to be joined: {@code due.due_on}, {@code due.amount} of the part,
     * {@code due.later}, what of the item is due after it, and {@code due.retention}, whether it is kept back.
     */
    static final String OF_ITEM = """
            left join item_due d on d.tenant_id = :tenant and d.item_id = i.id
            cross join lateral (select coalesce(d.due_on, i.due_on) as due_on, coalesce(d.amount, i.amount) as amount,
                                       coalesce(d.later, 0) as later,
                                       coalesce(d.retention, false) as retention) as due
            """;

    private DueDates() {}

    private record Row(NewItem item, Instalment part, long later) {

        static Stream<Row> of(NewItem item) {
            List<Instalment> parts = item.instalments();
            return IntStream.range(0, parts.size())
                    .mapToObj(at -> new Row(
                            item,
                            parts.get(at),
                            parts.stream()
                                    .skip(at + 1L)
                                    .mapToLong(Instalment::amount)
                                    .sum()));
        }
    }

    static Write write(List<NewItem> items) {
        List<Row> rows = items.stream().flatMap(Row::of).toList();
        return rows.isEmpty()
                ? Write.nothing()
                : Write.part("item_due_row", """
                        insert into item_due (tenant_id, item_id, effective_on, due_on, customer_id, amount, later,
                                              retention, recorded_at)
                        select :tenant, item_id, effective_on, due_on, customer_id, amount, later, retention,
                               :recorded_at
                          from unnest(:item_due_row_item, :item_due_row_effective_on, :item_due_row_on,
                                      :item_due_row_customer, :item_due_row_amount, :item_due_row_later,
                                      :item_due_row_retention)
                            as row (item_id, effective_on, due_on, customer_id, amount, later, retention)
                        """)
                        .column("item_due_row_item", UUID.class, rows, row -> row.item()
                                .id())
                        .column("item_due_row_effective_on", LocalDate.class, rows, row -> row.item()
                                .issuedOn())
                        .column("item_due_row_on", LocalDate.class, rows, row -> row.part()
                                .dueOn())
                        .column("item_due_row_customer", UUID.class, rows, row -> row.item()
                                .customer()
                                .value())
                        .column("item_due_row_amount", Long.class, rows, row -> row.part()
                                .amount())
                        .column("item_due_row_later", Long.class, rows, Row::later)
                        .column("item_due_row_retention", Boolean.class, rows, row -> row.part()
                                .retention())
                        .build();
    }
}

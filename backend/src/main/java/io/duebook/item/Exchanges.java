package io.duebook.item;

import io.duebook.ledger.FirstOpenDay;
import io.duebook.platform.Write;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** The rows of exchanges: written with the allocations they belong to, and taken back with them. */
final class Exchanges {

    private static final JsonMapper JSON = JsonMapper.shared();

    private Exchanges() {}

    private record Taken(Allocation allocation, Exchange exchange) {
        static Stream<Taken> of(Allocation allocation) {
            return Stream.ofNullable(allocation.exchange()).map(exchange -> new Taken(allocation, exchange));
        }
    }

    /** What the allocations take of money of another currency, if they do. */
    static Write write(List<Allocation> allocations) {
        List<Taken> taken = allocations.stream().flatMap(Taken::of).toList();
        return taken.isEmpty() ? Write.nothing() : movements(taken).and(rates(taken));
    }

    private static Write movements(List<Taken> taken) {
        return Write.part("item_exchange", """
                        insert into movement (tenant_id, id, customer_id, kind, entry_id, item_id, credit_id, currency,
                                              item_delta, credit_delta, value_on, accounting_on, recorded_at, part_of)
                        select :tenant, id, customer_id, :item_exchange_kind, entry_id, item_id, credit_id, currency,
                               0, -amount, value_on, %s, :recorded_at, part_of
                          from unnest(:item_exchange_id, :item_exchange_customer, :item_exchange_entry,
                                      :item_exchange_item, :item_exchange_credit, :item_exchange_currency,
                                      :item_exchange_amount, :item_exchange_value_on, :item_exchange_accounting_on,
                                      :item_exchange_part_of)
                            as row (id, customer_id, entry_id, item_id, credit_id, currency, amount, value_on,
                                    accounting_on, part_of)
                        """.formatted(FirstOpenDay.notBefore("accounting_on")))
                .bind("item_exchange_kind", Exchange.KIND)
                .column("item_exchange_id", UUID.class, taken, row -> row.exchange()
                        .id())
                .column("item_exchange_customer", UUID.class, taken, row -> row.allocation()
                        .customer()
                        .value())
                .column("item_exchange_entry", UUID.class, taken, row -> row.exchange()
                        .entry())
                .column("item_exchange_item", UUID.class, taken, row -> row.allocation()
                        .item())
                .column("item_exchange_credit", UUID.class, taken, row -> row.allocation()
                        .credit())
                .column("item_exchange_currency", String.class, taken, row -> row.exchange()
                        .taken()
                        .currency()
                        .code())
                .column("item_exchange_amount", Long.class, taken, row -> row.exchange()
                        .taken()
                        .amount())
                .column("item_exchange_value_on", LocalDate.class, taken, row -> row.allocation()
                        .valueOn())
                .column("item_exchange_accounting_on", LocalDate.class, taken, row -> row.allocation()
                        .accountingOn())
                .column("item_exchange_part_of", UUID.class, taken, row -> row.allocation()
                        .id())
                .build();
    }

    private static Write rates(List<Taken> taken) {
        return Write.part("item_exchange_rate", """
                        insert into allocation_exchange (tenant_id, id, customer_id, allocation_id, steps)
                        select :tenant, id, customer_id, allocation_id, steps::jsonb
                          from unnest(:item_exchange_rate_id, :item_exchange_rate_customer,
                                      :item_exchange_rate_allocation, :item_exchange_rate_steps)
                            as row (id, customer_id, allocation_id, steps)
                        """)
                .column("item_exchange_rate_id", UUID.class, taken, row -> row.exchange()
                        .id())
                .column("item_exchange_rate_customer", UUID.class, taken, row -> row.allocation()
                        .customer()
                        .value())
                .column("item_exchange_rate_allocation", UUID.class, taken, row -> row.allocation()
                        .id())
                .column(
                        "item_exchange_rate_steps",
                        String.class,
                        taken,
                        row -> JSON.writeValueAsString(
                                Exchange.Step.of(row.exchange().rate())))
                .build();
    }

    /** The money is there again as it was, on the day on which the allocation ends. */
    static Write takeBack(List<AllocationUndo> undone) {
        List<AllocationUndo> rows =
                undone.stream().filter(undo -> undo.made().exchange() != null).toList();
        return rows.isEmpty()
                ? Write.nothing()
                : Write.part("item_exchange_undo", """
                        insert into movement (tenant_id, id, customer_id, kind, entry_id, item_id, credit_id, currency,
                                              item_delta, credit_delta, value_on, accounting_on, recorded_at, reverses,
                                              part_of)
                        select m.tenant_id, row.id, m.customer_id, m.kind || '_undone', row.entry_id, m.item_id,
                               m.credit_id, m.currency, 0, -m.credit_delta, row.dated, %s, :recorded_at, m.id,
                               row.part_of
                          from unnest(:item_exchange_undo_id, :item_exchange_undo_entry, :item_exchange_undo_of,
                                      :item_exchange_undo_on, :item_exchange_undo_part_of)
                            as row (id, entry_id, movement_id, dated, part_of)
                          join movement m on m.tenant_id = :tenant and m.id = row.movement_id
                        """.formatted(FirstOpenDay.notBefore("row.dated")))
                        .column("item_exchange_undo_id", UUID.class, rows, AllocationUndo::exchangeId)
                        .column("item_exchange_undo_entry", UUID.class, rows, AllocationUndo::exchangeEntry)
                        .column("item_exchange_undo_of", UUID.class, rows, row -> Objects.requireNonNull(
                                        row.made().exchange())
                                .id())
                        .column("item_exchange_undo_on", LocalDate.class, rows, AllocationUndo::on)
                        .column("item_exchange_undo_part_of", UUID.class, rows, AllocationUndo::id)
                        .build();
    }
}

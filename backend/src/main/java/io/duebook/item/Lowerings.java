package io.duebook.item;

import io.duebook.ledger.FirstOpenDay;
import io.duebook.platform.Ids;
import io.duebook.platform.Write;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The rows of what credit notes take off claims that are off the books. */
final class Lowerings {

    static final String KIND = "lowering";

    private Lowerings() {}

    private record Relief(Lowering lowering, BigDecimal rate, long amount) {
        static Stream<Relief> of(Lowering lowering) {
            return lowering.relief().entrySet().stream()
                    .map(rate -> new Relief(lowering, rate.getKey(), rate.getValue()));
        }
    }

    static Write write(List<Lowering> lowerings) {
        return lowerings.isEmpty() ? Write.nothing() : movements(lowerings).and(relief(lowerings));
    }

    private static Write movements(List<Lowering> lowerings) {
        return Write.part("item_lower", """
                        insert into movement (tenant_id, id, customer_id, kind, entry_id, item_id, credit_id, currency,
                                              item_delta, credit_delta, written_off_delta, value_on, accounting_on,
                                              recorded_at)
                        select :tenant, id, customer_id, :item_lower_kind, entry_id, item_id, credit_id, currency,
                               0, 0, -amount, dated, %s, :recorded_at
                          from unnest(:item_lower_id, :item_lower_customer, :item_lower_entry, :item_lower_item,
                                      :item_lower_credit, :item_lower_currency, :item_lower_amount, :item_lower_on)
                            as row (id, customer_id, entry_id, item_id, credit_id, currency, amount, dated)
                        """.formatted(FirstOpenDay.notBefore("dated")))
                .bind("item_lower_kind", KIND)
                .column("item_lower_id", UUID.class, lowerings, Lowering::id)
                .column("item_lower_customer", UUID.class, lowerings, lowering -> lowering.item()
                        .customer()
                        .value())
                .column("item_lower_entry", UUID.class, lowerings, Lowering::entry)
                .column("item_lower_item", UUID.class, lowerings, lowering -> lowering.item()
                        .id())
                .column("item_lower_credit", UUID.class, lowerings, Lowering::creditNote)
                .column("item_lower_currency", String.class, lowerings, lowering -> lowering.item()
                        .amount()
                        .currency()
                        .code())
                .column("item_lower_amount", Long.class, lowerings, Lowering::amount)
                .column("item_lower_on", LocalDate.class, lowerings, Lowering::on)
                .build();
    }

    private static Write relief(List<Lowering> lowerings) {
        List<Relief> rows = lowerings.stream().flatMap(Relief::of).toList();
        return rows.isEmpty()
                ? Write.nothing()
                : Write.part("item_lower_relief", """
                        insert into tax_relief (tenant_id, movement_id, rate, customer_id, item_id, amount)
                        select :tenant, movement_id, rate, customer_id, item_id, -amount
                          from unnest(:item_lower_relief_movement, :item_lower_relief_rate,
                                      :item_lower_relief_customer, :item_lower_relief_item,
                                      :item_lower_relief_amount)
                            as row (movement_id, rate, customer_id, item_id, amount)
                        """)
                        .column("item_lower_relief_movement", UUID.class, rows, row -> row.lowering()
                                .id())
                        .column("item_lower_relief_rate", BigDecimal.class, rows, Relief::rate)
                        .column("item_lower_relief_customer", UUID.class, rows, row -> row.lowering()
                                .item()
                                .customer()
                                .value())
                        .column("item_lower_relief_item", UUID.class, rows, row -> row.lowering()
                                .item()
                                .id())
                        .column("item_lower_relief_amount", Long.class, rows, Relief::amount)
                        .build();
    }

    /** The claims are what they were, on a day of their own. */
    static Write takeBack(List<MadeLowering> made, LocalDate on) {
        if (made.isEmpty()) {
            return Write.nothing();
        }
        record Undo(UUID id, MadeLowering of) {}
        List<Undo> rows = made.stream().map(one -> new Undo(Ids.next(), one)).toList();
        Write movements = Write.part("item_raise", """
                        insert into movement (tenant_id, id, customer_id, kind, entry_id, item_id, credit_id, currency,
                                              item_delta, credit_delta, written_off_delta, value_on, accounting_on,
                                              recorded_at, reverses)
                        select m.tenant_id, row.id, m.customer_id, m.kind || '_undone', row.entry_id, m.item_id,
                               m.credit_id, m.currency, 0, 0, -m.written_off_delta, :item_raise_on, %s,
                               :recorded_at, m.id
                          from unnest(:item_raise_id, :item_raise_entry, :item_raise_of)
                            as row (id, entry_id, movement_id)
                          join movement m on m.tenant_id = :tenant and m.id = row.movement_id
                        """.formatted(FirstOpenDay.notBefore(":item_raise_on")))
                .bind("item_raise_on", on)
                .column("item_raise_id", UUID.class, rows, Undo::id)
                .column("item_raise_entry", UUID.class, rows, row -> row.of().undoneBy())
                .column("item_raise_of", UUID.class, rows, row -> row.of().id())
                .build();
        Write relief = Write.part("item_raise_relief", """
                        insert into tax_relief (tenant_id, movement_id, rate, customer_id, item_id, amount)
                        select r.tenant_id, row.id, r.rate, r.customer_id, r.item_id, -r.amount
                          from unnest(:item_raise_relief_id, :item_raise_relief_of) as row (id, movement_id)
                          join tax_relief r on r.tenant_id = :tenant and r.movement_id = row.movement_id
                        """)
                .column("item_raise_relief_id", UUID.class, rows, Undo::id)
                .column("item_raise_relief_of", UUID.class, rows, row -> row.of()
                        .id())
                .build();
        Map<UUID, ItemChange> items = made.stream()
                .collect(
                        Collectors.toMap(MadeLowering::item, one -> new ItemChange(0, one.amount()), ItemChange::plus));
        return Write.all(movements, relief, ItemRows.change(items))
                .recordedNotBefore(made.stream()
                        .map(MadeLowering::recordedAt)
                        .max(java.util.Comparator.naturalOrder())
                        .orElse(Change.BY_THIS_COMMAND));
    }
}

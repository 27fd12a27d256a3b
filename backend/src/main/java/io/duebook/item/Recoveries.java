package io.duebook.item;

import io.duebook.ledger.FirstOpenDay;
import io.duebook.platform.Write;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

/** The rows of recoveries: written with the allocations they belong to, and taken back with them. */
final class Recoveries {

    static final String KIND = "recovery";
    static final String UNDONE = KIND + "_undone";

    private Recoveries() {}

    private record Made(Allocation allocation, Recovery recovery) {
        static Stream<Made> of(Allocation allocation) {
            return Stream.ofNullable(allocation.recovery()).map(recovery -> new Made(allocation, recovery));
        }
    }

    private record Relief(Made made, BigDecimal rate, long amount) {
        static Stream<Relief> of(Made made) {
            return made.recovery().relief().entrySet().stream()
                    .map(rate -> new Relief(made, rate.getKey(), rate.getValue()));
        }
    }

    /** What the allocations recover, if any of them does. */
    static Write write(List<Allocation> allocations) {
        List<Made> made = allocations.stream().flatMap(Made::of).toList();
        return made.isEmpty() ? Write.nothing() : movements(made).and(relief(made));
    }

    private static Write movements(List<Made> made) {
        return Write.part("item_recover", """
                        insert into movement (tenant_id, id, customer_id, kind, entry_id, item_id, credit_id, currency,
                                              item_delta, credit_delta, written_off_delta, value_on, accounting_on,
                                              recorded_at, part_of)
                        select :tenant, id, customer_id, :item_recover_kind, entry_id, item_id, credit_id, currency,
                               amount, 0, -amount, value_on, %s, :recorded_at, part_of
                          from unnest(:item_recover_id, :item_recover_customer, :item_recover_entry, :item_recover_item,
                                      :item_recover_credit, :item_recover_currency, :item_recover_amount,
                                      :item_recover_value_on, :item_recover_accounting_on, :item_recover_part_of)
                            as row (id, customer_id, entry_id, item_id, credit_id, currency, amount, value_on,
                                    accounting_on, part_of)
                        """.formatted(FirstOpenDay.notBefore("accounting_on")))
                .bind("item_recover_kind", KIND)
                .column("item_recover_id", UUID.class, made, row -> row.recovery()
                        .id())
                .column("item_recover_customer", UUID.class, made, row -> row.allocation()
                        .customer()
                        .value())
                .column("item_recover_entry", UUID.class, made, row -> row.recovery()
                        .entry())
                .column("item_recover_item", UUID.class, made, row -> row.allocation()
                        .item())
                .column("item_recover_credit", UUID.class, made, row -> row.allocation()
                        .credit())
                .column("item_recover_currency", String.class, made, row -> row.allocation()
                        .amount()
                        .currency()
                        .code())
                .column("item_recover_amount", Long.class, made, row -> row.recovery()
                        .amount())
                .column("item_recover_value_on", LocalDate.class, made, row -> row.allocation()
                        .valueOn())
                .column("item_recover_accounting_on", LocalDate.class, made, row -> row.allocation()
                        .accountingOn())
                .column("item_recover_part_of", UUID.class, made, row -> row.allocation()
                        .id())
                .build();
    }

    private static Write relief(List<Made> made) {
        List<Relief> rows = made.stream().flatMap(Relief::of).toList();
        return rows.isEmpty()
                ? Write.nothing()
                : Write.part("item_recover_relief", """
                        insert into tax_relief (tenant_id, movement_id, rate, customer_id, item_id, amount)
                        select :tenant, movement_id, rate, customer_id, item_id, -amount
                          from unnest(:item_recover_relief_movement, :item_recover_relief_rate,
                                      :item_recover_relief_customer, :item_recover_relief_item,
                                      :item_recover_relief_amount)
                            as row (movement_id, rate, customer_id, item_id, amount)
                        """)
                        .column("item_recover_relief_movement", UUID.class, rows, row -> row.made()
                                .recovery()
                                .id())
                        .column("item_recover_relief_rate", BigDecimal.class, rows, Relief::rate)
                        .column("item_recover_relief_customer", UUID.class, rows, row -> row.made()
                                .allocation()
                                .customer()
                                .value())
                        .column("item_recover_relief_item", UUID.class, rows, row -> row.made()
                                .allocation()
                                .item())
                        .column("item_recover_relief_amount", Long.class, rows, Relief::amount)
                        .build();
    }

    /** The claim is off the books again, with the tax that was taken back then. */
    static Write takeBack(List<AllocationUndo> undone) {
        List<AllocationUndo> rows =
                undone.stream().filter(undo -> undo.made().recovery() != null).toList();
        if (rows.isEmpty()) {
            return Write.nothing();
        }
        Write movements = Write.part("item_recovery_undo", """
                        insert into movement (tenant_id, id, customer_id, kind, entry_id, item_id, credit_id, currency,
                                              item_delta, credit_delta, written_off_delta, value_on, accounting_on,
                                              recorded_at, reverses, part_of)
                        select m.tenant_id, row.id, m.customer_id, m.kind || '_undone', row.entry_id, m.item_id,
                               m.credit_id, m.currency, -m.item_delta, 0, -m.written_off_delta, row.dated, %s,
                               :recorded_at, m.id, row.part_of
                          from unnest(:item_recovery_undo_id, :item_recovery_undo_entry, :item_recovery_undo_of,
                                      :item_recovery_undo_on, :item_recovery_undo_part_of)
                            as row (id, entry_id, movement_id, dated, part_of)
                          join movement m on m.tenant_id = :tenant and m.id = row.movement_id
                        """.formatted(FirstOpenDay.notBefore("row.dated")))
                .column("item_recovery_undo_id", UUID.class, rows, AllocationUndo::recoveryId)
                .column("item_recovery_undo_entry", UUID.class, rows, AllocationUndo::recoveryEntry)
                .column("item_recovery_undo_of", UUID.class, rows, row -> recovery(row)
                        .id())
                .column("item_recovery_undo_on", LocalDate.class, rows, AllocationUndo::on)
                .column("item_recovery_undo_part_of", UUID.class, rows, AllocationUndo::id)
                .build();
        Write relief = Write.part("item_recovery_undo_relief", """
                        insert into tax_relief (tenant_id, movement_id, rate, customer_id, item_id, amount)
                        select r.tenant_id, row.id, r.rate, r.customer_id, r.item_id, -r.amount
                          from unnest(:item_recovery_undo_relief_id, :item_recovery_undo_relief_of)
                            as row (id, movement_id)
                          join tax_relief r on r.tenant_id = :tenant and r.movement_id = row.movement_id
                        """)
                .column("item_recovery_undo_relief_id", UUID.class, rows, AllocationUndo::recoveryId)
                .column("item_recovery_undo_relief_of", UUID.class, rows, row -> recovery(row)
                        .id())
                .build();
        return movements.and(relief);
    }

    private static MadeRecovery recovery(AllocationUndo undo) {
        return Objects.requireNonNull(undo.made().recovery());
    }
}

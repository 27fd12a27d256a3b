package io.duebook.item;

import io.duebook.item.AllocationUndo.DifferenceUndo;
import io.duebook.ledger.FirstOpenDay;
import io.duebook.platform.Write;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** The rows of small differences and deductions: written with the allocations they belong to, and taken back with them. */
final class Differences {

    private Differences() {}

    private record Taken(Allocation allocation, Difference difference) {
        static Stream<Taken> of(Allocation allocation) {
            return allocation.differences().stream().map(difference -> new Taken(allocation, difference));
        }
    }

    static Write write(List<Allocation> allocations) {
        List<Taken> taken = allocations.stream().flatMap(Taken::of).toList();
        return taken.isEmpty() ? Write.nothing() : movements(taken).and(deductions(taken));
    }

    private static Write movements(List<Taken> taken) {
        return Write.part("item_difference", """
                        insert into movement (tenant_id, id, customer_id, kind, entry_id, item_id, credit_id, currency,
                                              item_delta, credit_delta, value_on, accounting_on, recorded_at, part_of)
                        select :tenant, id, customer_id, kind, entry_id, item_id, credit_id, currency,
                               -of_item, -of_credit, value_on, %s, :recorded_at, part_of
                          from unnest(:item_difference_id, :item_difference_customer, :item_difference_kind,
                                      :item_difference_entry, :item_difference_item, :item_difference_credit,
                                      :item_difference_currency, :item_difference_of_item,
                                      :item_difference_of_credit, :item_difference_value_on,
                                      :item_difference_accounting_on, :item_difference_part_of)
                            as row (id, customer_id, kind, entry_id, item_id, credit_id, currency, of_item,
                                    of_credit, value_on, accounting_on, part_of)
                        """.formatted(FirstOpenDay.notBefore("accounting_on")))
                .column("item_difference_id", UUID.class, taken, row -> row.difference()
                        .id())
                .column("item_difference_customer", UUID.class, taken, row -> row.allocation()
                        .customer()
                        .value())
                .column("item_difference_kind", String.class, taken, row -> row.difference()
                        .word())
                .column("item_difference_entry", UUID.class, taken, row -> row.difference()
                        .entry())
                .column("item_difference_item", UUID.class, taken, row -> row.allocation()
                        .item())
                .column("item_difference_credit", UUID.class, taken, row -> row.allocation()
                        .credit())
                .column("item_difference_currency", String.class, taken, row -> row.allocation()
                        .amount()
                        .currency()
                        .code())
                .column("item_difference_of_item", Long.class, taken, row -> row.difference()
                        .ofItem())
                .column("item_difference_of_credit", Long.class, taken, row -> row.difference()
                        .ofCredit())
                .column("item_difference_value_on", LocalDate.class, taken, row -> row.allocation()
                        .valueOn())
                .column("item_difference_accounting_on", LocalDate.class, taken, row -> row.allocation()
                        .accountingOn())
                .column("item_difference_part_of", UUID.class, taken, row -> row.allocation()
                        .id())
                .build();
    }

    /** What was withheld, by its reason, for whoever asks the payer about it. */
    private static Write deductions(List<Taken> taken) {
        record Withheld(Taken taken, String reason) {}
        List<Withheld> rows = taken.stream()
                .flatMap(one -> one.difference().kind() instanceof Difference.Kind.Deduction(String reason)
                        ? Stream.of(new Withheld(one, reason))
                        : Stream.empty())
                .toList();
        return rows.isEmpty()
                ? Write.nothing()
                : Write.part("item_deduction", """
                        insert into deduction (tenant_id, id, customer_id, item_id, credit_id, allocation_id, reason,
                                               currency, amount, deducted_on)
                        select :tenant, id, customer_id, item_id, credit_id, allocation_id, reason, currency, amount,
                               deducted_on
                          from unnest(:item_deduction_id, :item_deduction_customer, :item_deduction_item,
                                      :item_deduction_credit, :item_deduction_allocation, :item_deduction_reason,
                                      :item_deduction_currency, :item_deduction_amount, :item_deduction_on)
                            as row (id, customer_id, item_id, credit_id, allocation_id, reason, currency, amount,
                                    deducted_on)
                        """)
                        .column("item_deduction_id", UUID.class, rows, row -> row.taken()
                                .difference()
                                .id())
                        .column("item_deduction_customer", UUID.class, rows, row -> row.taken()
                                .allocation()
                                .customer()
                                .value())
                        .column("item_deduction_item", UUID.class, rows, row -> row.taken()
                                .allocation()
                                .item())
                        .column("item_deduction_credit", UUID.class, rows, row -> row.taken()
                                .allocation()
                                .credit())
                        .column("item_deduction_allocation", UUID.class, rows, row -> row.taken()
                                .allocation()
                                .id())
                        .column("item_deduction_reason", String.class, rows, Withheld::reason)
                        .column("item_deduction_currency", String.class, rows, row -> row.taken()
                                .allocation()
                                .amount()
                                .currency()
                                .code())
                        .column("item_deduction_amount", Long.class, rows, row -> row.taken()
                                .difference()
                                .amount())
                        .column("item_deduction_on", LocalDate.class, rows, row -> row.taken()
                                .allocation()
                                .accountingOn())
                        .build();
    }

    /** On the day on which an allocation is taken back, what it spared is owed again, and what it used up is there again. */
    static Write takeBack(List<AllocationUndo> undone) {
        List<DifferenceUndo> rows =
                undone.stream().flatMap(undo -> undo.differences().stream()).toList();
        return rows.isEmpty()
                ? Write.nothing()
                : Write.part("item_difference_undo", """
                        insert into movement (tenant_id, id, customer_id, kind, entry_id, item_id, credit_id, currency,
                                              item_delta, credit_delta, value_on, accounting_on, recorded_at, reverses,
                                              part_of)
                        select m.tenant_id, row.id, m.customer_id, m.kind || '_undone', row.entry_id, m.item_id,
                               m.credit_id, m.currency, -m.item_delta, -m.credit_delta, row.dated, %s,
                               :recorded_at, m.id, row.part_of
                          from unnest(:item_difference_undo_id, :item_difference_undo_entry, :item_difference_undo_of,
                                      :item_difference_undo_on, :item_difference_undo_part_of)
                            as row (id, entry_id, movement_id, dated, part_of)
                          join movement m on m.tenant_id = :tenant and m.id = row.movement_id
                        """.formatted(FirstOpenDay.notBefore("row.dated")))
                        .column("item_difference_undo_id", UUID.class, rows, DifferenceUndo::id)
                        .column("item_difference_undo_entry", UUID.class, rows, DifferenceUndo::entry)
                        .column("item_difference_undo_of", UUID.class, rows, row -> row.made()
                                .id())
                        .column("item_difference_undo_on", LocalDate.class, rows, DifferenceUndo::on)
                        .column("item_difference_undo_part_of", UUID.class, rows, DifferenceUndo::partOf)
                        .build();
    }
}

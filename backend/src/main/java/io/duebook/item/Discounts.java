package io.duebook.item;

import io.duebook.ledger.FirstOpenDay;
import io.duebook.platform.Write;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

/** The rows of discounts: written with the allocations they belong to, and taken back with them. */
final class Discounts {

    static final String KIND = "discount";

    private Discounts() {}

    private record Taken(Allocation allocation, Discount discount) {
        static Stream<Taken> of(Allocation allocation) {
            return Stream.ofNullable(allocation.discount()).map(discount -> new Taken(allocation, discount));
        }
    }

    private record Lowered(Taken taken, TaxPart tax) {
        static Stream<Lowered> of(Taken taken) {
            return taken.discount().taxes().stream().map(tax -> new Lowered(taken, tax));
        }
    }

    /** What the money of the allocations earned, if it earned anything. */
    static Write write(List<Allocation> allocations) {
        List<Taken> taken = allocations.stream().flatMap(Taken::of).toList();
        return taken.isEmpty() ? Write.nothing() : movements(taken).and(taxes(taken));
    }

    private static Write movements(List<Taken> taken) {
        return Write.part("item_discount", """
                        insert into movement (tenant_id, id, customer_id, kind, entry_id, item_id, credit_id, currency,
                                              item_delta, credit_delta, value_on, accounting_on, recorded_at, part_of)
                        select :tenant, id, customer_id, :item_discount_kind, entry_id, item_id, credit_id, currency,
                               -amount, 0, value_on, %s, :recorded_at, part_of
                          from unnest(:item_discount_id, :item_discount_customer, :item_discount_entry,
                                      :item_discount_item, :item_discount_credit, :item_discount_currency,
                                      :item_discount_amount, :item_discount_value_on, :item_discount_accounting_on,
                                      :item_discount_part_of)
                            as row (id, customer_id, entry_id, item_id, credit_id, currency, amount, value_on,
                                    accounting_on, part_of)
                        """.formatted(FirstOpenDay.notBefore("accounting_on")))
                .bind("item_discount_kind", KIND)
                .column("item_discount_id", UUID.class, taken, row -> row.discount()
                        .id())
                .column("item_discount_customer", UUID.class, taken, row -> row.allocation()
                        .customer()
                        .value())
                .column("item_discount_entry", UUID.class, taken, row -> row.discount()
                        .entry())
                .column("item_discount_item", UUID.class, taken, row -> row.allocation()
                        .item())
                .column("item_discount_credit", UUID.class, taken, row -> row.allocation()
                        .credit())
                .column("item_discount_currency", String.class, taken, row -> row.allocation()
                        .amount()
                        .currency()
                        .code())
                .column("item_discount_amount", Long.class, taken, row -> row.discount()
                        .amount())
                .column("item_discount_value_on", LocalDate.class, taken, row -> row.allocation()
                        .valueOn())
                .column("item_discount_accounting_on", LocalDate.class, taken, row -> row.allocation()
                        .accountingOn())
                .column("item_discount_part_of", UUID.class, taken, row -> row.allocation()
                        .id())
                .build();
    }

    private static Write taxes(List<Taken> taken) {
        List<Lowered> rows = taken.stream().flatMap(Lowered::of).toList();
        return rows.isEmpty()
                ? Write.nothing()
                : Write.part("item_discount_tax", """
                        insert into claim_discounted (tenant_id, movement_id, rate, customer_id, item_id, net, tax)
                        select :tenant, movement_id, rate, customer_id, item_id, net, tax
                          from unnest(:item_discount_tax_movement, :item_discount_tax_rate,
                                      :item_discount_tax_customer, :item_discount_tax_item, :item_discount_tax_net,
                                      :item_discount_tax_tax)
                            as row (movement_id, rate, customer_id, item_id, net, tax)
                        """)
                        .column("item_discount_tax_movement", UUID.class, rows, row -> row.taken()
                                .discount()
                                .id())
                        .column("item_discount_tax_rate", BigDecimal.class, rows, row -> row.tax()
                                .rate())
                        .column("item_discount_tax_customer", UUID.class, rows, row -> row.taken()
                                .allocation()
                                .customer()
                                .value())
                        .column("item_discount_tax_item", UUID.class, rows, row -> row.taken()
                                .allocation()
                                .item())
                        .column("item_discount_tax_net", Long.class, rows, row -> row.tax()
                                .net())
                        .column("item_discount_tax_tax", Long.class, rows, row -> row.tax()
                                .tax())
                        .build();
    }

    /** What was not paid is owed again, on the day on which the money is taken away. */
    static Write takeBack(List<AllocationUndo> undone) {
        List<AllocationUndo> rows =
                undone.stream().filter(undo -> undo.made().discount() != null).toList();
        if (rows.isEmpty()) {
            return Write.nothing();
        }
        Write movements = Write.part("item_discount_undo", """
                        insert into movement (tenant_id, id, customer_id, kind, entry_id, item_id, credit_id, currency,
                                              item_delta, credit_delta, value_on, accounting_on, recorded_at, reverses,
                                              part_of)
                        select m.tenant_id, row.id, m.customer_id, m.kind || '_undone', row.entry_id, m.item_id,
                               m.credit_id, m.currency, -m.item_delta, 0, row.dated, %s, :recorded_at, m.id,
                               row.part_of
                          from unnest(:item_discount_undo_id, :item_discount_undo_entry, :item_discount_undo_of,
                                      :item_discount_undo_on, :item_discount_undo_part_of)
                            as row (id, entry_id, movement_id, dated, part_of)
                          join movement m on m.tenant_id = :tenant and m.id = row.movement_id
                        """.formatted(FirstOpenDay.notBefore("row.dated")))
                .column("item_discount_undo_id", UUID.class, rows, AllocationUndo::discountId)
                .column("item_discount_undo_entry", UUID.class, rows, AllocationUndo::discountEntry)
                .column("item_discount_undo_of", UUID.class, rows, row -> discount(row)
                        .id())
                .column("item_discount_undo_on", LocalDate.class, rows, AllocationUndo::on)
                .column("item_discount_undo_part_of", UUID.class, rows, AllocationUndo::id)
                .build();
        Write taxes = Write.part("item_discount_undo_tax", """
                        insert into claim_discounted (tenant_id, movement_id, rate, customer_id, item_id, net, tax)
                        select d.tenant_id, row.id, d.rate, d.customer_id, d.item_id, -d.net, -d.tax
                          from unnest(:item_discount_undo_tax_id, :item_discount_undo_tax_of) as row (id, movement_id)
                          join claim_discounted d on d.tenant_id = :tenant and d.movement_id = row.movement_id
                        """)
                .column("item_discount_undo_tax_id", UUID.class, rows, AllocationUndo::discountId)
                .column("item_discount_undo_tax_of", UUID.class, rows, row -> discount(row)
                        .id())
                .build();
        return movements.and(taxes);
    }

    private static MadeDiscount discount(AllocationUndo undo) {
        return Objects.requireNonNull(undo.made().discount());
    }
}

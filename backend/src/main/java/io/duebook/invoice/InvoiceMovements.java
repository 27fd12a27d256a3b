package io.duebook.invoice;

import io.duebook.item.Credit;
import io.duebook.shared.AllocationId;
import io.duebook.shared.ChargeId;
import io.duebook.shared.CreditNoteId;
import io.duebook.shared.PaymentId;
import io.duebook.shared.PublicId;
import io.duebook.shared.TransferId;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What moved an invoice: how the part that is no longer open came to be settled.
 *
 * @param moved the first before the last
 */
record InvoiceMovements(List<JsonNode> moved) {

    /** Of an invoice {@code i}, as an array of objects. */
    static final String COLUMN = """
            , (select coalesce(jsonb_agg(jsonb_build_object('id', m.id, 'credit', m.credit_id, 'credit_kind',
                          k.kind, 'came_as', coalesce(k.origin_kind, k.kind), 'number', k.number, 'kind', m.kind, 'amount', -m.item_delta, 'on',
                          m.accounting_on, 'reverses', m.reverses, 'off', m.written_off_delta,
                          'part_of', m.part_of)
                          order by m.accounting_on, m.id), '[]')::text
                 from movement m
                 left join credit k on k.tenant_id = :tenant and k.id = m.credit_id
                where m.tenant_id = :tenant
                  and m.item_id = i.id
                  and (m.kind like 'allocation%' or m.kind like 'recovery%'
                       or m.kind like 'lowering%'
                       or m.kind like 'discount%'
                       or m.kind like 'rounding%'
                       or m.kind like 'deduction%'
                       or m.kind like 'netting%'
                       or m.kind like 'debt\\_passed\\_on%'
                       or m.kind like 'waiver%'
                       or m.kind = 'write_off')) as moved
            """;

    /** Credits nobody paid for: what settles by them is credited. */
    private static final Set<String> CREDITING = Set.of("credit_note", "interest");

    /** @param writtenOff what of it is off the books, in minor units */
    InvoiceView.Settled settled(long writtenOff) {
        // What was recovered was owed again and then settled: it counts as recovered only.
        return new InvoiceView.Settled(
                allocated(kind -> !CREDITING.contains(kind)),
                allocated(CREDITING::contains) + lowered(),
                discounted(),
                writtenOff,
                waived(),
                recovered(),
                spared("rounding"),
                spared("deduction"),
                spared("netting"),
                passedOn());
    }

    /** By what the credit was before it passed from another customer, if it did. */
    private long allocated(Predicate<String> creditKind) {
        return moved.stream()
                .filter(movement -> movement.path("kind").asString().startsWith("allocation") || isRecovery(movement))
                .filter(movement -> creditKind.test(movement.path("came_as").asString()))
                .mapToLong(movement -> movement.path("amount").asLong())
                .sum();
    }

    /** By credit notes, while it was off the books. */
    private long lowered() {
        return moved.stream()
                .filter(movement -> movement.path("kind").asString().startsWith("lowering"))
                .mapToLong(movement -> -movement.path("off").asLong())
                .sum();
    }

    long discounted() {
        return spared("discount");
    }

    /** What others took over of it. */
    long passedOn() {
        return spared("debt_passed_on");
    }

    /** Of what was open and of what was off the books. */
    private long waived() {
        return moved.stream()
                .filter(movement -> movement.path("kind").asString().startsWith("waiver"))
                .mapToLong(movement ->
                        movement.path("amount").asLong() - movement.path("off").asLong())
                .sum();
    }

    private long recovered() {
        return moved.stream()
                .filter(InvoiceMovements::isRecovery)
                .mapToLong(movement -> -movement.path("amount").asLong())
                .sum();
    }

    private static boolean isRecovery(JsonNode movement) {
        return movement.path("kind").asString().startsWith("recovery");
    }

    private long spared(String kind) {
        return moved.stream()
                .filter(movement -> movement.path("kind").asString().startsWith(kind))
                .mapToLong(movement -> movement.path("amount").asLong())
                .sum();
    }

    List<InvoiceView.InvoiceAllocationView> allocations() {
        List<String> undone = moved.stream()
                .map(movement -> movement.path("reverses").asString(""))
                .toList();
        return moved.stream()
                .filter(movement -> movement.path("kind").asString().equals("allocation"))
                .map(movement -> allocation(
                        movement,
                        discountOf(movement),
                        undone.contains(movement.path("id").asString())))
                .toList();
    }

    private long discountOf(JsonNode allocation) {
        return moved.stream()
                .filter(movement -> movement.path("kind").asString().equals("discount"))
                .filter(movement -> movement.path("part_of").equals(allocation.path("id")))
                .mapToLong(movement -> movement.path("amount").asLong())
                .sum();
    }

    private static InvoiceView.InvoiceAllocationView allocation(JsonNode made, long discount, boolean reversed) {
        UUID credit = UUID.fromString(made.path("credit").asString());
        PublicId source = Credit.Kind.of(made.path("credit_kind").asString()).idOf(credit);
        return new InvoiceView.InvoiceAllocationView(
                new AllocationId(UUID.fromString(made.path("id").asString())),
                source instanceof PaymentId payment ? payment : null,
                source instanceof CreditNoteId note ? note : null,
                source instanceof ChargeId interest ? interest : null,
                source instanceof TransferId passed ? passed : null,
                number(source, made.path("number")),
                made.path("amount").asLong(),
                discount,
                LocalDate.parse(made.path("on").asString()),
                reversed);
    }

    /** Of what has one: a payment has none of its own, nor has what passed from another customer. */
    private static @Nullable String number(PublicId source, JsonNode number) {
        return source instanceof PaymentId || !number.isString() ? null : number.asString();
    }
}

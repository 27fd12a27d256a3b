package io.duebook.item;

import io.duebook.ledger.FirstOpenDay;
import io.duebook.platform.Ids;
import io.duebook.platform.Write;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Credit that goes back to the customer, and comes back where that fails. Whoever writes holds the customer's lock, and
 * posts what is written here to the journal.
 */
@Component
public class CreditRefunds {

    /** From that day on the credit is gone, and what was undone for it is open. */
    public Write give(CreditRefund refund) {
        Credit credit = refund.release().credit();
        Movement given = Movement.ofCredit(refund.kind(), credit, refund.entry(), -refund.amount(), refund.on());
        List<Movement> movements = Stream.of(
                        refund.undone().stream().map(Movement::undoes),
                        refund.again().stream().map(Movement::allocates),
                        refund.reclaimed().stream().map(owed -> Movement.reclaims(owed, credit)),
                        Stream.of(given))
                .flatMap(some -> some)
                .toList();
        return refund.reclaimed()
                .map(Reversals::owed)
                .orElse(Write.nothing())
                .and(Movement.write("item_refund", movements))
                .and(AllocationParts.takeBack(refund.undone()))
                .and(AllocationParts.write(refund.again()))
                .and(ItemRows.change(changed(refund)))
                .and(CreditRows.changeUnapplied(Map.of(credit.id(), refund.left())))
                .recordedNotBefore(lastRecorded(refund.release()))
                .with(
                        CarriedBase.OF_TOUCHED,
                        Touched.all(
                                Stream.of(Touched.credit(credit.id(), credit.amount())),
                                refund.reclaimed().stream().map(owed -> Touched.item(owed.id(), owed.amount())),
                                refund.undone().stream().flatMap(Touched::by),
                                refund.again().stream().flatMap(Touched::by)));
    }

    private static Map<UUID, ItemChange> changed(CreditRefund refund) {
        var changes = new HashMap<>(AllocationUndo.changes(refund.undone()));
        Allocation.changes(refund.again()).forEach((item, change) -> changes.merge(item, change, ItemChange::plus));
        return changes;
    }

    private static Instant lastRecorded(Release release) {
        return Stream.concat(
                        Stream.of(release.credit().recordedAt()),
                        release.undone().stream().map(MadeAllocation::recordedAt))
                .max(Comparator.naturalOrder())
                .orElse(Change.BY_THIS_COMMAND);
    }

    /** What had left is the customer's credit again, and settles what is said. */
    public Write takeBack(CreditReturn back) {
        Credit credit = back.credit();
        Write movement = Write.part(
                        "item_refund_undone", """
                        insert into movement (tenant_id, id, customer_id, kind, entry_id, credit_id, currency,
                                              item_delta, credit_delta, value_on, accounting_on, recorded_at, reverses)
                        select tenant_id, :item_refund_undone_id, customer_id, kind || '_undone',
                               :item_refund_undone_entry, credit_id, currency, 0, -credit_delta,
                               :item_refund_undone_on, %s, :recorded_at, id
                          from movement
                         where tenant_id = :tenant
                           and credit_id = :item_refund_undone_of
                           and entry_id = :item_refund_undone_given
                           and kind = :item_refund_undone_kind
                        """.formatted(FirstOpenDay.notBefore(":item_refund_undone_on")))
                .bind("item_refund_undone_id", Ids.next())
                .bind("item_refund_undone_entry", back.entry())
                .bind("item_refund_undone_on", back.on())
                .bind("item_refund_undone_of", credit.id())
                .bind("item_refund_undone_given", back.left())
                .bind("item_refund_undone_kind", back.kind())
                .build();
        return movement.and(Movement.write(
                        "item_refund_again",
                        back.allocations().stream().map(Movement::allocates).toList()))
                .and(AllocationParts.write(back.allocations()))
                .and(ItemRows.change(Allocation.changes(back.allocations())))
                .and(CreditRows.changeUnapplied(Map.of(credit.id(), back.unapplied())))
                .recordedNotBefore(Stream.concat(
                                Stream.of(credit.recordedAt()),
                                back.allocations().stream().map(Allocation::recordedNotBefore))
                        .max(Comparator.naturalOrder())
                        .orElse(Change.BY_THIS_COMMAND))
                .with(
                        CarriedBase.OF_TOUCHED,
                        Touched.all(
                                Stream.of(Touched.credit(credit.id(), credit.amount())),
                                back.allocations().stream().flatMap(Touched::by)));
    }
}

package io.duebook.item;

import io.duebook.platform.Event;
import io.duebook.platform.Reason;
import io.duebook.shared.AllocationId;
import io.duebook.shared.CustomerId;
import io.duebook.shared.Money;
import io.duebook.shared.PublicId;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** What the log tells of claims that were off the books and were recovered, or are off them again. */
public final class RecoveryEvents {

    private RecoveryEvents() {}

    /** @param allocation of the money that recovered it */
    record Told(PublicId id, CustomerId customer, Money amount, AllocationId allocation, LocalDate on) {}

    public static Stream<Event> made(List<Allocation> allocations) {
        return allocations.stream()
                .filter(allocation -> allocation.recovery() != null)
                .map(allocation -> Event.of(
                        allocation.itemKind().code() + ".recovered",
                        allocation.claim(),
                        allocation.customer(),
                        new Told(
                                allocation.claim(),
                                allocation.customer(),
                                new Money(
                                        Objects.requireNonNull(allocation.recovery())
                                                .amount(),
                                        allocation.amount().currency()),
                                new AllocationId(allocation.id()),
                                allocation.accountingOn())));
    }

    public static Stream<Event> undone(List<AllocationUndo> undone, Reason reason) {
        return undone.stream().filter(undo -> undo.made().recovery() != null).map(undo -> {
            MadeAllocation made = undo.made();
            return Event.because(
                    reason.text(),
                    made.itemKind().code() + ".recovery_undone",
                    made.claim(),
                    made.customer(),
                    new Told(
                            made.claim(),
                            made.customer(),
                            new Money(
                                    Objects.requireNonNull(made.recovery()).amount(),
                                    made.amount().currency()),
                            new AllocationId(made.id()),
                            undo.on()));
        });
    }
}

package io.duebook.item;

import io.duebook.platform.Event;
import io.duebook.platform.Reason;
import io.duebook.shared.AllocationId;
import io.duebook.shared.CustomerId;
import io.duebook.shared.Money;
import io.duebook.shared.PublicId;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the log tells of claims that an allocation did more to than settle: it recovered what was off the books, or took
 * the discount for early payment, a small difference or a deduction; and that this was taken back.
 */
public final class ClaimEvents {

    private ClaimEvents() {}

    /**
     * @param allocation of the money that recovered it, or earned the discount
     * @param paid of a small difference: {@code too_little} or {@code too_much}
     * @param withheldFor of a deduction: the code of its reason
     */
    record Told(
            PublicId id,
            CustomerId customer,
            Money amount,
            AllocationId allocation,
            LocalDate on,
            @Nullable String paid,
            @Nullable String withheldFor) {}

    public static Stream<Event> made(List<Allocation> allocations) {
        return allocations.stream().flatMap(made -> {
            Recovery recovery = made.recovery();
            return Stream.concat(
                    recovery == null ? Stream.empty() : Stream.of(told("recovered", made, recovery.amount())),
                    Stream.concat(
                            made.discounted() == 0
                                    ? Stream.empty()
                                    : Stream.of(told("discounted", made, made.discounted())),
                            made.differences().stream()
                                    .map(difference -> told(
                                            difference.past(),
                                            made,
                                            difference.amount(),
                                            difference.paid(),
                                            difference.withheldFor()))));
        });
    }

    private static Event told(String what, Allocation made, long amount) {
        return told(what, made, amount, null, null);
    }

    private static Event told(
            String what, Allocation made, long amount, @Nullable String paid, @Nullable String withheldFor) {
        return Event.of(
                made.itemKind().document() + "." + what,
                made.claim(),
                made.customer(),
                new Told(
                        made.claim(),
                        made.customer(),
                        new Money(amount, made.amount().currency()),
                        new AllocationId(made.id()),
                        made.accountingOn(),
                        paid,
                        withheldFor));
    }

    public static Stream<Event> undone(List<AllocationUndo> undone, Reason reason) {
        return undone.stream().flatMap(undo -> {
            MadeRecovery recovery = undo.made().recovery();
            long discounted = undo.made().discounted();
            return Stream.concat(
                    recovery == null
                            ? Stream.empty()
                            : Stream.of(told("recovery_undone", undo, recovery.amount(), reason, null)),
                    Stream.concat(
                            discounted == 0
                                    ? Stream.empty()
                                    : Stream.of(told("discount_undone", undo, discounted, reason, null)),
                            undo.made().differences().stream()
                                    .map(difference -> told(
                                            difference.kind() + "_undone",
                                            undo,
                                            difference.ofItem() + difference.ofCredit(),
                                            reason,
                                            difference.paid()))));
        });
    }

    private static Event told(String what, AllocationUndo undo, long amount, Reason reason, @Nullable String paid) {
        MadeAllocation made = undo.made();
        return Event.because(
                reason.text(),
                made.itemKind().document() + "." + what,
                made.claim(),
                made.customer(),
                new Told(
                        made.claim(),
                        made.customer(),
                        new Money(amount, made.amount().currency()),
                        new AllocationId(made.id()),
                        undo.on(),
                        paid,
                        null));
    }
}

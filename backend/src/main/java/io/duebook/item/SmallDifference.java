package io.duebook.item;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The tenant's tolerance: a payment that is a little short of what it settles has settled it, and one that is a little more
 * leaves no credit. One difference a payment, never beside money that could pay it, and never of money that something
 * else could be paid with.
 */
public final class SmallDifference {

    private SmallDifference() {}

    /**
     * The same allocations, with the difference if it is within the tolerance.
     *
     * @param credit as it was before the allocations
     * @param items as they were before
     * @param tolerance in minor units of the credit's currency; zero: none
     * @param owesElse whether the customer owes anything besides that the money could pay
     */
    public static List<Allocation> within(
            long tolerance, Credit credit, List<Allocation> made, Collection<OpenItem> items, boolean owesElse) {
        if (isOutOfReach(tolerance, credit, made)) {
            return made;
        }
        long left = left(credit, made);
        return !owesElse && left > 0 && left <= tolerance && missing(made, items) == 0
                ? last(made, Difference.of(new Difference.Kind.TooMuch(), left), credit, items)
                : tooLittle(tolerance, credit, made, items);
    }

    /** The same of credit that lay unapplied: what it leaves stays the customer's. */
    static List<Allocation> tooLittle(
            long tolerance, Credit credit, List<Allocation> made, Collection<OpenItem> items) {
        long missing = missing(made, items);
        return !isOutOfReach(tolerance, credit, made) && left(credit, made) == 0 && missing > 0 && missing <= tolerance
                ? eachLast(made, unpaid(made, items), credit, items)
                : made;
    }

    /**
     * Whether a payment may have one beside what it settles already: none beside another, nor while something of that is
     * short.
     *
     * @param items of these allocations, as they are
     */
    public static boolean isPossibleBeside(Collection<MadeAllocation> others, Collection<OpenItem> items) {
        return items.stream().noneMatch(item -> item.open().isPositive())
                && others.stream().allMatch(other -> other.rounded() == 0 && other.exchange() == null);
    }

    private static boolean isOutOfReach(long tolerance, Credit credit, List<Allocation> made) {
        return tolerance == 0
                || made.isEmpty()
                || credit.kind() != Credit.Kind.PAYMENT
                // The tolerance is an amount of one currency.
                || made.stream().anyMatch(allocation -> allocation.exchange() != null);
    }

    private static long left(Credit credit, List<Allocation> made) {
        return credit.unapplied().amount()
                - made.stream().mapToLong(Allocation::taken).sum();
    }

    private static long missing(List<Allocation> made, Collection<OpenItem> items) {
        return unpaid(made, items).values().stream().mapToLong(Long::longValue).sum();
    }

    /** What the allocations leave open of the items they settle. */
    private static Map<UUID, Long> unpaid(List<Allocation> made, Collection<OpenItem> items) {
        var unpaid = new HashMap<UUID, Long>();
        for (OpenItem item : items) {
            made.stream()
                    .filter(allocation -> allocation.item().equals(item.id()))
                    .map(allocation -> allocation.change().open())
                    .reduce(Long::sum)
                    .ifPresent(change -> unpaid.put(item.id(), item.open().amount() + change));
        }
        return unpaid;
    }

    /** A difference for each item that is short, with its last allocation. */
    private static List<Allocation> eachLast(
            List<Allocation> made, Map<UUID, Long> unpaid, Credit credit, Collection<OpenItem> items) {
        var left = new HashMap<>(unpaid);
        var all = new ArrayList<Allocation>();
        for (Allocation allocation : made.reversed()) {
            long missing = left.getOrDefault(allocation.item(), 0L);
            left.remove(allocation.item());
            all.addFirst(
                    missing == 0
                            ? allocation
                            : allocation.with(
                                    Difference.of(new Difference.Kind.TooLittle(), missing),
                                    credit,
                                    item(allocation, items)));
        }
        return List.copyOf(all);
    }

    private static List<Allocation> last(
            List<Allocation> made, Difference difference, Credit credit, Collection<OpenItem> items) {
        var all = new ArrayList<>(made);
        Allocation last = all.removeLast();
        Credit left = credit;
        for (Allocation before : all) {
            left = left.less(before);
        }
        all.add(last.with(difference, left, item(last, items)));
        return List.copyOf(all);
    }

    private static OpenItem item(Allocation allocation, Collection<OpenItem> items) {
        return items.stream()
                .filter(item -> item.id().equals(allocation.item()))
                .findFirst()
                .orElseThrow();
    }
}

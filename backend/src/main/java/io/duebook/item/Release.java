package io.duebook.item;

import io.duebook.platform.Ids;
import io.duebook.shared.Money;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Credit taken out of what it settles, so that it can go elsewhere. Allocations are undone whole; where that is more than
 * was asked for, the rest settles the same item again, on the same day, and keeps its part of the discount; small differences and deductions
 * go with the allocation that ends. A rest in another currency keeps its rate. Of one that
 * recovered a written-off claim the rest stays unapplied: what is to be recovered again, somebody decides.
 *
 * @param undone the allocations that end
 * @param kept the rests that settle again
 */
public record Release(Credit credit, List<MadeAllocation> undone, List<Kept> kept) {

    /** The part of an undone allocation that stays where it was, in minor units of the claim's currency. */
    record Kept(MadeAllocation of, long amount) {

        /** What of the credit stays with it, in minor units of the credit's currency. */
        long taken() {
            MadeExchange exchange = of.exchange();
            return exchange == null
                    ? amount
                    : exchange.taken().amount() - of.freedBy(of.amount().amount() - amount);
        }
    }

    /**
     * Takes parts out of items, out of the last allocation first. How far it reached, {@link #freed()} says.
     *
     * @param settles the allocations of the credit that stand, in the order in which they were made
     * @param parts per item, in minor units of its currency; none: the unapplied part alone goes elsewhere
     */
    public static Release of(Credit credit, List<MadeAllocation> settles, Map<UUID, Long> parts) {
        var left = new HashMap<>(parts);
        var undone = new ArrayList<MadeAllocation>();
        var kept = new ArrayList<Kept>();
        for (MadeAllocation made : settles.reversed()) {
            long wanted = left.getOrDefault(made.item(), 0L);
            long there = made.amount().amount();
            if (wanted > 0) {
                undone.add(made);
                left.put(made.item(), Math.max(0, wanted - there));
            }
            if (wanted > 0 && wanted < there && made.recovery() == null) {
                kept.add(new Kept(made, there - wanted));
            }
        }
        return new Release(
                credit,
                List.copyOf(undone),
                kept.stream().filter(rest -> rest.taken() > 0).toList());
    }

    /** What parts of items are of a credit that settles them, in minor units of the credit's currency. */
    public static long inMoney(Credit credit, List<MadeAllocation> settles, Map<UUID, Long> parts) {
        return parts.entrySet().stream()
                .mapToLong(part ->
                        settles.stream().anyMatch(made -> made.item().equals(part.getKey()) && made.exchange() != null)
                                ? of(credit, settles, Map.of(part.getKey(), part.getValue()))
                                        .freed()
                                : part.getValue())
                .sum();
    }

    /** Whether these parts of items of another currency, in minor units of theirs, are more than a credit settles of them. */
    public static boolean exceeds(List<MadeAllocation> settles, Map<UUID, Long> parts) {
        return parts.entrySet().stream().anyMatch(part -> {
            List<MadeAllocation> exchanged = settles.stream()
                    .filter(made -> made.item().equals(part.getKey()) && made.exchange() != null)
                    .toList();
            long standing =
                    exchanged.stream().mapToLong(made -> made.amount().amount()).sum();
            return !exchanged.isEmpty() && part.getValue() > standing;
        });
    }

    /** How much of its claim each of the undone allocations gives free, in minor units of the claim's currency. */
    public List<Long> freedByEach() {
        return undone.stream()
                .map(made ->
                        (made.exchange() == null ? made.taken() : made.amount().amount())
                                - kept.stream()
                                        .filter(rest -> rest.of().equals(made))
                                        .mapToLong(Kept::amount)
                                        .sum())
                .toList();
    }

    /** How much of the credit it frees, in minor units. */
    public long freed() {
        return undone.stream().mapToLong(MadeAllocation::taken).sum() - keptOfCredit();
    }

    private long keptOfCredit() {
        return kept.stream().mapToLong(Kept::taken).sum();
    }

    /**
     * The first day on which an amount, in minor units, can be taken out of the credit: nothing that is undone for it began
     * later, and nothing else had any of it on a later day.
     */
    public LocalDate possibleFrom(long taken) {
        LocalDate begun = undone.stream()
                .map(MadeAllocation::accountingOn)
                .max(LocalDate::compareTo)
                .filter(credit.valueOn()::isBefore)
                .orElse(credit.valueOn());
        List<Change> withoutUndone = Stream.concat(
                        credit.history().stream(), undone.stream().map(Release::asIfNotMade))
                .toList();
        long out = taken + keptOfCredit();
        return AllocationDate.freeFrom(
                withoutUndone,
                Change::accountingOn,
                out,
                AllocationDate.freeFrom(withoutUndone, Change::valueOn, out, begun));
    }

    private static Change asIfNotMade(MadeAllocation made) {
        return new Change(made.valueOn(), made.accountingOn(), made.recordedAt(), made.taken());
    }

    /** The rests as allocations of that day. */
    List<Allocation> again(LocalDate on) {
        return kept.stream()
                .map(rest -> new Allocation(
                        Ids.next(),
                        Ids.next(),
                        rest.of().item(),
                        rest.of().itemKind(),
                        credit.id(),
                        credit.kind(),
                        credit.customer(),
                        new Money(rest.amount(), rest.of().amount().currency()),
                        on,
                        on,
                        rest.of().recordedAt(),
                        null,
                        discountKept(rest),
                        exchangeKept(rest),
                        List.of()))
                .toList();
    }

    private static @Nullable Exchange exchangeKept(Kept rest) {
        MadeExchange made = rest.of().exchange();
        return made == null ? null : Exchange.ofRest(made, rest.taken());
    }

    private static @Nullable Discount discountKept(Kept rest) {
        MadeDiscount made = rest.of().discount();
        if (made == null) {
            return null;
        }
        Discount kept = Discount.ofRest(made, rest.amount(), rest.of().amount().amount());
        return kept.amount() == 0 ? null : kept;
    }
}

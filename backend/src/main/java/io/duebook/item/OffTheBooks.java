package io.duebook.item;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What of a claim is off the books and remains a claim: written off, and neither recovered nor waived since.
 *
 * @param amount in minor units of the claim's currency
 * @param relief the tax that write-offs took back and that was not given back since, per rate
 * @param history every change of the amount
 */
public record OffTheBooks(long amount, Map<BigDecimal, Long> relief, List<Change> history) {

    public static final OffTheBooks NOTHING = new OffTheBooks(0, Map.of(), List.of());

    /** The share of the relief that belongs to a part: part × relief ÷ amount; the last part takes the rest. */
    Map<BigDecimal, Long> reliefOf(long part) {
        var perRate = new TreeMap<BigDecimal, Long>();
        long left = part;
        for (Map.Entry<BigDecimal, Long> taken : relief.entrySet()) {
            long share = part == amount
                    ? taken.getValue()
                    : TaxPart.proportion(part, taken.getValue(), amount, RoundingMode.HALF_UP);
            // Several rates rounded up at once are never more than the part they belong to.
            long given = Math.min(share, left);
            left -= given;
            if (given != 0) {
                perRate.put(taken.getKey(), given);
            }
        }
        return perRate;
    }

    /** The same after an allocation of the command at hand. */
    OffTheBooks less(Allocation made) {
        Recovery recovery = made.recovery();
        if (recovery == null) {
            return this;
        }
        var left = new TreeMap<>(relief);
        recovery.relief().forEach((rate, given) -> left.merge(rate, -given, Long::sum));
        var change = new Change(made.valueOn(), made.accountingOn(), Change.BY_THIS_COMMAND, -recovery.amount());
        return new OffTheBooks(
                amount - recovery.amount(),
                left,
                Stream.concat(history.stream(), Stream.of(change)).toList());
    }

    /** The first day, not before the given one, from which a part is off the books on it and on every later day. */
    LocalDate freeFrom(long part, LocalDate notBefore) {
        return part == 0
                ? notBefore
                : AllocationDate.freeFrom(
                        history,
                        Change::valueOn,
                        part,
                        AllocationDate.freeFrom(history, Change::accountingOn, part, notBefore));
    }
}

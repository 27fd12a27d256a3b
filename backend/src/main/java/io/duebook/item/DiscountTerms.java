package io.duebook.item;

import io.duebook.tenant.Policies.PartPayment;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The discount that a claim offers for money that comes early, and what counts for it: rate × (claim − credit notes),
 * rounded once, less what was taken of it.
 *
 * @param percent more than 0, less than 100
 * @param until the last day on which money earns it, by the money's value date
 * @param claim what was claimed, in minor units, without what others took over of it: the discount was not offered to them
 * @param taxes what each rate contributes to the claim
 * @param credited what credit notes that name the claim take back of it
 * @param taken what was taken of the discount, in minor units
 * @param takenTaxes what of that lowered which rate
 */
public record DiscountTerms(
        BigDecimal percent,
        LocalDate until,
        long claim,
        List<TaxPart> taxes,
        List<Credited> credited,
        long taken,
        List<TaxPart> takenTaxes) {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /** @param on the credit note's date */
    public record Credited(LocalDate on, TaxPart part) {}

    public DiscountTerms {
        credited = List.copyOf(credited);
        takenTaxes = List.copyOf(takenTaxes);
        taxes = List.copyOf(taxes);
    }

    /**
     * The whole discount on a claim, a half rounded up.
     *
     * @param claim in minor units, without what credit notes took back
     */
    public static long whole(BigDecimal percent, long claim) {
        return claim <= 0
                ? 0
                : percent.multiply(BigDecimal.valueOf(claim))
                        .divide(HUNDRED, 0, RoundingMode.HALF_UP)
                        .longValueExact();
    }

    /** The same after an allocation of the command at hand. */
    DiscountTerms less(Allocation made) {
        Discount now = made.discount();
        return now == null
                ? this
                : new DiscountTerms(
                        percent,
                        until,
                        claim,
                        taxes,
                        credited,
                        taken + now.amount(),
                        Stream.concat(takenTaxes.stream(), now.taxes().stream()).toList());
    }

    /** What money of a day may still earn, in minor units; nothing once the days are over. */
    public long left(LocalDate moneyOn) {
        return moneyOn.isAfter(until) ? 0 : Math.max(0, whole(percent, claim - creditedUpTo(moneyOn)) - taken);
    }

    /**
     * What a part payment earns.
     *
     * @param open before it, in minor units
     * @param paid of the claim by it, in minor units
     * @return in minor units; never more than stays open
     */
    public long earned(long open, long paid, LocalDate moneyOn, PartPayment partPayment) {
        long staysOpen = open - paid;
        long left = left(moneyOn);
        if (staysOpen <= left) {
            return Math.max(0, staysOpen);
        }
        return switch (partPayment) {
            case FULL_ONLY -> 0;
            case PRO_RATA -> proportional(paid).min(BigDecimal.valueOf(left)).longValueExact();
        };
    }

    /** Whoever pays 98 of 100 at 2 % pays all of it; so does a part: paid × rate ÷ (100 − rate). */
    private BigDecimal proportional(long paid) {
        return percent.multiply(BigDecimal.valueOf(paid)).divide(HUNDRED.subtract(percent), 0, RoundingMode.HALF_UP);
    }

    /**
     * Which tax a part of the discount lowers, per rate: with what discounts lowered before never more than the claim's. What
     * a write-off took back before is not looked at, for nothing is granted on a claim while a part is off the books.
     */
    List<TaxPart> taxesOf(long discount, LocalDate moneyOn) {
        List<TaxPart> counted = credited.stream()
                .filter(note -> !note.on().isAfter(moneyOn))
                .map(Credited::part)
                .toList();
        List<TaxPart> owed = TaxPart.less(taxes, counted);
        var parts = new ArrayList<TaxPart>();
        for (TaxPart part : TaxPart.ofPart(owed, discount)) {
            long tax = Math.min(part.tax(), Math.max(0, taxLeft(owed, part.rate())));
            if (part.gross() > 0) {
                parts.add(new TaxPart(part.rate(), part.gross() - tax, tax));
            }
        }
        return parts;
    }

    private long taxLeft(List<TaxPart> owed, BigDecimal rate) {
        return TaxPart.less(owed, takenTaxes).stream()
                .filter(left -> left.rate().compareTo(rate) == 0)
                .mapToLong(TaxPart::tax)
                .sum();
    }

    private long creditedUpTo(LocalDate day) {
        return credited.stream()
                .filter(note -> !note.on().isAfter(day))
                .mapToLong(note -> note.part().gross())
                .sum();
    }
}

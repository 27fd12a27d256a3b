package io.duebook.ledger;

import io.duebook.shared.Currency;
import io.duebook.shared.CurrencyMismatch;
import io.duebook.shared.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;

/**
 * How amounts of one currency become amounts of another: by a rate, read in the direction that is needed, or by two of
 * them over a third currency. An amount is rounded half up, once, at the end.
 *
 * @param steps one or two; the first begins at {@code from}, the last ends at {@code to}
 */
public record Conversion(Currency from, Currency to, List<Step> steps) {

    private static final int PLACES = 6;

    /**
     * A rate as it was said: 1 base = rate quote.
     *
     * @param on the day it is of
     */
    public record Step(Currency base, Currency quote, BigDecimal rate, LocalDate on) {

        public Step {
            if (base.equals(quote) || rate.signum() <= 0) {
                throw new IllegalArgumentException("no rate: 1 %s = %s %s".formatted(base, rate, quote));
            }
        }

        Currency other(Currency one) {
            return one.equals(base) ? quote : base;
        }
    }

    public Conversion {
        steps = List.copyOf(steps);
        Currency at = from;
        for (Step step : steps) {
            if (!at.equals(step.base()) && !at.equals(step.quote())) {
                throw new CurrencyMismatch(at, step.base());
            }
            at = step.other(at);
        }
        if (!at.equals(to)) {
            throw new CurrencyMismatch(to, at);
        }
    }

    /** By one rate, in either direction. */
    public static Conversion by(Step rate, Currency from) {
        return new Conversion(from, rate.other(from), List.of(rate));
    }

    /** The same rates the other way round. */
    public Conversion inverse() {
        return new Conversion(to, from, steps.reversed());
    }

    /**
     * What an amount is worth, in the other currency's minor units, rounded half up.
     *
     * @throws CurrencyMismatch if it is not of the currency that is converted from
     * @throws ArithmeticException if the result does not fit into 63 bits
     */
    public Money of(Money amount) {
        if (!amount.currency().equals(from)) {
            throw new CurrencyMismatch(from, amount.currency());
        }
        BigDecimal exact = amount.inMajorUnits().multiply(multiplier()).movePointRight(to.digits());
        return new Money(exact.divide(divisor(), 0, RoundingMode.HALF_UP).longValueExact(), to);
    }

    /** What one unit is worth, to six places, for people: amounts are converted by the steps. */
    public String rate() {
        return plain(multiplier().divide(divisor(), PLACES, RoundingMode.HALF_UP));
    }

    /** A rate without zeros that say nothing. */
    static String plain(BigDecimal rate) {
        return rate.stripTrailingZeros().toPlainString();
    }

    /** The day of its oldest rate. */
    public LocalDate on() {
        return steps.stream().map(Step::on).min(LocalDate::compareTo).orElseThrow();
    }

    private BigDecimal multiplier() {
        return product(true);
    }

    private BigDecimal divisor() {
        return product(false);
    }

    /** @param asSaid of the rates read as they were said; else of those read the other way round */
    private BigDecimal product(boolean asSaid) {
        BigDecimal product = BigDecimal.ONE;
        Currency at = from;
        for (Step step : steps) {
            if (at.equals(step.base()) == asSaid) {
                product = product.multiply(step.rate());
            }
            at = step.other(at);
        }
        return product;
    }
}

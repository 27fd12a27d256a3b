package io.duebook.shared;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Objects;

/**
 * An amount of one currency. Only amounts of the same currency are added or compared.
 *
 * @param amount in minor units of the currency (cents, yen, fils); may be negative
 */
public record Money(long amount, Currency currency) {

    /**
     * The most that one document or one part of it may be about, in minor units. Every JSON reader still counts exactly
     * so far, nine thousand of them can be added up, and a number that was typed into the wrong field is mostly more.
     */
    public static final long MOST = 1_000_000_000_000_000L;

    /** Also when read from a text that names no currency. */
    public Money {
        Objects.requireNonNull(currency, "currency");
    }

    public static Money zero(Currency currency) {
        return new Money(0, currency);
    }

    /** @throws ArithmeticException if the sum does not fit into 63 bits */
    public Money plus(Money other) {
        return new Money(Math.addExact(amount, sameCurrency(other).amount), currency);
    }

    /** @throws ArithmeticException if the difference does not fit into 63 bits */
    public Money minus(Money other) {
        return new Money(Math.subtractExact(amount, sameCurrency(other).amount), currency);
    }

    /** This amount times a factor, rounded once, as said by the caller. */
    public Money times(BigDecimal factor, RoundingMode rounding) {
        return new Money(
                BigDecimal.valueOf(amount)
                        .multiply(factor)
                        .setScale(0, rounding)
                        .longValueExact(),
                currency);
    }

    public Money atMost(Money other) {
        return amount <= sameCurrency(other).amount ? this : other;
    }

    public boolean isZero() {
        return amount == 0;
    }

    public boolean isPositive() {
        return amount > 0;
    }

    /** In major units, for people: {@code 12.34}. */
    public BigDecimal inMajorUnits() {
        return BigDecimal.valueOf(amount, currency.digits());
    }

    private Money sameCurrency(Money other) {
        if (!currency.equals(other.currency)) {
            throw new CurrencyMismatch(currency, other.currency);
        }
        return other;
    }

    @Override
    public String toString() {
        return inMajorUnits().toPlainString() + " " + currency;
    }
}

package io.duebook.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.duebook.ledger.Conversion.Step;
import io.duebook.shared.Currency;
import io.duebook.shared.CurrencyMismatch;
import io.duebook.shared.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ConversionTest {

    private static final LocalDate DAY = LocalDate.of(2026, 1, 2);
    private static final Currency EUR = Currency.of("EUR");
    private static final Currency USD = Currency.of("USD");
    private static final Currency JPY = Currency.of("JPY");
    private static final Currency KWD = Currency.of("KWD");

    @Test
    void countsInBothDirectionsWithTheDigitsOfBothCurrencies() {
        Conversion toYen = Conversion.by(rate(EUR, JPY, "163.25"), EUR);
        Conversion toDinars = Conversion.by(rate(KWD, EUR, "2.99"), EUR);

        assertThat(toYen.of(new Money(10_001, EUR))).isEqualTo(new Money(16_327, JPY));
        assertThat(toYen.inverse().of(new Money(16_325, JPY))).isEqualTo(new Money(10_000, EUR));
        assertThat(toDinars.of(new Money(1_000, EUR))).isEqualTo(new Money(3_344, KWD));
        assertThat(toDinars.rate()).isEqualTo("0.334448");
    }

    @Test
    void roundsHalfUpOnceAlsoOverAThirdCurrency() {
        Conversion byHalf = Conversion.by(rate(EUR, USD, "0.5"), EUR);
        Conversion overEuro = new Conversion(USD, JPY, List.of(rate(EUR, USD, "1.08"), rate(EUR, JPY, "163.25")));

        assertThat(byHalf.of(new Money(1, EUR))).isEqualTo(new Money(1, USD));
        // 100.00 / 1.08 × 163.25 = 15115.74…; over rounded euros it would be 15115.
        assertThat(overEuro.of(new Money(10_000, USD))).isEqualTo(new Money(15_116, JPY));
        assertThat(overEuro.on()).isEqualTo(DAY);
    }

    @Test
    void isWithinHalfAUnitOfTheTruthForAnyRateAndAnyDigits() {
        var random = new Random(20261122);
        Currency[] all = {EUR, USD, JPY, KWD};
        for (int time = 0; time < 5_000; time++) {
            Currency from = all[random.nextInt(all.length)];
            Currency to = all[random.nextInt(all.length)];
            if (from.equals(to)) {
                continue;
            }
            BigDecimal rate = BigDecimal.valueOf(1 + random.nextInt(2_000_000_000), 6);
            boolean asSaid = random.nextBoolean();
            Step step = asSaid ? new Step(from, to, rate, DAY) : new Step(to, from, rate, DAY);
            Money amount = new Money(random.nextInt(1_000_000_000), from);

            Money converted = Conversion.by(step, from).of(amount);

            BigDecimal exact = asSaid
                    ? amount.inMajorUnits().multiply(rate)
                    : amount.inMajorUnits().divide(rate, 30, RoundingMode.HALF_UP);
            BigDecimal off = converted.inMajorUnits().subtract(exact).movePointRight(to.digits());
            assertThat(off.abs()).as("%s at %s", amount, step).isLessThanOrEqualTo(new BigDecimal("0.5"));
        }
    }

    @Test
    void leadsFromTheOneToTheOtherOrIsNone() {
        assertThatThrownBy(() -> Conversion.by(rate(EUR, USD, "1.08"), JPY)).isInstanceOf(CurrencyMismatch.class);
        assertThatThrownBy(() -> new Conversion(EUR, JPY, List.of(rate(EUR, USD, "1.08"))))
                .isInstanceOf(CurrencyMismatch.class);
        assertThatThrownBy(() -> rate(EUR, USD, "0")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Conversion.by(rate(EUR, USD, "1.08"), EUR).of(new Money(1, USD)))
                .isInstanceOf(CurrencyMismatch.class);
    }

    private static Step rate(Currency base, Currency quote, String rate) {
        return new Step(base, quote, new BigDecimal(rate), DAY);
    }
}

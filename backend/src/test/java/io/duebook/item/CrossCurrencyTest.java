package io.duebook.item;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.ledger.Conversion;
import io.duebook.shared.Currency;
import io.duebook.shared.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CrossCurrencyTest {

    private static final LocalDate DAY = LocalDate.of(2026, 1, 2);

    @Test
    void tenFilsBuyAllThatTheRoundingLeavesThem() {
        Currency dong = Currency.of("VND");
        Conversion rate = rate(Currency.of("KWD"), dong, "80000", dong);

        assertThat(CrossCurrency.atMost(10_000, dong, 10, Optional.of(rate))).isEqualTo(839);
        assertThat(CrossCurrency.atMost(800, dong, 10, Optional.of(rate))).isEqualTo(800);
        // What is worth nothing in the money's currency is not given away.
        assertThat(CrossCurrency.atMost(39, dong, 10, Optional.of(rate))).isZero();
    }

    @Test
    void reachesAsFarAsTheMoneyDoesForAnyRateAndAnyDigits() {
        var random = new Random(20261122);
        List<Currency> all = List.of(Currency.of("EUR"), Currency.of("JPY"), Currency.of("KWD"));
        for (int time = 0; time < 5_000; time++) {
            Currency claimed = all.get(random.nextInt(3));
            Currency paid = all.get((all.indexOf(claimed) + 1 + random.nextInt(2)) % 3);
            String said = "%d.%06d".formatted(random.nextInt(200), 1 + random.nextInt(999_999));
            Conversion rate =
                    random.nextBoolean() ? rate(claimed, paid, said, claimed) : rate(paid, claimed, said, claimed);
            long money = 1 + random.nextInt(100_000);

            long wanted = 1_000_000_000;

            long share = CrossCurrency.atMost(wanted, claimed, money, Optional.of(rate));

            assertThat(cost(share, claimed, rate)).isLessThanOrEqualTo(money);
            assertThat(share == wanted || cost(share + 1, claimed, rate) > money)
                    .isTrue();
        }
    }

    private static long cost(long amount, Currency claimed, Conversion rate) {
        return rate.of(new Money(amount, claimed)).amount();
    }

    private static Conversion rate(Currency base, Currency quote, String rate, Currency from) {
        return Conversion.by(new Conversion.Step(base, quote, new BigDecimal(rate), DAY), from);
    }
}

package io.duebook.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MoneyTest {

    private static final Currency EUR = Currency.of("EUR");

    @Test
    void knowsDigitsOfCurrencies() {
        assertThat(Currency.of("JPY").digits()).isZero();
        assertThat(EUR.digits()).isEqualTo(2);
        assertThat(Currency.of("KWD").digits()).isEqualTo(3);
        assertThatThrownBy(() -> Currency.of("DEM")).isInstanceOf(CurrencyNotSupported.class);
        assertThatThrownBy(() -> Currency.of("CLF")).isInstanceOf(CurrencyNotSupported.class);
        assertThatThrownBy(() -> Currency.of("eur")).isInstanceOf(CurrencyNotSupported.class);
    }

    @Test
    void neverAddsTwoCurrencies() {
        assertThatThrownBy(() -> new Money(1, EUR).plus(new Money(1, Currency.of("USD"))))
                .isInstanceOf(CurrencyMismatch.class);
    }

    @Test
    void saysThatASumIsTooLargeInsteadOfWrappingRound() {
        assertThatThrownBy(() -> new Money(Long.MAX_VALUE, EUR).plus(new Money(1, EUR)))
                .isInstanceOf(ArithmeticException.class);
    }

    @Test
    void roundsAsTold() {
        Money money = new Money(333, EUR);

        assertThat(money.times(new BigDecimal("1.5"), RoundingMode.HALF_UP).amount())
                .isEqualTo(500);
        assertThat(money.times(new BigDecimal("1.5"), RoundingMode.DOWN).amount())
                .isEqualTo(499);
    }

    @Test
    void showsMajorUnitsOfEachCurrency() {
        assertThat(new Money(1234, EUR)).hasToString("12.34 EUR");
        assertThat(new Money(1234, Currency.of("JPY"))).hasToString("1234 JPY");
        assertThat(new Money(1234, Currency.of("KWD"))).hasToString("1.234 KWD");
    }

    @Test
    void publicIdsComeBackAndSortAsTheirUuids() {
        Random random = new Random(7);
        for (int at = 0; at < 1_000; at++) {
            var one = new InvoiceId(new UUID(random.nextLong(), random.nextLong()));
            var other = new InvoiceId(new UUID(random.nextLong(), random.nextLong()));

            assertThat(PublicId.parse(InvoiceId.PREFIX, one.text())).contains(one.value());
            assertThat(Integer.signum(one.text().compareTo(other.text())))
                    .isEqualTo(Integer.signum(
                            one.value().toString().compareTo(other.value().toString())));
        }
        assertThat(PublicId.parse(InvoiceId.PREFIX, "cus_00000000000000000000000000"))
                .isEmpty();
        assertThat(PublicId.parse(InvoiceId.PREFIX, "inv_0000")).isEmpty();
        assertThat(PublicId.parse(InvoiceId.PREFIX, "inv_zzzzzzzzzzzzzzzzzzzzzzzzzz"))
                .isEmpty();
        assertThat(PublicId.parse(InvoiceId.PREFIX, "inv_0000000000000000000000000u"))
                .isEmpty();
    }
}

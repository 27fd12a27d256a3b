package io.duebook.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.duebook.shared.Currency;
import io.duebook.shared.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AmountFormatTest {

    private static final AmountFormat ENGLISH = new AmountFormat('.', ',');
    private static final AmountFormat GERMAN = new AmountFormat(',', '.');
    private static final AmountFormat PLAIN = new AmountFormat('.', null);

    @ParameterizedTest
    @CsvSource({
        "55.94, 5594",
        "0, 0",
        "7, 700",
        "0.5, 50",
        "55.940, 5594",
        "007.10, 710",
        "9999999999999.99, 999999999999999"
    })
    void readsMinorUnits(String cell, long amount) {
        assertThat(PLAIN.read(cell, Currency.of("USD"))).isEqualTo(amount);
    }

    @Test
    void knowsTheDigitsOfACurrency() {
        assertThat(PLAIN.read("1200", Currency.of("JPY"))).isEqualTo(1_200);
        assertThat(PLAIN.read("1200.00", Currency.of("JPY"))).isEqualTo(1_200);
        assertThat(PLAIN.read("1.234", Currency.of("KWD"))).isEqualTo(1_234);
        assertBad(PLAIN, "1200.5", "JPY");
        assertBad(PLAIN, "1.2345", "KWD");
    }

    @Test
    void readsGroupsOfThreeWhereTheSpecSaysSo() {
        assertThat(ENGLISH.read("1,234,567.89", Currency.of("EUR"))).isEqualTo(123_456_789);
        assertThat(GERMAN.read("1.234.567,89", Currency.of("EUR"))).isEqualTo(123_456_789);
        assertThat(GERMAN.read("1234,5", Currency.of("EUR"))).isEqualTo(123_450);
        assertThat(new AmountFormat(',', '\u202f').read("1\u202f234,50", Currency.of("EUR")))
                .isEqualTo(123_450);
    }

    @ParameterizedTest
    @ValueSource(strings = {"12.34", "1.23,4", "1234.567,00", "12.3456,00", ".123,00"})
    void neverGuessesWhatASeparatorMeans(String cell) {
        assertBad(GERMAN, cell, "EUR");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NaN",
                "Infinity",
                "1e3",
                "1E+3",
                "-1",
                "(5.00)",
                "5-",
                "+5",
                "5 EUR",
                "$5",
                "1,5",
                "1.005",
                "0x1F",
                "٣",
                "1_000",
                ".5",
                "5.",
                "1..5",
                "1000000000000000"
            })
    void refusesWhatIsNoAmount(String cell) {
        assertBad(PLAIN, cell, "EUR");
    }

    @Test
    void boundsAnAmountInMinorUnits() {
        assertThat(PLAIN.read("10000000000000.00", Currency.of("EUR"))).isEqualTo(Money.MOST);
        assertThat(PLAIN.read("1000000000000000", Currency.of("JPY"))).isEqualTo(Money.MOST);
        assertBad(PLAIN, "10000000000000.01", "EUR");
        assertBad(PLAIN, "1000000000000001", "JPY");
        assertBad(PLAIN, "1" + "0".repeat(60_000), "JPY");
    }

    private static void assertBad(AmountFormat format, String cell, String currency) {
        assertThatThrownBy(() -> format.read(cell, Currency.of(currency)))
                .isInstanceOfSatisfying(
                        Unreadable.class, refused -> assertThat(refused.code()).isEqualTo("bad_amount"));
    }
}

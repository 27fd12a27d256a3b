package io.duebook.payment.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.duebook.shared.Currency;
import io.duebook.shared.Money;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StripeAmountsTest {

    @ParameterizedTest
    @CsvSource({
        // currency, owed in our minor units, charged in our minor units, in Stripe's units
        "EUR, 12345, 12345, 12345",
        "JPY, 5000, 5000, 5000",
        "KRW, 5001, 5001, 5001",
        "KWD, 12345, 12340, 12340",
        "KWD, 12340, 12340, 12340",
        "TND, 9999, 9990, 9990",
        "ISK, 500, 500, 50000",
        "UGX, 500, 500, 50000",
        "MGA, 123456, 123400, 1234",
        "HUF, 20050, 20050, 20050",
    })
    void chargesWhatStripeCanTakeAndNeverMore(String code, long owed, long charged, long units) {
        Money charge = StripeAmounts.chargeable(money(owed, code));

        assertThat(charge).isEqualTo(money(charged, code));
        assertThat(StripeAmounts.inUnits(charge)).isEqualTo(units);
        assertThat(StripeAmounts.ofUnits(units, Currency.of(code))).isEqualTo(charge);
    }

    @Test
    void neverRoundsUpAndLosesLessThanAStep() {
        var random = new Random(11);
        for (String code : List.of("EUR", "JPY", "KWD", "BHD", "OMR", "JOD", "TND", "ISK", "UGX", "MGA", "CNY")) {
            for (int round = 0; round < 500; round++) {
                Money owed = money(20_000 + random.nextInt(900_000), code);
                Money charge = StripeAmounts.chargeable(owed);
                assertThat(owed.amount() - charge.amount()).as("%s", owed).isBetween(0L, code.equals("MGA") ? 99L : 9L);
                assertThat(StripeAmounts.isExact(charge)).isTrue();
                assertThat(StripeAmounts.ofUnits(StripeAmounts.inUnits(charge), charge.currency()))
                        .isEqualTo(charge);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "EUR, 49, 50, 99999999",
        "GBP, 29, 30, 99999999",
        "JPY, 49, 50, 99999999",
        "KWD, 9, 10, 99999990",
        "ISK, 0, 1, 999999",
        "MGA, 99, 100, 9999999900",
    })
    void namesTheLimits(String code, long tooSmall, long least, long most) {
        assertThatThrownBy(() -> StripeAmounts.chargeable(money(tooSmall, code)))
                .isInstanceOfSatisfying(AmountNotChargeable.class, refused -> {
                    assertThat(refused.code()).isEqualTo("amount_too_small");
                    assertThat(refused.params()).containsEntry("minimum", least).containsEntry("maximum", most);
                });
        assertThat(StripeAmounts.chargeable(money(least, code))).isEqualTo(money(least, code));
        assertThat(StripeAmounts.chargeable(money(most, code))).isEqualTo(money(most, code));
        assertThatThrownBy(() -> StripeAmounts.chargeable(money(most + 1_000, code)))
                .isInstanceOfSatisfying(AmountNotChargeable.class, refused -> assertThat(refused.code())
                        .isEqualTo("amount_too_large"));
    }

    @Test
    void takesTwelveDigitsOfRupiah() {
        assertThat(StripeAmounts.chargeable(money(999_999_999_999L, "IDR")).amount())
                .isEqualTo(999_999_999_999L);
    }

    @Test
    void refusesCurrenciesThatStripeDoesNotTake() {
        assertThatThrownBy(() -> StripeAmounts.chargeable(money(100_000, "IQD")))
                .isInstanceOf(CurrencyNotChargeable.class);
    }

    private static Money money(long amount, String code) {
        return new Money(amount, Currency.of(code));
    }
}

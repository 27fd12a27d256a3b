package io.duebook.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.shared.Currency;
import io.duebook.shared.Money;
import io.duebook.shared.PaymentId;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReceiptTest {

    private static final Currency EUR = Currency.of("EUR");

    private final Receipt receipt = new Receipt(
            new PaymentId(new UUID(1, 2)),
            "Müller & Söhne",
            "<b>Anna</b>",
            new Money(123_456, EUR),
            LocalDate.of(2026, 3, 1),
            false,
            List.of(new Receipt.Settled("INV-7", new Money(100_000, EUR))),
            null,
            new Money(23_456, EUR));

    @Test
    void saysInEnglishWhatArrivedAndWhatItSettles() {
        Mail mail = receipt.in(Locale.ENGLISH);

        assertThat(mail.subject()).isEqualTo("Receipt: EUR 1,234.56 to Müller & Söhne");
        assertThat(mail.plainText())
                .contains("Dear <b>Anna</b>,")
                .contains("We received your payment of EUR 1,234.56 on 1 March 2026. Thank you.")
                .contains("- INV-7: EUR 1,000.00")
                .contains("EUR 234.56 of it settles nothing yet");
    }

    @Test
    void saysTheSameInChinese() {
        Mail mail = receipt.in(Locale.forLanguageTag("zh-CN"));

        assertThat(mail.plainText())
                .contains("我们已于2026年3月1日收到您的付款EUR 1,234.56")
                .contains("- INV-7：EUR 1,000.00")
                .contains("其中EUR 234.56尚未核销");
        assertThat(mail.html()).contains("lang=\"zh-CN\"");
    }

    @Test
    void doesNotCallAPromiseMoney() {
        var promise = new Receipt(
                receipt.payment(),
                receipt.seller(),
                receipt.customer(),
                receipt.amount(),
                receipt.receivedOn(),
                true,
                receipt.settled(),
                null,
                receipt.unapplied());

        assertThat(promise.in(Locale.ENGLISH).plainText())
                .contains("We received your bill or cheque of EUR 1,234.56 on 1 March 2026. It is paid once")
                .doesNotContain("your payment of");
        assertThat(promise.in(Locale.forLanguageTag("zh-CN")).plainText()).contains("收到您的票据EUR 1,234.56");
    }

    @Test
    void nobodysNameIsMarkup() {
        assertThat(receipt.in(Locale.ENGLISH).html())
                .contains("&lt;b&gt;Anna&lt;/b&gt;")
                .doesNotContain("<b>Anna");
    }

    @ParameterizedTest
    @CsvSource({"JPY, 1234567, 'JPY 1,234,567'", "KWD, 1234567, 'KWD 1,234.567'", "EUR, 5, EUR 0.05"})
    void writesAmountsWithTheDigitsOfTheirCurrency(String currency, long amount, String written) {
        assertThat(new Wording("receipt", Locale.ENGLISH).amount(new Money(amount, Currency.of(currency))))
                .isEqualTo(written);
    }
}

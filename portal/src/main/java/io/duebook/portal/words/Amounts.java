package io.duebook.portal.words;

import io.duebook.portal.api.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.NumberFormat;
import java.util.Currency;
import java.util.Locale;
import java.util.Optional;

/** Writes and reads amounts: minor units and a currency on one side, the reader's language on the other. */
public final class Amounts {

    private static final long LARGEST = 999_999_999_999_999L;

    private final Locale locale;

    private Amounts(Locale locale) {
        this.locale = locale;
    }

    public static Amounts in(Locale locale) {
        return new Amounts(Languages.formatting(locale));
    }

    /** With the currency's sign: {@code $1,234.50}, {@code JP¥1,235}. */
    public String text(long minor, String currency) {
        var format = (DecimalFormat) NumberFormat.getCurrencyInstance(locale);
        format.setCurrency(Currency.getInstance(currency));
        format.setMinimumFractionDigits(digits(currency));
        format.setMaximumFractionDigits(digits(currency));
        format.setRoundingMode(RoundingMode.UNNECESSARY);
        setApart(format);
        return format.format(BigDecimal.valueOf(minor, digits(currency)));
    }

    /** A sign made of letters is kept apart from the figure: {@code KWD 1.234}. */
    private static void setApart(DecimalFormat format) {
        var symbols = format.getDecimalFormatSymbols();
        String sign = symbols.getCurrencySymbol();
        if (Character.isLetter(sign.codePointBefore(sign.length()))) {
            symbols.setCurrencySymbol(sign + "\u00a0");
            format.setDecimalFormatSymbols(symbols);
        }
    }

    public String text(Money money) {
        return text(money.amount(), money.currency());
    }

    /** With the currency's code, where its sign does not say it: {@code CNY · ¥12.00}, but {@code KWD 1.234}. */
    public String named(long minor, String currency) {
        String text = text(minor, currency);
        return text.contains(currency) ? text : currency + " · " + text;
    }

    /** Without a sign, as an input field shows it: {@code 1234.50}. */
    public static String plain(long minor, String currency) {
        return BigDecimal.valueOf(minor, digits(currency)).toPlainString();
    }

    /**
     * What a person typed, in minor units. Empty if it is no number ({@link Decimals}), has more places than the
     * currency, or is larger than any amount the books take.
     */
    public static Optional<Long> read(String typed, String currency) {
        return Decimals.read(typed)
                .map(number -> number.movePointRight(digits(currency)).stripTrailingZeros())
                .filter(minor -> minor.scale() <= 0 && minor.abs().compareTo(BigDecimal.valueOf(LARGEST)) <= 0)
                .map(BigDecimal::longValueExact);
    }

    /** How many places the currency has: 0, 2 or 3. */
    public static int digits(String currency) {
        return Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
    }

    public String count(long number) {
        return NumberFormat.getIntegerInstance(locale).format(number);
    }

    /** What share of the whole, in whole percent; 0 of nothing. */
    public String percent(long part, long whole) {
        if (whole == 0) {
            return "0%";
        }
        return BigDecimal.valueOf(part)
                        .multiply(BigDecimal.valueOf(100))
                        .divide(BigDecimal.valueOf(whole), 0, RoundingMode.HALF_UP)
                + "%";
    }
}

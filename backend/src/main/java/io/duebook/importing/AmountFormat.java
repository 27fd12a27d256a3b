package io.duebook.importing;

import io.duebook.shared.Currency;
import io.duebook.shared.Money;
import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a file writes its amounts: digits, with a decimal separator and, where the spec names one, a separator between
 * groups of three. No exponent, no sign of a currency, nothing that would have to be guessed.
 *
 * @param grouping null: digits stand together
 */
record AmountFormat(char decimal, @Nullable Character grouping) {

    private static final int MOST_CHARACTERS = 60;
    private static final BigDecimal MOST = BigDecimal.valueOf(Money.MOST);
    private static final Pattern PLAIN = Pattern.compile("\\d+(\\.\\d+)?");
    private static final Pattern NEGATIVE = Pattern.compile("(-.*|\\(.*\\)|.*-)");

    /**
     * The amount in minor units of the currency.
     *
     * @param currency null where the row's is not known: then only the shape is checked
     * @throws Unreadable {@code bad_amount} for anything but a number that is not negative, whole in minor units, and at
     *     most {@link Money#MOST} of them
     */
    long read(String cell, @Nullable Currency currency) {
        String plain = plain(cell);
        if (NEGATIVE.matcher(cell).matches()) {
            throw bad("An amount cannot be negative here.");
        }
        if (!PLAIN.matcher(plain).matches()) {
            throw bad("Not an amount written as 1234" + decimal + "50.");
        }
        if (plain.length() > MOST_CHARACTERS) {
            throw bad("The amount is too large.");
        }
        BigDecimal amount = new BigDecimal(plain);
        return currency == null ? 0 : inMinorUnits(amount, currency);
    }

    private static long inMinorUnits(BigDecimal amount, Currency currency) {
        BigDecimal minor = amount.movePointRight(currency.digits()).stripTrailingZeros();
        if (minor.scale() > 0) {
            throw bad(
                    currency.digits() == 0
                            ? currency + " has no digits after the point."
                            : currency + " has " + currency.digits() + " digits after the point.");
        }
        if (minor.compareTo(MOST) > 0) {
            throw bad("The amount is too large; at most " + Money.MOST + " minor units.");
        }
        return minor.longValueExact();
    }

    private String plain(String cell) {
        String digits = grouping == null || !isGrouped(cell) ? cell : cell.replace(String.valueOf(grouping), "");
        if (decimal != '.' && digits.indexOf('.') >= 0) {
            return "";
        }
        return digits.replace(decimal, '.');
    }

    /** Whether separators stand where groups of three meet and nowhere else: {@code 1.234,50}, but not {@code 12.34}. */
    private boolean isGrouped(String cell) {
        String separator = Pattern.quote(String.valueOf(grouping));
        return cell.matches("\\d{1,3}(" + separator + "\\d{3})+(" + Pattern.quote(String.valueOf(decimal)) + "\\d+)?");
    }

    private static Unreadable bad(String reason) {
        return new Unreadable("bad_amount", reason);
    }
}

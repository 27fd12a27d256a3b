package io.duebook.portal.words;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads a number as a person types it, the same way in every field. The point is the decimal mark; a comma, a space or an
 * apostrophe only parts thousands. Whoever means a decimal comma is asked again: 1,08 is neither 108 nor guessed at.
 */
public final class Decimals {

    private static final Pattern PLAIN = Pattern.compile("-?\\d{1,15}(\\.\\d+)?");
    private static final Pattern GROUPED = Pattern.compile("-?[1-9]\\d{0,2}([, '])\\d{3}(\\1\\d{3})*(\\.\\d+)?");

    private Decimals() {}

    /** Empty if it is no number, has a mark that does not part thousands, or more than 15 digits before the point. */
    public static Optional<BigDecimal> read(String typed) {
        String said = typed.replaceAll("[\\u00a0\\u202f]", " ").strip();
        String plain = GROUPED.matcher(said).matches() ? said.replaceAll("[, ']", "") : said;
        return PLAIN.matcher(plain).matches() ? Optional.of(new BigDecimal(plain)) : Optional.empty();
    }

    /** {@code 19.000000} is 19. */
    public static String plain(String decimal) {
        return new BigDecimal(decimal).stripTrailingZeros().toPlainString();
    }
}

package io.duebook.portal.staff;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An exchange rate as it is typed.
 *
 * @param typed a positive decimal; groups and spaces do not matter
 */
record RateDraft(String typed) {

    static final int PLACES = 6;

    private static final Pattern DECIMAL = Pattern.compile("\\d{1,12}(\\.\\d+)?");

    /** Empty where it is no number above nothing, or has more places than a rate. */
    Optional<String> rate() {
        return number().filter(number -> !isTooLong(number)).map(BigDecimal::toPlainString);
    }

    /** Whether it only has too many places: then it is to be said the other way round. */
    boolean isTooLong() {
        return number().filter(RateDraft::isTooLong).isPresent();
    }

    /** The same the other way round, for people. */
    Optional<String> inverse() {
        return number().map(number -> plain(BigDecimal.ONE.divide(number, PLACES, RoundingMode.HALF_UP)))
                .filter(inverse -> !inverse.equals("0"));
    }

    private Optional<BigDecimal> number() {
        String plain = typed.strip().replaceAll("[,\\s\\u00a0\\u202f']", "");
        return DECIMAL.matcher(plain).matches()
                ? Optional.of(new BigDecimal(plain)).filter(number -> number.signum() > 0)
                : Optional.empty();
    }

    private static boolean isTooLong(BigDecimal number) {
        return number.stripTrailingZeros().scale() > PLACES;
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }
}

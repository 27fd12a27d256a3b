package io.duebook.portal.staff;

import io.duebook.portal.words.Decimals;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * An exchange rate as it is typed.
 *
 * @param typed a positive decimal of at most twelve digits before the point
 */
record RateDraft(String typed) {

    static final int PLACES = 6;

    private static final BigDecimal TOO_LARGE = BigDecimal.TEN.pow(12);

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
        return Decimals.read(typed).filter(number -> number.signum() > 0 && number.compareTo(TOO_LARGE) < 0);
    }

    private static boolean isTooLong(BigDecimal number) {
        return number.stripTrailingZeros().scale() > PLACES;
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }
}

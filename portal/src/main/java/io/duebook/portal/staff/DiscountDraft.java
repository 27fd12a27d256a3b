package io.duebook.portal.staff;

import io.duebook.portal.api.InvoicesApi.GivenTerms;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * Terms of payment with a discount for paying early, as somebody types it: both parts of it or neither, and no later
 * than the money is due.
 *
 * @param terms as {@code net_30} or {@code eom_15}
 */
record DiscountDraft(String terms, String percent, String days) {

    private static final String PERCENT = "\\d{1,2}(\\.\\d{1,6})?";
    private static final String DAYS = "\\d{1,3}";

    boolean isNone() {
        return percent.isBlank() && days.isBlank();
    }

    boolean isPercentRight() {
        String plain = plainPercent();
        return isNone() || plain.matches(PERCENT) && new BigDecimal(plain).signum() > 0;
    }

    boolean areDaysRight() {
        return isNone() || days.strip().matches(DAYS) && (!isNet() || Integer.parseInt(days.strip()) <= dueDays());
    }

    /** Empty where there is no discount: then the word says it all. */
    Optional<GivenTerms> asked() {
        return isNone()
                ? Optional.empty()
                : Optional.of(new GivenTerms(
                        isNet() ? dueDays() : null,
                        isNet() ? null : dueDays(),
                        plainPercent(),
                        Integer.parseInt(days.strip())));
    }

    private String plainPercent() {
        return percent.strip().replace(',', '.');
    }

    private boolean isNet() {
        return terms.startsWith("net_");
    }

    private int dueDays() {
        return Integer.parseInt(terms.substring(terms.indexOf('_') + 1));
    }
}

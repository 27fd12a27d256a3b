package io.duebook.portal.staff;

import io.duebook.portal.api.InvoicesApi.GivenTerms;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Terms of payment with a discount for paying early, as somebody types it: both parts of it or neither, and no later
 * than the money is due.
 *
 * @param terms as {@code net_30} or {@code eom_15}
 */
record DiscountDraft(String terms, String percent, String days) {

    private static final String PERCENT = "\\d{1,2}(\\.\\d{1,6})?";
    private static final String DAYS = "\\d{1,3}";

    /** @param terms as the API has them: a word, or an object with its fields */
    static DiscountDraft of(Object terms) {
        if (!(terms instanceof Map<?, ?> given)) {
            return new DiscountDraft(String.valueOf(terms), "", "");
        }
        String basis = given.get("eom") == null ? "net" : "eom";
        return new DiscountDraft(
                basis + "_" + given.get(basis), text(given.get("discount_percent")), text(given.get("discount_days")));
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

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

    /**
     * What need not be paid of an invoice by whoever pays early.
     *
     * @param total in minor units
     */
    long amount(long total) {
        return total <= 0
                ? 0
                : new BigDecimal(plainPercent())
                        .multiply(BigDecimal.valueOf(total))
                        .movePointLeft(2)
                        .setScale(0, RoundingMode.HALF_UP)
                        .longValueExact();
    }

    /** The last day that earns it: nobody is early after the due date. */
    LocalDate until(LocalDate issued, LocalDate due) {
        LocalDate until = issued.plusDays(Integer.parseInt(days.strip()));
        return until.isAfter(due) ? due : until;
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

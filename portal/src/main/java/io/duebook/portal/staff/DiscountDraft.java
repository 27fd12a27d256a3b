package io.duebook.portal.staff;

import io.duebook.portal.api.InvoicesApi.GivenTerms;
import io.duebook.portal.words.Decimals;
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

    private static final BigDecimal WHOLE = BigDecimal.valueOf(100);
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
        return isNone() || rate().isPresent();
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
                        rate().orElseThrow().toPlainString(),
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
                : rate().orElseThrow()
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

    private Optional<BigDecimal> rate() {
        return Decimals.read(percent)
                .filter(rate -> rate.signum() > 0 && rate.compareTo(WHOLE) < 0 && rate.scale() <= 6);
    }

    private boolean isNet() {
        return terms.startsWith("net_");
    }

    private int dueDays() {
        return Integer.parseInt(terms.substring(terms.indexOf('_') + 1));
    }
}

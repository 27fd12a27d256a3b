package io.duebook.portal.staff;

import io.duebook.portal.api.PaymentsApi.Withheld;
import io.duebook.portal.words.Amounts;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a payer withheld of a claim beside what they paid of it, as somebody types it.
 *
 * @param reason its code; null while none is chosen
 */
record DeductionDraft(String amount, @Nullable String reason) {

    private static final Pattern CODE = Pattern.compile("[a-z][a-z_]{0,39}");

    /** What somebody typed as a reason of their own, as its code; empty if none can be made of it. */
    static Optional<String> code(String typed) {
        return Optional.of(typed.strip().toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "_"))
                .map(code -> code.replaceAll("^_+|_+$", ""))
                .filter(code -> CODE.matcher(code).matches());
    }

    /**
     * In minor units; empty while it is no amount above zero, or more than the payment leaves open.
     *
     * @param most what is open of the claim beside what is paid of it
     */
    Optional<Long> minor(String currency, long most) {
        return Amounts.read(amount, currency).filter(minor -> minor > 0 && minor <= most);
    }

    boolean isReasonRight() {
        String code = reason;
        return code != null && CODE.matcher(code).matches();
    }

    /** @throws java.util.NoSuchElementException unless it is complete */
    Withheld asked(String currency, long most) {
        return new Withheld(
                minor(currency, most).orElseThrow(),
                Optional.ofNullable(reason).filter(code -> isReasonRight()).orElseThrow());
    }
}

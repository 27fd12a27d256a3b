package io.duebook.item;

import io.duebook.ledger.Conversion;
import io.duebook.platform.InvalidRequest;
import io.duebook.shared.Currency;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The rate at which money settles a claim of another currency, as a request gives it.
 *
 * @param base the currency of which one unit is worth the rate in the other; the claim's unless given
 * @param pointer where the request says so
 */
public record AskedRate(BigDecimal rate, @Nullable Currency base, String pointer) {

    public static final String DECIMAL = "\\d{1,12}(\\.\\d{1,6})?";
    private static final Pattern SHAPE = Pattern.compile(DECIMAL);

    /**
     * @return null where none is given
     * @throws InvalidRequest if it is no positive decimal of at most six places, or only says of what
     */
    public static @Nullable AskedRate of(@Nullable String rate, @Nullable Currency base, String pointer) {
        if (rate == null) {
            if (base != null) {
                throw new InvalidRequest(pointer + "/rate", "required", "base says of what the rate is: give both.");
            }
            return null;
        }
        if (!SHAPE.matcher(rate).matches() || new BigDecimal(rate).signum() == 0) {
            throw new InvalidRequest(
                    pointer + "/rate", "out_of_range", "A rate is a positive decimal of at most six places.");
        }
        return new AskedRate(new BigDecimal(rate), base, pointer);
    }

    /** @throws InvalidRequest if the two are one, or the base is neither */
    public Conversion between(Currency claim, Currency money, LocalDate on) {
        if (claim.equals(money)) {
            throw new InvalidRequest(
                    pointer + "/rate", "same_currency", "Money and claim are of one currency: there is no rate.");
        }
        Currency of = base == null ? claim : base;
        if (!of.equals(claim) && !of.equals(money)) {
            throw new InvalidRequest(
                    pointer + "/base", "invalid", "A rate is of the claim's currency or of the money's.");
        }
        return Conversion.by(new Conversion.Step(of, of.equals(claim) ? money : claim, rate, on), claim);
    }

    public boolean saysTheSameAs(AskedRate other) {
        return rate.compareTo(other.rate) == 0 && java.util.Objects.equals(base, other.base);
    }
}

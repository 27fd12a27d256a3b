package io.duebook.portal.staff;

import io.duebook.portal.api.ExchangeRatesApi.Step;
import io.duebook.portal.words.Amounts;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/**
 * What a part of a claim takes of money in another currency, counted as the books count it: by the product of the rates,
 * rounded half up once, at the end.
 *
 * @param claim the claim's currency
 * @param money the money's
 * @param steps the rates as they were said, from the claim's currency to the money's; one or two
 */
record ExchangeDraft(String claim, String money, List<Step> steps) {

    private static final BigDecimal HALF = new BigDecimal("0.5");

    /** In minor units of the money's currency. */
    long cost(long claimMinor) {
        return BigDecimal.valueOf(claimMinor)
                .multiply(multiplier())
                .divide(divisor(), 0, RoundingMode.HALF_UP)
                .longValueExact();
    }

    /** The most of a claim that so much money settles: as much as costs, rounded, no more. */
    long reach(long moneyMinor) {
        if (moneyMinor <= 0) {
            return 0;
        }
        return BigDecimal.valueOf(moneyMinor)
                .add(HALF)
                .multiply(divisor())
                .divide(multiplier(), 0, RoundingMode.CEILING)
                .subtract(BigDecimal.ONE)
                .longValueExact();
    }

    /** Of minor units, as are all amounts here. */
    private BigDecimal multiplier() {
        return product(true).movePointRight(Amounts.digits(money));
    }

    private BigDecimal divisor() {
        return product(false).movePointRight(Amounts.digits(claim));
    }

    /** @param asSaid of the rates read as they were said; else of those read the other way round */
    private BigDecimal product(boolean asSaid) {
        BigDecimal product = BigDecimal.ONE;
        String at = claim;
        for (Step step : steps) {
            if (at.equals(step.base()) == asSaid) {
                product = product.multiply(new BigDecimal(step.rate()));
            }
            at = at.equals(step.base()) ? step.quote() : step.base();
        }
        return product;
    }
}

package io.duebook.item;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is left of a claim: the part that is open, and the part that is off the books and remains a claim.
 *
 * @param writtenOff in minor units: off the books, neither recovered nor waived since
 * @param writtenOffOn the last day on which what is off the books changed
 * @param taxes what each rate contributes to the whole claim
 * @param relief the tax taken back by write-offs and not given back since, per rate
 */
record Claim(
        OpenItem item,
        long writtenOff,
        @Nullable LocalDate writtenOffOn,
        List<TaxPart> taxes,
        Map<BigDecimal, Long> relief) {

    long open() {
        return item.open().amount();
    }

    /** The tax that writing off a part takes back, per rate; none where the law or the tenant takes none. */
    Map<BigDecimal, Long> reliefFor(long part) {
        var perRate = new TreeMap<BigDecimal, Long>();
        TaxPart.ofPart(taxes, part).stream()
                .filter(rate -> rate.tax() > 0)
                .forEach(rate -> perRate.put(rate.rate().stripTrailingZeros(), rate.tax()));
        return perRate;
    }

    /** The share of the relief that belongs to a part of what is written off; the last part takes the rest. */
    Map<BigDecimal, Long> reliefOf(long part) {
        var perRate = new TreeMap<BigDecimal, Long>();
        relief.forEach((rate, left) -> {
            long share = part == writtenOff ? left : TaxPart.proportion(part, left, writtenOff, RoundingMode.HALF_UP);
            if (share != 0) {
                perRate.put(rate, share);
            }
        });
        return perRate;
    }
}

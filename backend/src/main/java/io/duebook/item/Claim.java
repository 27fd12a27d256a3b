package io.duebook.item;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is left of a claim: the part that is open, and the part that is off the books and remains a claim.
 *
 * @param taxes what each rate contributes to the claim, without what credit notes took back
 * @param discounted what discounts lowered of it at each rate
 */
record Claim(OpenItem item, List<TaxPart> taxes, List<TaxPart> discounted) {

    long open() {
        return item.open().amount();
    }

    OffTheBooks off() {
        return item.off();
    }

    /** The tax that writing off a part takes back, per rate: never more in all than the claim's own. */
    Map<BigDecimal, Long> reliefFor(long part) {
        var perRate = new TreeMap<BigDecimal, Long>();
        for (TaxPart share : TaxPart.ofPart(taxes, part)) {
            BigDecimal rate = share.rate().stripTrailingZeros();
            long left = taxAt(taxes, rate)
                    - taxAt(discounted, rate)
                    - off().relief().getOrDefault(rate, 0L);
            if (Math.min(share.tax(), left) > 0) {
                perRate.put(rate, Math.min(share.tax(), left));
            }
        }
        return perRate;
    }

    private static long taxAt(List<TaxPart> shares, BigDecimal rate) {
        return shares.stream()
                .filter(tax -> tax.rate().compareTo(rate) == 0)
                .mapToLong(TaxPart::tax)
                .sum();
    }
}

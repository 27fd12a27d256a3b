package io.duebook.invoice;

import io.duebook.item.TaxPart;
import io.duebook.shared.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.TreeMap;

/**
 * What one tax rate contributes to an invoice.
 *
 * @param rate in percent
 */
record TaxShare(BigDecimal rate, Money net, Money tax) {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /** One share per rate, its tax rounded half up once per document and rate (EN 16931, BR-CO-17). */
    static List<TaxShare> of(List<Line> lines) {
        var netByRate = new TreeMap<BigDecimal, Money>();
        lines.forEach(line -> netByRate.merge(line.taxRate().stripTrailingZeros(), line.net(), Money::plus));
        return netByRate.entrySet().stream()
                .map(entry -> new TaxShare(entry.getKey(), entry.getValue(), tax(entry.getValue(), entry.getKey())))
                .toList();
    }

    TaxPart part() {
        return new TaxPart(rate, net.amount(), tax.amount());
    }

    private static Money tax(Money net, BigDecimal rate) {
        return net.times(rate.divide(HUNDRED), RoundingMode.HALF_UP);
    }
}

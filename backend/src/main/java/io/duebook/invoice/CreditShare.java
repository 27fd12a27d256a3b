package io.duebook.invoice;

import io.duebook.item.TaxPart;
import io.duebook.shared.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What of a credit note belongs to one claim, or to none, at one tax rate. Never negative.
 *
 * @param rate in percent
 */
record CreditShare(@Nullable UUID claim, BigDecimal rate, Money net, Money tax) {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    Money gross() {
        return net.plus(tax);
    }

    /** As the books look at it. */
    TaxPart part() {
        return new TaxPart(rate, net.amount(), tax.amount());
    }

    CreditShare less(TaxPart part) {
        return new CreditShare(
                claim,
                rate,
                net.minus(new Money(part.net(), net.currency())),
                tax.minus(new Money(part.tax(), tax.currency())));
    }

    /**
     * The shares of a document. Its tax is rounded once per rate, over all claims; each then gets its own, rounded
     * half up, as far as there is any left, and the last named takes the rest.
     */
    static List<CreditShare> of(List<CreditLine> lines) {
        List<TaxShare> taxes = TaxShare.of(lines.stream().map(CreditLine::line).toList());
        return taxes.stream().flatMap(tax -> split(tax, lines).stream()).toList();
    }

    private static List<CreditShare> split(TaxShare whole, List<CreditLine> lines) {
        Map<Optional<UUID>, Money> netOf = netByClaim(whole, lines);
        var shares = new ArrayList<CreditShare>();
        Money taxLeft = whole.tax();
        int toCome = netOf.size();
        for (var part : netOf.entrySet()) {
            toCome--;
            Money own = part.getValue().times(whole.rate().divide(HUNDRED), RoundingMode.HALF_UP);
            Money tax = toCome == 0 ? taxLeft : own.atMost(taxLeft);
            taxLeft = taxLeft.minus(tax);
            shares.add(new CreditShare(part.getKey().orElse(null), whole.rate(), part.getValue(), tax));
        }
        return shares;
    }

    /** What names no claim comes first, for the rest is that of a claim that is named. */
    private static Map<Optional<UUID>, Money> netByClaim(TaxShare whole, List<CreditLine> lines) {
        List<CreditLine> ofRate = lines.stream()
                .filter(line -> line.line().taxRate().compareTo(whole.rate()) == 0)
                .toList();
        var netOf = new LinkedHashMap<Optional<UUID>, Money>();
        if (ofRate.stream().anyMatch(line -> line.claim() == null)) {
            netOf.put(Optional.empty(), Money.zero(whole.net().currency()));
        }
        ofRate.forEach(line ->
                netOf.merge(Optional.ofNullable(line.claim()), line.line().net(), Money::plus));
        return netOf;
    }
}

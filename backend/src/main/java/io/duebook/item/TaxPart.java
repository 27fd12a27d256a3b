package io.duebook.item;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What one tax rate contributes to a claim, or to a part of one.
 *
 * @param rate in percent
 * @param net in minor units of the claim's currency
 * @param tax likewise
 */
public record TaxPart(BigDecimal rate, long net, long tax) {

    long gross() {
        return Math.addExact(net, tax);
    }

    /** @param rates each as its rate, net and tax, between blanks */
    static List<TaxPart> parse(String[] rates) {
        return Arrays.stream(rates)
                .map(rate -> rate.split(" "))
                .map(parts -> new TaxPart(new BigDecimal(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2])))
                .toList();
    }

    /**
     * What each rate contributes to a part of a claim: gross in proportion, rounded down, what is left over one unit
     * each to the first; of that, tax = part × tax ÷ gross, rounded half up once, and net is the rest.
     *
     * @param claim all rates of the whole claim, also that of nothing; without any, no part carries tax
     * @param part in minor units; 0 to the whole
     */
    public static List<TaxPart> ofPart(List<TaxPart> claim, long part) {
        List<TaxPart> rates = claim.stream().filter(rate -> rate.gross() != 0).toList();
        long whole = rates.stream().mapToLong(TaxPart::gross).sum();
        var shares = new ArrayList<Long>();
        for (TaxPart rate : rates) {
            shares.add(proportion(part, rate.gross(), whole, RoundingMode.FLOOR));
        }
        long over = part - shares.stream().mapToLong(Long::longValue).sum();
        var parts = new ArrayList<TaxPart>();
        for (int at = 0; at < rates.size(); at++) {
            TaxPart rate = rates.get(at);
            long gross = shares.get(at) + (at < over ? 1 : 0);
            long tax = proportion(gross, rate.tax(), rate.gross(), RoundingMode.HALF_UP);
            parts.add(new TaxPart(rate.rate(), gross - tax, tax));
        }
        return List.copyOf(parts);
    }

    /** What is left of a claim at each of its rates; never less than nothing. */
    static List<TaxPart> less(List<TaxPart> claim, List<TaxPart> taken) {
        return claim.stream()
                .map(rate -> taken.stream()
                        .filter(part -> part.rate().compareTo(rate.rate()) == 0)
                        .reduce(
                                rate,
                                (left, part) -> new TaxPart(
                                        left.rate(),
                                        Math.max(0, left.net() - part.net()),
                                        Math.max(0, left.tax() - part.tax()))))
                .toList();
    }

    /** Amount × share ÷ whole. */
    static long proportion(long amount, long share, long whole, RoundingMode rounding) {
        return BigDecimal.valueOf(amount)
                .multiply(BigDecimal.valueOf(share))
                .divide(BigDecimal.valueOf(whole), 0, rounding)
                .longValueExact();
    }
}

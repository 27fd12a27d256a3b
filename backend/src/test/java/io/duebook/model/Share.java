package io.duebook.model;

import io.duebook.model.Claim.Rate;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Arithmetic of the trade: rounding and splitting as TRADE-RULES says it. */
final class Share {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private Share() {}

    /** Net × rate, half up. */
    static long tax(long net, BigDecimal rate) {
        return BigDecimal.valueOf(net)
                .multiply(rate)
                .divide(HUNDRED, 0, RoundingMode.HALF_UP)
                .longValueExact();
    }

    static long halfUp(long amount, long part, long whole) {
        return BigDecimal.valueOf(amount)
                .multiply(BigDecimal.valueOf(part))
                .divide(BigDecimal.valueOf(whole), 0, RoundingMode.HALF_UP)
                .longValueExact();
    }

    static long down(long amount, long part, long whole) {
        return BigDecimal.valueOf(amount)
                .multiply(BigDecimal.valueOf(part))
                .divide(BigDecimal.valueOf(whole), 0, RoundingMode.DOWN)
                .longValueExact();
    }

    /** At least one minor unit of an amount. */
    static long thousandths(long amount, int thousandths) {
        return Math.max(1, down(amount, thousandths, 1000));
    }

    /**
     * A part of a claim by rates: gross in proportion, rounded down, what is over one unit each to the first; tax of
     * each once, half up, net the rest.
     */
    static List<Rate> split(List<Rate> rates, long part) {
        List<Rate> some = rates.stream().filter(rate -> rate.gross() != 0).toList();
        long whole = some.stream().mapToLong(Rate::gross).sum();
        var gross = new ArrayList<Long>();
        long over = part;
        for (Rate rate : some) {
            long share = down(part, rate.gross(), whole);
            gross.add(share);
            over -= share;
        }
        var split = new ArrayList<Rate>();
        for (int at = 0; at < some.size(); at++) {
            Rate rate = some.get(at);
            long share = gross.get(at) + (at < over ? 1 : 0);
            long tax = halfUp(share, rate.tax(), rate.gross());
            split.add(new Rate(rate.rate(), share - tax, tax));
        }
        return split;
    }

    /** Relief that belongs to a part of what is off the books; the last part takes the rest. */
    static Map<BigDecimal, Long> ofRelief(Map<BigDecimal, Long> relief, long part, long whole) {
        var shares = new TreeMap<BigDecimal, Long>();
        long left = part;
        for (var rate : relief.entrySet()) {
            long share = Math.min(left, part == whole ? rate.getValue() : halfUp(part, rate.getValue(), whole));
            left -= share;
            if (share != 0) {
                shares.put(rate.getKey(), share);
            }
        }
        return shares;
    }

    static long sum(Map<BigDecimal, Long> amounts) {
        return amounts.values().stream().mapToLong(Long::longValue).sum();
    }
}

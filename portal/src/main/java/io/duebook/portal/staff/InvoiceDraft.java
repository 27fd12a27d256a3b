package io.duebook.portal.staff;

import io.duebook.portal.api.InvoicesApi.NewLine;
import io.duebook.portal.words.Amounts;
import io.duebook.portal.words.Decimals;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An invoice while it is typed: what its lines would come to. The same arithmetic as the books (a half rounds up; tax
 * once per rate), so that the form promises nothing else than the invoice says.
 */
record InvoiceDraft(String currency, List<TypedLine> lines) {

    private static final BigDecimal TOO_LARGE = BigDecimal.TEN.pow(12);
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /** A line as it was typed; any part may be missing or wrong. */
    record TypedLine(String description, String quantity, String unitAmount, String taxRate) {

        boolean isBlank() {
            return description.isBlank() && unitAmount.isBlank();
        }
    }

    /** A line of the API as somebody would type it. */
    static TypedLine typed(NewLine line, String currency) {
        return new TypedLine(
                line.description(),
                Decimals.plain(line.quantity()),
                Amounts.plain(line.unitAmount(), currency),
                Decimals.plain(line.taxRate()));
    }

    /** @param tax in minor units */
    record Tax(BigDecimal rate, long net, long tax) {}

    /** All in minor units. */
    record Totals(long net, List<Tax> taxes, long total) {}

    /** What a line comes to before tax; empty while it cannot be computed. */
    Optional<Long> net(TypedLine line) {
        Optional<BigDecimal> quantity = decimal(line.quantity());
        Optional<Long> unit = Amounts.read(line.unitAmount(), currency);
        if (quantity.isEmpty() || unit.isEmpty()) {
            return Optional.empty();
        }
        BigDecimal net = BigDecimal.valueOf(unit.get()).multiply(quantity.get()).setScale(0, RoundingMode.HALF_UP);
        return net.unscaledValue().bitLength() < Long.SIZE ? Optional.of(net.longValue()) : Optional.empty();
    }

    /** Of the lines that can be computed so far. */
    Totals totals() {
        var netByRate = new TreeMap<BigDecimal, Long>();
        for (TypedLine line : lines) {
            Optional<BigDecimal> rate = rate(line);
            Optional<Long> net = net(line);
            if (rate.isPresent() && net.isPresent()) {
                netByRate.merge(rate.get(), net.get(), Math::addExact);
            }
        }
        List<Tax> taxes = netByRate.entrySet().stream()
                .map(entry -> new Tax(entry.getKey(), entry.getValue(), tax(entry.getValue(), entry.getKey())))
                .toList();
        long net = taxes.stream().mapToLong(Tax::net).sum();
        return new Totals(net, taxes, net + taxes.stream().mapToLong(Tax::tax).sum());
    }

    private static long tax(long net, BigDecimal rate) {
        return BigDecimal.valueOf(net)
                .multiply(rate)
                .divide(HUNDRED, 0, RoundingMode.HALF_UP)
                .longValueExact();
    }

    boolean isComplete(TypedLine line) {
        return !line.description().isBlank()
                && net(line).isPresent()
                && rate(line).isPresent();
    }

    /** @throws IllegalStateException unless every line that is not blank is complete */
    List<NewLine> asked() {
        return lines.stream().filter(line -> !line.isBlank()).map(this::asked).toList();
    }

    private NewLine asked(TypedLine line) {
        if (!isComplete(line)) {
            throw new IllegalStateException("an unfinished line is not sent");
        }
        return new NewLine(
                line.description().strip(),
                decimal(line.quantity()).orElseThrow().toPlainString(),
                Amounts.read(line.unitAmount(), currency).orElseThrow(),
                rate(line).orElseThrow().toPlainString());
    }

    static Optional<BigDecimal> decimal(String typed) {
        return Decimals.read(typed).filter(number -> number.abs().compareTo(TOO_LARGE) < 0 && number.scale() <= 6);
    }

    /** Zero for none given. */
    private static Optional<BigDecimal> rate(TypedLine line) {
        return line.taxRate().isBlank()
                ? Optional.of(BigDecimal.ZERO)
                : decimal(line.taxRate())
                        .filter(rate -> rate.signum() >= 0 && rate.compareTo(HUNDRED) <= 0)
                        .map(rate -> new BigDecimal(rate.stripTrailingZeros().toPlainString()));
    }
}

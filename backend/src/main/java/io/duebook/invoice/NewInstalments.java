package io.duebook.invoice;

import io.duebook.item.Instalment;
import io.duebook.platform.InvalidRequest;
import io.duebook.shared.Money;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The due dates of an invoice as a client gives them: each later than the one before; all amounts together its total, or
 * all percentages together the whole of it.
 */
record NewInstalments(List<NewInstalment> parts) {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /**
     * @param amount in minor units of the invoice's currency
     * @param percent of the invoice's total, instead of an amount; a decimal text of at most six places
     * @param retention whether the customer keeps it back until the warranty is over
     */
    record NewInstalment(
            @NotNull LocalDate dueOn,
            @Nullable @Positive @Max(Money.MOST) Long amount,

            @Nullable @Pattern(regexp = "\\d{1,3}(\\.\\d{1,6})?", message = "must be a decimal of at most six places")
            String percent,

            @Nullable Boolean retention) {

        boolean isInPercent() {
            return percent != null;
        }

        BigDecimal share() {
            return new BigDecimal(String.valueOf(percent));
        }

        Instalment of(long minor) {
            return new Instalment(dueOn, minor, Boolean.TRUE.equals(retention));
        }
    }

    /**
     * @throws InvalidRequest unless the days rise, all parts are given alike and add up, and none is of less than one
     *     minor unit
     */
    List<Instalment> of(Money total) {
        IntStream.range(1, parts.size())
                .filter(at -> !parts.get(at).dueOn().isAfter(parts.get(at - 1).dueOn()))
                .findFirst()
                .ifPresent(at -> {
                    throw new InvalidRequest(
                            "/instalments/" + at + "/due_on", "out_of_order", "Each is due after the one before it.");
                });
        IntStream.range(0, parts.size()).forEach(this::mustBeGivenAsTheFirst);
        return parts.getFirst().isInPercent() ? inPercent(total) : inAmounts(total);
    }

    private void mustBeGivenAsTheFirst(int at) {
        NewInstalment part = parts.get(at);
        boolean hasAmount = part.amount() != null;
        if (hasAmount == part.isInPercent()
                || part.isInPercent() != parts.getFirst().isInPercent()) {
            throw new InvalidRequest(
                    "/instalments/" + at + "/amount",
                    "required",
                    "Give an amount or a percentage, the same for all instalments.");
        }
    }

    private List<Instalment> inAmounts(Money total) {
        long sum = parts.stream().mapToLong(NewInstalments::amount).reduce(0, Math::addExact);
        if (sum != total.amount()) {
            throw new InvalidRequest(
                    "/instalments",
                    "instalments_do_not_sum",
                    "The instalments sum to %d (minor units), the invoice to %d.".formatted(sum, total.amount()));
        }
        return parts.stream().map(part -> part.of(amount(part))).toList();
    }

    private static long amount(NewInstalment part) {
        return part.amount() == null ? 0 : part.amount();
    }

    /** Rounded down; the minor units that remain go one each to the first parts. */
    private List<Instalment> inPercent(Money total) {
        BigDecimal sum = parts.stream().map(NewInstalment::share).reduce(BigDecimal.ZERO, BigDecimal::add);
        if (sum.compareTo(HUNDRED) != 0) {
            throw new InvalidRequest(
                    "/instalments",
                    "instalments_do_not_sum",
                    "The percentages sum to %s, not to 100."
                            .formatted(sum.stripTrailingZeros().toPlainString()));
        }
        IntStream.range(0, parts.size())
                .filter(at -> parts.get(at).share().signum() == 0)
                .findFirst()
                .ifPresent(at -> {
                    throw new InvalidRequest(
                            "/instalments/" + at + "/percent",
                            "out_of_range",
                            "An instalment is of more than nothing; leave it out.");
                });
        long[] amounts = parts.stream()
                .mapToLong(part -> BigDecimal.valueOf(total.amount())
                        .multiply(part.share())
                        .divide(HUNDRED, 0, RoundingMode.FLOOR)
                        .longValueExact())
                .toArray();
        long left = total.amount()
                - IntStream.range(0, amounts.length)
                        .mapToLong(at -> amounts[at])
                        .sum();
        return IntStream.range(0, amounts.length)
                .mapToObj(at -> part(at, amounts[at] + (at < left ? 1 : 0)))
                .toList();
    }

    private Instalment part(int at, long amount) {
        if (amount == 0) {
            throw new InvalidRequest(
                    "/instalments/" + at + "/percent",
                    "out_of_range",
                    "Of this total that is less than one minor unit; leave the instalment out.");
        }
        return parts.get(at).of(amount);
    }
}

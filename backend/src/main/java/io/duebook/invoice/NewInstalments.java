package io.duebook.invoice;

import io.duebook.item.Instalment;
import io.duebook.platform.InvalidRequest;
import io.duebook.shared.Money;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;

/** The due dates of an invoice as a client gives them: each later than the one before, all amounts together its total. */
record NewInstalments(List<NewInstalment> parts) {

    /** @param amount in minor units of the invoice's currency */
    record NewInstalment(
            @NotNull LocalDate dueOn,
            @NotNull @Positive @Max(Money.MOST) Long amount) {}

    /** @throws InvalidRequest unless the days rise and the amounts sum to the total */
    List<Instalment> of(Money total) {
        IntStream.range(1, parts.size())
                .filter(at -> !parts.get(at).dueOn().isAfter(parts.get(at - 1).dueOn()))
                .findFirst()
                .ifPresent(at -> {
                    throw new InvalidRequest(
                            "/instalments/" + at + "/due_on", "out_of_order", "Each is due after the one before it.");
                });
        long sum = parts.stream().mapToLong(NewInstalment::amount).reduce(0, Math::addExact);
        if (sum != total.amount()) {
            throw new InvalidRequest(
                    "/instalments",
                    "instalments_do_not_sum",
                    "The instalments sum to %d (minor units), the invoice to %d.".formatted(sum, total.amount()));
        }
        return parts.stream()
                .map(part -> new Instalment(part.dueOn(), part.amount()))
                .toList();
    }
}

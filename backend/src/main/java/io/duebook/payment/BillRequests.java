package io.duebook.payment;

import io.duebook.shared.BillId;
import io.duebook.shared.Money;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What can be asked to be done with bills. Days are today unless given. */
final class BillRequests {

    private BillRequests() {}

    /** @param slip the deposit slip's number */
    record BillDeposit(
            @Nullable LocalDate depositedOn,
            @Size(min = 1, max = 60) @Nullable String slip) {}

    /** Several on one slip. */
    record BillsDeposit(
            @NotEmpty @Size(max = 200) List<@NotNull BillId> bills,
            @Nullable LocalDate depositedOn,
            @Size(min = 1, max = 60) @Nullable String slip) {}

    record BillCollection(@Nullable LocalDate collectedOn) {}

    record BillsCollection(
            @NotEmpty @Size(max = 200) List<@NotNull BillId> bills,
            @Nullable LocalDate collectedOn) {}

    /**
     * @param cost what the bank keeps of it, in minor units of the bill's currency
     * @param bank that takes it
     * @param withRecourse whether it comes back where it is dishonoured: yes unless said otherwise
     */
    record BillDiscounting(
            @Nullable LocalDate discountedOn,
            @NotNull @PositiveOrZero @Max(Money.MOST) Long cost,
            @Size(min = 1, max = 200) @Nullable String bank,
            @Nullable Boolean withRecourse) {}

    /**
     * @param endorsee to whom it goes
     * @param withRecourse whether it comes back where it is dishonoured: yes unless said otherwise
     */
    record BillEndorsement(
            @Nullable LocalDate endorsedOn,
            @NotNull @Size(min = 1, max = 200) String endorsee,
            @Nullable Boolean withRecourse) {}

    /**
     * @param customerFee what it costs the customer, in minor units: a fee issued and due that day
     * @param processorFee what the bank keeps for it, in minor units
     * @param reason required, 1 to 500 characters
     */
    record BillDishonour(
            @Nullable LocalDate dishonouredOn,
            @Nullable @Positive @Max(Money.MOST) Long customerFee,
            @Nullable @Positive @Max(Money.MOST) Long processorFee,
            @Nullable String reason) {}

    /** @param reason required, 1 to 500 characters */
    record BillReturn(
            @Nullable LocalDate returnedOn, @Nullable String reason) {}

    /** @param reason required, 1 to 500 characters */
    record BillUndoing(
            @Nullable LocalDate undoneOn, @Nullable String reason) {}
}

package io.duebook.charge;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.duebook.platform.InvalidRequest;
import io.duebook.shared.Currency;
import io.duebook.shared.CustomerId;
import io.duebook.shared.Money;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A fee as a client asks for it.
 *
 * @param invoice the claim it is about, if it is about one: the id of an invoice or a charge of the customer
 * @param amount in minor units of the currency, which need not be the invoice's
 * @param issueDate today unless given
 * @param dueDate the issue date unless given
 */
record NewFee(
        @NotNull CustomerId customer,
        @Nullable String invoice,
        @NotNull Kind kind,
        @NotNull @Positive @Max(Money.MOST) Long amount,
        @NotNull Currency currency,
        @Nullable LocalDate issueDate,
        @Nullable LocalDate dueDate,
        @Size(min = 1, max = 100) @Nullable String externalId,
        @Size(max = 50) @Nullable Map<String, @NotNull @Size(max = 500) String> metadata) {

    enum Kind {
        @JsonProperty("collection_cost")
        COLLECTION_COST,
        @JsonProperty("late_fee")
        LATE_FEE,
        @JsonProperty("return_fee")
        RETURN_FEE;

        ChargeKind charge() {
            return switch (this) {
                case COLLECTION_COST -> ChargeKind.COLLECTION_COST;
                case LATE_FEE -> ChargeKind.LATE_FEE;
                case RETURN_FEE -> ChargeKind.RETURN_FEE;
            };
        }
    }

    LocalDate issuedOn(LocalDate today) {
        return issueDate == null ? today : issueDate;
    }

    /** @throws InvalidRequest if it would be due before it is issued */
    LocalDate dueOn(LocalDate today) {
        LocalDate issued = issuedOn(today);
        if (dueDate != null && dueDate.isBefore(issued)) {
            throw new InvalidRequest("/due_date", "due_before_issue", "A fee is not due before it is issued.");
        }
        return dueDate == null ? issued : dueDate;
    }
}

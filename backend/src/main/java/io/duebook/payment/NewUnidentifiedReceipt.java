package io.duebook.payment;

import io.duebook.shared.Currency;
import io.duebook.shared.Money;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Money of an unknown payer, as a client records it.
 *
 * @param amount in minor units of the currency
 * @param receivedOn its value date
 * @param payer what the bank says of who sent it
 */
record NewUnidentifiedReceipt(
        @Size(min = 1, max = 100) @Nullable String externalId,
        @NotNull @Positive @Max(Money.MOST) Long amount,
        @NotNull Currency currency,
        @NotNull LocalDate receivedOn,

        @NotNull @Size(min = 1, max = 40) @Pattern(regexp = "[a-z_]+")
        String method,

        @Size(max = 200) @Nullable String payer,
        @Size(max = 500) @Nullable String reference) {}

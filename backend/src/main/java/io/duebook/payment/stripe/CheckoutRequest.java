package io.duebook.payment.stripe;

import io.duebook.shared.Currency;
import io.duebook.shared.CustomerId;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a payer wants to pay.
 *
 * @param items ids of claims, or {@code "all"}: everything open, net of unapplied credit
 * @param amount in minor units of the currency; all that is open of the items unless given
 * @param returnUrl where the payer comes back to, paid or not, see {@link ReturnAddresses}; {@code checkout=<id>} is
 *     added to its query
 */
record CheckoutRequest(
        @NotNull CustomerId customer,
        @NotNull Currency currency,

        @Schema(
                oneOf = {String.class, String[].class},
                description = "ids of claims, or \"all\": everything open, net of unapplied credit")
        @NotNull
        JsonNode items,

        @Positive @Nullable Long amount,
        @NotBlank @Size(max = 1_500) String returnUrl) {}

package io.duebook.payment.stripe;

import io.duebook.platform.InvalidRequest;
import io.duebook.shared.Currency;
import io.duebook.shared.CustomerId;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a payer wants to pay.
 *
 * @param items ids of claims, or {@code "all"}: everything open, net of unapplied credit
 * @param amount in minor units of the currency; all that is open of the items unless given
 * @param returnUrl where the payer comes back to, paid or not; {@code checkout=<id>} is added to its query
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
        @NotBlank @Size(max = 1_500) String returnUrl) {

    /** @throws InvalidRequest if a browser could not be sent there */
    void mustComeBack() {
        try {
            URI back = new URI(returnUrl);
            boolean web = "https".equals(back.getScheme()) || "http".equals(back.getScheme());
            if (web && back.getHost() != null && back.getUserInfo() == null && back.getFragment() == null) {
                return;
            }
        } catch (URISyntaxException noUrl) {
            // Refused like every other text that is no address.
        }
        throw new InvalidRequest("/return_url", "invalid", "Give an http or https address without a fragment.");
    }
}

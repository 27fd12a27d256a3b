package io.duebook.customer;

import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * Where a customer's letters go.
 *
 * @param country as ISO 3166 writes it, two capital letters
 */
public record Address(
        @Nullable @Size(max = 200) String line1,
        @Nullable @Size(max = 200) String line2,
        @Nullable @Size(max = 20) String postalCode,
        @Nullable @Size(max = 100) String city,
        @Nullable @Size(max = 100) String region,

        @Nullable @Pattern(regexp = "[A-Z]{2}", message = "must be two capital letters")
        String country) {}

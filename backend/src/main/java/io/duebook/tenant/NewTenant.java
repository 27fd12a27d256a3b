package io.duebook.tenant;

import io.duebook.shared.Currency;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * What an operator says of a new tenant.
 *
 * @param slug a short name for addresses and logs, unique in this installation
 * @param country as ISO 3166 writes it, two capital letters
 * @param timeZone by its name in the IANA database
 * @param locale the language it is spoken to in
 */
record NewTenant(
        @NotNull
        @Pattern(
                regexp = "[a-z0-9][a-z0-9-]{0,61}[a-z0-9]",
                message = "must be 2 to 63 letters a–z, digits and inner hyphens")
        String slug,

        @NotBlank @Size(max = 200) String name,

        @Nullable @Pattern(regexp = "[A-Z]{2}", message = "must be two capital letters")
        String country,

        @NotNull String timeZone,

        @NotNull @Pattern(regexp = "en|zh-CN", message = "must be en or zh-CN")
        String locale,

        @NotNull Currency baseCurrency) {

    @AssertTrue(message = "time_zone must be a name of the IANA database, as Europe/Berlin")
    boolean isInKnownZone() {
        return timeZone == null || ZoneId.getAvailableZoneIds().contains(timeZone);
    }
}

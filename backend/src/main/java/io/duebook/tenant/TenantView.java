package io.duebook.tenant;

import io.duebook.shared.Currency;
import io.duebook.shared.TenantId;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The tenant as its own people, programs and contacts see it.
 *
 * @param businessDate today, where the tenant is; clients take it from here, for their own clocks may be off
 */
public record TenantView(
        TenantId id,
        String slug,
        String name,
        @Nullable String country,
        String timeZone,
        String locale,
        Currency baseCurrency,
        LocalDate businessDate) {

    static TenantView of(Tenant tenant, String slug, LocalDate today) {
        return new TenantView(
                tenant.id(),
                slug,
                tenant.name(),
                tenant.country(),
                tenant.zone().getId(),
                tenant.locale(),
                tenant.baseCurrency(),
                today);
    }
}

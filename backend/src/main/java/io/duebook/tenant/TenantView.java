package io.duebook.tenant;

import io.duebook.shared.Currency;
import io.duebook.shared.TenantId;
import org.jspecify.annotations.Nullable;

/** The tenant as its own people, programs and contacts see it. */
public record TenantView(
        TenantId id,
        String slug,
        String name,
        @Nullable String country,
        String timeZone,
        String locale,
        Currency baseCurrency) {

    static TenantView of(Tenant tenant, String slug) {
        return new TenantView(
                tenant.id(),
                slug,
                tenant.name(),
                tenant.country(),
                tenant.zone().getId(),
                tenant.locale(),
                tenant.baseCurrency());
    }
}

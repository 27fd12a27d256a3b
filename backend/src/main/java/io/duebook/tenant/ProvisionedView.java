package io.duebook.tenant;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.duebook.shared.Currency;
import io.duebook.shared.TenantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A tenant as its operator sees it.
 *
 * @param state {@code provisioning} until identity knows it, then {@code active}
 * @param client the first one, in the answer that ordered the tenant
 */
record ProvisionedView(
        TenantId id,
        String slug,
        String name,
        @Nullable String country,
        String timeZone,
        String locale,
        Currency baseCurrency,
        String state,
        @Nullable String stripeAccount,
        Instant createdAt,
        @Nullable @JsonInclude(JsonInclude.Include.NON_NULL) Credentials client) {

    /** @param clientSecret null once ten minutes have passed */
    record Credentials(String clientId, @Nullable String clientSecret) {}

    static ProvisionedView of(TenantOrder order) {
        return of(order, null);
    }

    static ProvisionedView of(TenantOrder order, @Nullable Credentials client) {
        NewTenant tenant = order.tenant();
        return new ProvisionedView(
                order.id(),
                tenant.slug(),
                tenant.name(),
                tenant.country(),
                tenant.timeZone(),
                tenant.locale(),
                tenant.baseCurrency(),
                order.state(),
                order.account(),
                order.createdAt(),
                client);
    }
}

package io.duebook.tenant;

import io.duebook.platform.Version;
import io.duebook.shared.Currency;
import io.duebook.shared.TenantId;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * A company that runs its receivables here.
 *
 * @param country as ISO 3166 writes it, two letters
 * @param zone in which its days begin and end
 * @param locale the language it is spoken to in: {@code en} or {@code zh-CN}
 * @param version of its policies
 */
public record Tenant(
        TenantId id,
        String name,
        @Nullable String country,
        ZoneId zone,
        String locale,
        Currency baseCurrency,
        Policies policies,
        Version version) {

    Tenant with(Policies changed) {
        return new Tenant(id, name, country, zone, locale, baseCurrency, changed, version.next());
    }

    public LocalDate today(Clock clock) {
        return LocalDate.ofInstant(clock.instant(), zone);
    }
}

package io.duebook.tenant;

import static java.util.Objects.requireNonNull;

import io.duebook.platform.Database;
import io.duebook.platform.MergePatch;
import io.duebook.platform.Version;
import io.duebook.shared.Currency;
import io.duebook.shared.TenantId;
import io.r2dbc.spi.Readable;
import java.time.ZoneId;
import java.util.UUID;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** The tenant's own row. */
@Repository
class TenantRepository {

    private final Database database;
    private final MergePatch patches;

    TenantRepository(Database database, MergePatch patches) {
        this.database = database;
        this.patches = patches;
    }

    Mono<Tenant> current() {
        return database.sql("""
                        select tenant_id, name, country, time_zone, locale, base_currency, policies::text as policies,
                               version
                          from tenant
                         where tenant_id = :tenant
                        """).one(this::tenant);
    }

    private Tenant tenant(Readable row) {
        return new Tenant(
                new TenantId(requireNonNull(row.get("tenant_id", UUID.class))),
                requireNonNull(row.get("name", String.class)),
                row.get("country", String.class),
                ZoneId.of(requireNonNull(row.get("time_zone", String.class))),
                requireNonNull(row.get("locale", String.class)),
                Currency.of(requireNonNull(row.get("base_currency", String.class))),
                patches.complete(Policies.DEFAULT, requireNonNull(row.get("policies", String.class)), Policies.class),
                new Version(requireNonNull(row.get("version", Integer.class))));
    }
}

package io.duebook.tenant;

import static java.util.Objects.requireNonNull;

import io.duebook.platform.Database;
import io.duebook.platform.MergePatch;
import io.duebook.platform.Version;
import io.duebook.platform.Write;
import io.duebook.shared.Currency;
import io.duebook.shared.TenantId;
import io.r2dbc.spi.Readable;
import java.time.ZoneId;
import java.util.UUID;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** The tenant's own row. */
@Repository
class TenantRepository {

    private static final String TENANT = """
            select tenant_id, name, country, time_zone, locale, base_currency, policies::text as policies, version
              from tenant
             where tenant_id = :tenant
            """;

    private final Database database;
    private final MergePatch patches;
    private final JsonMapper json;

    TenantRepository(Database database, MergePatch patches, JsonMapper json) {
        this.database = database;
        this.patches = patches;
        this.json = json;
    }

    Mono<Tenant> current() {
        return database.sql(TENANT).one(this::tenant);
    }

    Mono<Tenant> lock() {
        return database.sql(TENANT + " for no key update").one(this::tenant);
    }

    /** Opens the books of a new tenant. False: they were open already. */
    Mono<Boolean> open(TenantOrder order) {
        NewTenant tenant = order.tenant();
        return database.sql("""
                        insert into tenant (tenant_id, name, country, time_zone, locale, base_currency, policies,
                                            version, created_at)
                        values (:tenant, :name, :country, :time_zone, :locale, :base_currency, '{}', 1, :now)
                        on conflict (tenant_id) do nothing
                        """)
                .bind("name", tenant.name())
                .bind("country", tenant.country(), String.class)
                .bind("time_zone", tenant.timeZone())
                .bind("locale", tenant.locale())
                .bind("base_currency", tenant.baseCurrency().code())
                .update()
                .map(rows -> rows == 1);
    }

    Write setPolicies(Policies policies) {
        return Write.part("tenant_policies", """
                        update tenant
                           set policies = :tenant_policies_text::jsonb, version = version + 1
                         where tenant_id = :tenant
                        """)
                .bind("tenant_policies_text", json.writeValueAsString(policies))
                .build();
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

package io.duebook.tenant;

import io.duebook.platform.Database;
import io.duebook.platform.Row;
import io.duebook.platform.Write;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** The tenant's own row. */
@Repository
class TenantRepository {

    private final Database database;
    private final TenantRow row;
    private final JsonMapper json;

    TenantRepository(Database database, TenantRow row, JsonMapper json) {
        this.database = database;
        this.row = row;
        this.json = json;
    }

    Mono<Tenant> current() {
        return database.sql(row.sql()).one(columns -> row.read(new Row(columns)));
    }

    Mono<Tenant> lock() {
        return database.sql(row.sql() + " for no key update").one(columns -> row.read(new Row(columns)));
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
}

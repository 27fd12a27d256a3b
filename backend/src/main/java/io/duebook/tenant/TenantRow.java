package io.duebook.tenant;

import io.duebook.platform.FirstReading;
import io.duebook.platform.MergePatch;
import io.duebook.platform.Row;
import io.duebook.platform.Version;
import io.duebook.shared.TenantId;
import java.time.ZoneId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** The tenant as its row says it; every transaction begins with it. */
@Component
class TenantRow implements FirstReading<Tenant> {

    /** A server of many tenants forgets all now and then, and reads them anew. */
    private static final int REMEMBERED = 1_000;

    private final MergePatch patches;
    /** What texts of policies say: completing one costs more than the row it comes with. */
    private final Map<String, Policies> policies = new ConcurrentHashMap<>();

    TenantRow(MergePatch patches) {
        this.patches = patches;
    }

    @Override
    public Class<Tenant> type() {
        return Tenant.class;
    }

    @Override
    public String sql() {
        return """
                select tenant_id, name, country, time_zone, locale, base_currency, policies::text as policies, version
                  from tenant
                 where tenant_id = :tenant
                """;
    }

    @Override
    public Tenant read(Row row) {
        return new Tenant(
                new TenantId(row.uuid("tenant_id")),
                row.text("name"),
                row.textIfAny("country"),
                ZoneId.of(row.text("time_zone")),
                row.text("locale"),
                row.currency("base_currency"),
                policies(row.text("policies")),
                new Version(row.number("version")));
    }

    private Policies policies(String stored) {
        if (policies.size() >= REMEMBERED) {
            policies.clear();
        }
        return policies.computeIfAbsent(stored, text -> patches.complete(Policies.DEFAULT, text, Policies.class)
                .apart());
    }
}

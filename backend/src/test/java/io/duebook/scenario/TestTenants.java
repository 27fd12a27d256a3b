package io.duebook.scenario;

import io.duebook.platform.BusinessClock;
import io.duebook.platform.Ids;
import io.duebook.shared.TenantId;
import io.duebook.testing.TestDatabase;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import org.springframework.core.env.Environment;

/** Makes a tenant per test, so that tests share a database and never a row. */
public final class TestTenants {

    private final Environment environment;
    private final BusinessClock clock;

    TestTenants(Environment environment, BusinessClock clock) {
        this.environment = environment;
        this.clock = clock;
    }

    /** A tenant in Berlin with euros as its base currency. */
    public TestTenant create() {
        return create("Europe/Berlin", "EUR");
    }

    public TestTenant create(String timeZone, String baseCurrency) {
        TenantId id = new TenantId(Ids.next());
        insert(TestBackend.DATABASE, id, clock.instant(), timeZone, baseCurrency);
        return new TestTenant(id, url());
    }

    /** Writes an active tenant into a database of the test's own. */
    public static void insert(TestDatabase database, TenantId id, Instant at, String timeZone, String baseCurrency) {
        try (var connection = database.superuser().getConnection();
                var directory = connection.prepareStatement(
                        "insert into directory.tenant (id, slug, state, created_at) values (?, ?, 'active', ?)");
                var tenant = connection.prepareStatement("""
                        insert into tenant (tenant_id, name, country, time_zone, locale, base_currency, policies,
                                            version, created_at)
                        values (?, 'Test & Söhne GmbH', 'DE', ?, 'en', ?, '{}', 1, ?)
                        """)) {
            OffsetDateTime now = at.atOffset(ZoneOffset.UTC);
            directory.setObject(1, id.value());
            directory.setString(2, "t-" + id.value());
            directory.setObject(3, now);
            directory.executeUpdate();
            tenant.setObject(1, id.value());
            tenant.setString(2, timeZone);
            tenant.setString(3, baseCurrency);
            tenant.setObject(4, now);
            tenant.executeUpdate();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Who runs the service, and has no tenant. */
    public Api operator() {
        return withClaims(Map.of("sub", "duebook-operator", "scope", "tenants:write"));
    }

    /** Somebody who calls with these claims. */
    public Api withClaims(Map<String, Object> claims) {
        return new Api(url(), TestBackend.ISSUER.token(claims));
    }

    public Api withoutToken() {
        return new Api(url(), "");
    }

    private String url() {
        return "http://127.0.0.1:" + environment.getRequiredProperty("local.server.port");
    }
}

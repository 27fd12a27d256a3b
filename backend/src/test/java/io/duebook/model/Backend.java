package io.duebook.model;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.duebook.platform.BusinessClock;
import io.duebook.platform.Ids;
import io.duebook.scenario.TestBackend;
import io.duebook.scenario.TestTenant;
import io.duebook.scenario.TestTenants;
import io.duebook.shared.TenantId;
import io.duebook.testing.TestDatabase;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import org.awaitility.Awaitility;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/**
 * A backend of the model's own, on a database of its own, whose business clock stands still until it is moved: so that it
 * is known when everything was recorded.
 */
final class Backend implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    static final TestDatabase DATABASE = TestBackend.migrate(TestDatabase.create("model"));

    private static volatile Instant now = Instant.EPOCH;

    private static final Logger ROOT = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

    private static final Logger OWN = (Logger) LoggerFactory.getLogger("io.duebook.model");

    private final String url;
    private boolean isCutOff;

    Backend() {
        this("");
    }

    Backend(String url) {
        this.url = url;
    }

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        new TestBackend().initialize(context);
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "model",
                        Map.of(
                                "duebook.database.host", DATABASE.host(),
                                "duebook.database.port", DATABASE.port(),
                                "duebook.database.name", DATABASE.name())));
    }

    static BusinessClock clock() {
        return new BusinessClock(new Clock() {
            @Override
            public Instant instant() {
                return now;
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        });
    }

    void setClock(Instant moment) {
        now = moment;
    }

    /** A tenant of its own, and a log that tells of faults again. */
    TestTenant tenant(String timeZone) {
        isCutOff = false;
        ROOT.setLevel(Level.WARN);
        TenantId id = new TenantId(Ids.next());
        TestTenants.insert(DATABASE, id, now, timeZone, "EUR");
        return new TestTenant(id, url);
    }

    /** Links an account at the processor to a tenant. */
    String account(TestTenant tenant) {
        String account = "acct_" + tenant.id().value().toString().replace("-", "");
        try (var connection = DATABASE.superuser().getConnection();
                var insert = connection.prepareStatement("""
                        insert into directory.processor_account (processor, account, tenant_id, active, created_at)
                        values ('stripe', ?, ?, true, now())
                        """)) {
            insert.setString(1, account);
            insert.setObject(2, tenant.id().value());
            insert.executeUpdate();
            return account;
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Until everything that the processor told of an account was looked at. */
    void awaitLooked(String account) {
        Awaitility.await("events of " + account)
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> waiting(account) == 0);
    }

    private static int waiting(String account) throws SQLException {
        try (var connection = DATABASE.superuser().getConnection();
                var query = connection.prepareStatement("""
                        select count(*) from directory.webhook_inbox
                         where account = ? and state not in ('processed', 'ignored')
                        """)) {
            query.setString(1, account);
            try (var rows = query.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }

    /** Every connection of the backend to its database ends at once, of which its log would tell at length. */
    void cutOff() {
        isCutOff = true;
        ROOT.setLevel(Level.OFF);
        OWN.setLevel(Level.WARN);
        try (var connection = DATABASE.superuser().getConnection();
                var statement = connection.prepareStatement("""
                        select pg_terminate_backend(pid)
                          from pg_stat_activity
                         where datname = ?
                           and usename in (?, ?)
                        """)) {
            statement.setString(1, DATABASE.name());
            statement.setString(2, TestBackend.APPLICATION);
            statement.setString(3, TestBackend.DIRECTORY);
            statement.execute();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Whether its database was cut off in this script: then an answer may be that it is not there. */
    boolean wasCutOff() {
        return isCutOff;
    }
}

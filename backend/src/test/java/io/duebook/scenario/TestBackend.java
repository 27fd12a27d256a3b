package io.duebook.scenario;

import io.duebook.platform.Migration;
import io.duebook.testing.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** Points a backend at the test database, migrated once per JVM, and at an issuer whose keys the tests hold. */
public final class TestBackend implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    public static final String OWNER = "duebook_owner";
    public static final String APPLICATION = "duebook_app";
    public static final String DIRECTORY = "duebook_directory";
    public static final String PORTAL = "https://portal.example";
    public static final TestDatabase DATABASE = migrated();
    public static final TestIssuer ISSUER = TestIssuer.start();
    public static final FakeStripe STRIPE = FakeStripe.start();
    public static final TestIdentity IDENTITY = TestIdentity.start();

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        // Long enough for a machine that stands still in between; who waits for nothing waits no longer for it.
        Awaitility.setDefaultTimeout(Duration.ofMinutes(1));
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "test backend",
                        Map.ofEntries(
                                Map.entry("duebook.issuer", ISSUER.url()),
                                Map.entry("duebook.identity.url", IDENTITY.url()),
                                Map.entry("duebook.identity.client.id", TestIdentity.CLIENT),
                                Map.entry("duebook.identity.client.secret", TestIdentity.SECRET),
                                Map.entry("duebook.encryption.key", "a2V5LW9mLXRoZS10ZXN0cy1vZi10aGUtYmFja2VuZCE="),
                                Map.entry("duebook.portal-url", PORTAL),
                                Map.entry("duebook.database.host", DATABASE.host()),
                                Map.entry("duebook.database.port", DATABASE.port()),
                                Map.entry("duebook.database.name", DATABASE.name()),
                                Map.entry("duebook.database.application.user", APPLICATION),
                                Map.entry("duebook.database.application.password", APPLICATION),
                                Map.entry("duebook.database.directory.user", DIRECTORY),
                                Map.entry("duebook.database.directory.password", DIRECTORY),
                                Map.entry("logging.structured.format.console", ""),
                                Map.entry("duebook.audit.standing", "false"),
                                Map.entry("duebook.audit.every", "PT2S"),
                                Map.entry("duebook.audit.checkpoints", "target/checkpoints"),
                                Map.entry("logging.level.io.duebook.access", "warn"))));
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "test stripe",
                        Map.of(
                                "duebook.stripe.url", STRIPE.url(),
                                "duebook.stripe.key", FakeStripe.KEY,
                                "duebook.stripe.webhook-secret", FakeStripe.SECRET,
                                "duebook.stripe.connect-webhook-secret", FakeStripe.CONNECT_SECRET)));
    }

    private static TestDatabase migrated() {
        return migrate(TestDatabase.create("backend"));
    }

    /** Gives an empty database the roles and tables of the backend. */
    public static TestDatabase migrate(TestDatabase empty) {
        TestDatabase database =
                empty.withRole(OWNER, OWNER).withRole(APPLICATION, APPLICATION).withRole(DIRECTORY, DIRECTORY);
        try (var connection = database.superuser().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("alter database %s owner to %s".formatted(database.name(), OWNER));
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
        Migration.run(database.jdbcUrl(), OWNER, OWNER);
        return database;
    }
}

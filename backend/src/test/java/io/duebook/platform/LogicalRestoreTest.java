package io.duebook.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.duebook.scenario.BackendTest;
import io.duebook.scenario.TestBackend;
import io.duebook.scenario.TestTenant;
import io.duebook.scenario.TestTenants;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Events that another cluster wrote keep their numbers, and those of this one follow them. */
@BackendTest
class LogicalRestoreTest {

    private static final String AS_IF_FROM_ANOTHER_CLUSTER =
            "update event set written_by = '9000000000000000' where tenant_id = ?";

    @Autowired
    private TestTenants tenants;

    @Test
    void eventsGoOnAfterADumpWasReadIntoAnotherCluster() throws SQLException {
        TestTenant tenant = tenants.create();
        tenant.customer("Before");
        Awaitility.await().until(() -> feed(tenant).equals(List.of(1L)));
        asSuperuser(tenant);

        tenant.customer("After");
        Awaitility.await()
                .during(Duration.ofSeconds(1))
                .atMost(Duration.ofMinutes(1))
                .until(() -> feed(tenant).equals(List.of(1L)));
        asOwner("call restored_logically()");
        tenant.customer("Later");

        Awaitility.await().until(() -> feed(tenant).equals(List.of(1L, 2L, 3L)));
        assertThat(names(tenant)).containsExactly("Before", "After", "Later");
    }

    @Test
    void nobodyButTheOwnerMayDoThat() {
        assertThatThrownBy(() -> as(TestBackend.APPLICATION, "call restored_logically()"))
                .hasMessageContaining("permission denied");
    }

    private static List<Long> feed(TestTenant tenant) {
        return events(tenant)
                .valueStream()
                .map(event -> event.path("sequence").asLong())
                .toList();
    }

    private static List<String> names(TestTenant tenant) {
        return events(tenant)
                .valueStream()
                .map(event -> event.path("object").path("id").asString())
                .map(id -> tenant.program()
                        .get("/v1/customers/" + id)
                        .expect(200)
                        .path("name")
                        .asString())
                .toList();
    }

    private static JsonNode events(TestTenant tenant) {
        return tenant.program().get("/v1/events?after=0").expect(200).path("data");
    }

    private static void asSuperuser(TestTenant tenant) throws SQLException {
        try (var connection = TestBackend.DATABASE.superuser().getConnection();
                var statement = connection.prepareStatement(AS_IF_FROM_ANOTHER_CLUSTER)) {
            statement.setObject(1, tenant.id().value());
            assertThat(statement.executeUpdate()).isEqualTo(1);
        }
    }

    private static void asOwner(String sql) throws SQLException {
        as(TestBackend.OWNER, sql);
    }

    private static void as(String role, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(TestBackend.DATABASE.jdbcUrl(), role, role);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}

package io.duebook.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.duebook.scenario.BackendTest;
import io.duebook.scenario.TestBackend;
import io.duebook.scenario.TestTenant;
import io.duebook.scenario.TestTenants;
import java.sql.SQLException;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Looking for a customer among a hundred thousand. */
@BackendTest
class CustomerSearchTest {

    private static final int CUSTOMERS = 100_000;

    @Autowired
    private TestTenants tenants;

    @Test
    void findsAPartOfANameAmongManyCustomersByTheIndex() throws SQLException {
        TestTenant tenant = tenants.create();
        fill(tenant);
        long before = scans();

        assertThat(found(tenant, "NEEDLE 77777")).containsExactly("Needle 77777 GmbH");
        assertThat(found(tenant, "ap4711@")).containsExactly("Needle 4711 GmbH");
        assertThat(found(tenant, "c-99999")).containsExactly("Needle 99999 GmbH");
        assertThat(found(tenant, "nobody is called so")).isEmpty();
        assertThat(found(tenant, "needle")).hasSize(50);
        // Whatever reads meanwhile keeps rows from being known as visible to all, which an index alone is read for.
        await().pollInterval(Duration.ofMillis(500)).until(() -> {
            vacuum();
            found(tenant, "Needle 77777");
            return scans() > before;
        });
    }

    private static Stream<String> found(TestTenant tenant, String search) {
        return tenant.program()
                .get("/v1/customers?q=" + search.replace(" ", "%20"))
                .expect(200)
                .path("data")
                .valueStream()
                .map(customer -> customer.path("name"))
                .map(JsonNode::asString);
    }

    private static void fill(TestTenant tenant) throws SQLException {
        try (var connection = TestBackend.DATABASE.superuser().getConnection();
                var insert = connection.prepareStatement("""
                        insert into customer (tenant_id, id, external_id, name, kind, email, version, created_at,
                                              updated_at)
                        select ?, gen_random_uuid(), 'C-' || n, 'Needle ' || n || ' GmbH', 'business',
                               'ap' || n || '@example.org', 1, now(), now()
                          from generate_series(1, ?) as n
                        """)) {
            insert.setObject(1, tenant.id().value());
            insert.setInt(2, CUSTOMERS);
            insert.executeUpdate();
        }
        vacuum();
    }

    private static void vacuum() throws SQLException {
        try (var connection = TestBackend.DATABASE.superuser().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("vacuum analyze customer");
        }
    }

    /** How often the index that carries what is searched was used. */
    private static long scans() throws SQLException {
        try (var connection = TestBackend.DATABASE.superuser().getConnection();
                var statement = connection.createStatement();
                var counted = statement.executeQuery(
                        "select idx_scan from pg_stat_user_indexes where indexrelname = 'customer_by_search'")) {
            counted.next();
            return counted.getLong(1);
        }
    }
}

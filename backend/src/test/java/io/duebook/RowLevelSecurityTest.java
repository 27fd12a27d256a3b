package io.duebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.duebook.scenario.BackendTest;
import io.duebook.scenario.TestBackend;
import io.duebook.scenario.TestTenant;
import io.duebook.scenario.TestTenants;
import io.duebook.shared.CustomerId;
import io.duebook.shared.PublicId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The second lock on its own: SQL as the application's role, without the application. */
@BackendTest
class RowLevelSecurityTest {

    @Autowired
    private TestTenants tenants;

    private TestTenant tenant;
    private String customer;
    private String stranger;

    @BeforeEach
    void twoCustomersWithRows() {
        tenant = tenants.create();
        customer = tenant.customer("Acme").path("id").asString();
        stranger = tenant.customer("Stranger").path("id").asString();
        for (String who : List.of(customer, stranger)) {
            tenant.invoice(who, 500, "2026-01-01", "2026-01-31");
            tenant.payment(who, 200, "2026-01-10", "oldest_first");
        }
    }

    @Test
    void withoutATenantThereAreNoRowsInAnyTable() throws SQLException {
        try (var connection = connect("", "")) {
            for (String table : tables(connection)) {
                assertThat(count(connection, table, "true")).as(table).isZero();
            }
        }
    }

    @Test
    void withATenantAndNoCustomerSettingOnlyTheTenantItselfIsSeen() throws SQLException {
        try (var connection = connect(tenant.id().value().toString(), "")) {
            for (String table : tables(connection)) {
                assertThat(count(connection, table, "true")).as(table).isEqualTo(table.equals("tenant") ? 1 : 0);
            }
        }
    }

    @Test
    void aTenantSeesNoRowOfAnother() throws SQLException {
        try (var connection = connect(tenants.create().id().value().toString(), "*")) {
            for (String table : tables(connection)) {
                assertThat(count(
                                connection, table, "tenant_id = '" + tenant.id().value() + "'"))
                        .as(table)
                        .isZero();
            }
        }
    }

    @Test
    void aContactSeesNoRowOfAnotherCustomer() throws SQLException {
        try (var connection =
                connect(tenant.id().value().toString(), uuid(customer).toString())) {
            for (String table : List.of("invoice", "payment", "open_item", "credit", "movement", "journal_entry")) {
                assertThat(count(connection, table, "customer_id = '" + uuid(customer) + "'"))
                        .as(table)
                        .isPositive();
                assertThat(count(connection, table, "customer_id <> '" + uuid(customer) + "'"))
                        .as(table)
                        .isZero();
            }
            assertThat(count(connection, "customer", "true")).isEqualTo(1);
            assertThat(count(connection, "member", "true")).isZero();
        }
    }

    @Test
    void aContactCannotWriteForAnotherCustomer() throws SQLException {
        try (var connection =
                        connect(tenant.id().value().toString(), uuid(customer).toString());
                var statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute("""
                            insert into reservation (tenant_id, attempt_id, item_id, customer_id, amount)
                            select '%s', gen_random_uuid(), gen_random_uuid(), '%s', 1
                            """.formatted(tenant.id().value(), uuid(stranger))))
                    .hasMessageContaining("row-level security");
        }
    }

    @Test
    void whatIsBookedCannotBeChanged() throws SQLException {
        try (var connection = connect(tenant.id().value().toString(), "*");
                var statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute("update journal_transfer set amount = amount + 1"))
                    .hasMessageContaining("permission denied");
        }
    }

    private static Connection connect(String tenant, String customer) throws SQLException {
        Connection connection = TestBackend.DATABASE.as(TestBackend.APPLICATION).getConnection();
        try (var statement = connection.prepareStatement(
                "select set_config('app.tenant_id', ?, false), set_config('app.customer_id', ?, false)")) {
            statement.setString(1, tenant);
            statement.setString(2, customer);
            statement.execute();
        }
        return connection;
    }

    private static List<String> tables(Connection connection) throws SQLException {
        var tables = new ArrayList<String>();
        try (var rows = connection.createStatement().executeQuery("""
                select relname from pg_class
                 where relnamespace = 'public'::regnamespace and relkind = 'r' and relname <> 'schema_history'
                """)) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
        }
        assertThat(tables).hasSizeGreaterThan(10);
        return tables;
    }

    private static long count(Connection connection, String table, String condition) throws SQLException {
        try (var rows =
                connection.createStatement().executeQuery("select count(*) from " + table + " where " + condition)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static UUID uuid(String customer) {
        return PublicId.parse(CustomerId.PREFIX, customer).orElseThrow();
    }
}

package io.duebook.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class TestDatabaseTest {

    @Test
    void startsEmptyEachTime() throws SQLException {
        TestDatabase first = TestDatabase.create("again");
        execute(first.superuser(), "create table leftover ()");

        TestDatabase second = TestDatabase.create("again");

        assertThat(second.name()).isEqualTo(first.name());
        assertThat(ask(second.superuser(), "select to_regclass('leftover') is null"))
                .isEqualTo("t");
    }

    @Test
    void dropsWhatSomebodyIsStillConnectedTo() throws SQLException {
        TestDatabase first = TestDatabase.create("busy");
        try (Connection held = first.superuser().getConnection()) {
            TestDatabase.create("busy");
            assertThat(held.isValid(1)).isFalse();
        }
    }

    @Test
    void givesRolesThatOwnNothing() throws SQLException {
        TestDatabase database = TestDatabase.create("roles").withRole("testing_reader", "it's secret");

        DataSource reader = database.as("testing_reader");

        assertThat(ask(reader, "select current_user")).isEqualTo("testing_reader");
        assertThat(ask(reader, "select rolsuper or rolbypassrls from pg_roles where rolname = current_user"))
                .isEqualTo("f");
        assertThatThrownBy(() -> execute(reader, "create table mine ()")).hasMessageContaining("permission denied");
    }

    @Test
    void takesARoleThatExistsAlready() throws SQLException {
        TestDatabase.create("roles_one").withRole("testing_shared", "old");
        TestDatabase database = TestDatabase.create("roles_two").withRole("testing_shared", "new");

        assertThat(ask(database.as("testing_shared"), "select 1")).isEqualTo("1");
    }

    @Test
    void sortsAlikeOnEveryServer() throws SQLException {
        TestDatabase database = TestDatabase.create("sorting");

        assertThat(ask(
                        database.superuser(),
                        "select string_agg(w, '' order by w) from unnest('{b,a,B,中,é}'::text[]) w"))
                .isEqualTo("Babé中");
    }

    @Test
    void allowsManyConnections() throws SQLException {
        assumeThat(TestServer.shared().kind())
                .as("settings of a server somebody else runs")
                .isNotEqualTo("given");
        TestDatabase database = TestDatabase.create("many");

        assertThat(Integer.parseInt(ask(database.superuser(), "show max_connections")))
                .isGreaterThanOrEqualTo(EmbeddedServer.MAX_CONNECTIONS);
    }

    @Test
    void refusesNamesThatWouldNeedQuoting() {
        assertThatThrownBy(() -> TestDatabase.create("x; drop")).isInstanceOf(IllegalArgumentException.class);
    }

    private static void execute(DataSource source, String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String ask(DataSource source, String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}

package io.duebook.testing;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.sql.DataSource;

/**
 * A fresh database on a real PostgreSQL 18, one per module and test run.
 *
 * <p>The server is the one {@code DUEBOOK_TEST_DATABASE_URL} names (a superuser's
 * {@code postgresql://user:password@host:port/database}), else a container where Docker answers, else embedded
 * binaries. It is started once per JVM, allows 300 connections and may lose its data: fsync is off. Roles belong to the
 * server, not to the database, so two modules that name one role share it.
 *
 * <pre>{@code
 * static final TestDatabase DATABASE = TestDatabase.create("backend")
 *         .withRole("duebook_owner", "owner")
 *         .withRole("duebook_app", "app");
 * }</pre>
 */
public final class TestDatabase {

    private final TestServer server;
    private final String name;
    private final Map<String, String> passwords = new LinkedHashMap<>();

    private TestDatabase(TestServer server, String name) {
        this.server = server;
        this.name = name;
        passwords.put(server.superuser(), server.password());
    }

    /**
     * Creates the empty database {@code duebook_test_<name>} on the shared server. One left over from an earlier run is
     * dropped, with whoever is still connected to it.
     *
     * @param name lower-case letters, digits and underscores
     */
    public static TestDatabase create(String name) {
        return create(TestServer.shared(), name);
    }

    static TestDatabase create(TestServer server, String name) {
        TestDatabase database = new TestDatabase(server, "duebook_test_" + plain(name));
        database.replace();
        return database;
    }

    private void replace() {
        DataSource maintenance = server.dataSource("postgres", server.superuser(), server.password());
        execute(maintenance, "drop database if exists " + name + " with (force)");
        // The built-in provider makes text sort alike on every server, whatever the machine has installed.
        execute(maintenance, """
                create database %s template template0 encoding 'UTF8'
                       locale 'C' locale_provider builtin builtin_locale 'C.UTF-8'
                """.formatted(name));
    }

    /**
     * Makes sure that a role exists which may sign in, and nothing more: no superuser, no bypass of row-level security,
     * owner of nothing. A role that exists already gets these properties and this password.
     */
    public TestDatabase withRole(String role, String password) {
        execute(superuser(), """
                do $$
                begin
                    if not exists (select from pg_roles where rolname = '%1$s') then
                        create role %1$s;
                    end if;
                    alter role %1$s login nosuperuser nobypassrls nocreatedb nocreaterole noreplication password '%2$s';
                end
                $$
                """.formatted(plain(role), password.replace("'", "''")));
        passwords.put(role, password);
        return this;
    }

    /** Host name or address, for clients that take the parts. */
    public String host() {
        return server.host();
    }

    /** TCP port of the server. */
    public int port() {
        return server.port();
    }

    /** Name of the database. */
    public String name() {
        return name;
    }

    /** Name of the server's superuser. */
    public String superuserName() {
        return server.superuser();
    }

    /**
     * Password of a role.
     *
     * @throws IllegalArgumentException for a role that is neither the superuser nor one of {@link #withRole}
     */
    public String password(String role) {
        String password = passwords.get(role);
        if (password == null) {
            throw new IllegalArgumentException("No role " + role + " here: add it by withRole");
        }
        return password;
    }

    /** Connections of the superuser, unpooled. */
    public DataSource superuser() {
        return as(server.superuser());
    }

    /** Connections of one role, unpooled. */
    public DataSource as(String role) {
        return server.dataSource(name, role, password(role));
    }

    /** {@code jdbc:postgresql://host:port/name}, without user and password. */
    public String jdbcUrl() {
        return "jdbc:postgresql://%s:%d/%s".formatted(host(), port(), name);
    }

    /** {@code r2dbc:postgresql://host:port/name}, without user and password. */
    public String r2dbcUrl() {
        return "r2dbc:postgresql://%s:%d/%s".formatted(host(), port(), name);
    }

    private static void execute(DataSource source, String sql) {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failure) {
            throw new IllegalStateException("The test server refused: " + sql.strip(), failure);
        }
    }

    // These names become part of statements, which take no parameters there.
    private static String plain(String name) {
        if (!name.matches("[a-z][a-z0-9_]{0,40}")) {
            throw new IllegalArgumentException("Not a plain lower-case name: " + name);
        }
        return name;
    }
}

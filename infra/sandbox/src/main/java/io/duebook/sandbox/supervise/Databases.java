package io.duebook.sandbox.supervise;

import java.util.ArrayList;
import java.util.List;

/** The installation's databases and the roles that may sign in to them. */
final class Databases {

    static final String BOOKS = "duebook";
    static final String IDENTITY = "duebook_identity";

    static final String OWNER = "duebook_owner";
    static final String APPLICATION = "duebook_app";
    static final String DIRECTORY = "duebook_directory";
    static final String IDENTITY_ROLE = "duebook_identity";

    private final PostgresServer server;
    private final Secrets secrets;

    Databases(PostgresServer server, Secrets secrets) {
        this.server = server;
        this.secrets = secrets;
    }

    /** Makes what is missing; passwords are set again each time. */
    void prepare() {
        List<String> roles = new ArrayList<>();
        for (String role : List.of(OWNER, APPLICATION, DIRECTORY, IDENTITY_ROLE)) {
            roles.add("""
                    do $$
                    begin
                        if not exists (select from pg_roles where rolname = '%1$s') then
                            create role %1$s;
                        end if;
                        alter role %1$s login nosuperuser nobypassrls nocreatedb nocreaterole noreplication password '%2$s';
                    end
                    $$
                    """.formatted(role, password(role)));
        }
        server.execute("postgres", roles);
        create(BOOKS, OWNER);
        create(IDENTITY, IDENTITY_ROLE);
    }

    String password(String role) {
        return secrets.password(role);
    }

    String jdbcUrl(String database) {
        return server.jdbcUrl(database);
    }

    private void create(String database, String owner) {
        if (server.hasDatabase(database)) {
            return;
        }
        server.execute(
                "postgres",
                List.of(
                        "create database " + database + " owner " + owner + " template template0 encoding 'UTF8'"
                                + " locale 'C' locale_provider builtin builtin_locale 'C.UTF-8'",
                        "revoke connect on database " + database + " from public",
                        "grant connect on database " + database + " to " + owner));
        if (database.equals(BOOKS)) {
            server.execute(
                    "postgres",
                    List.of("grant connect on database " + database + " to " + APPLICATION + ", " + DIRECTORY));
        }
    }
}

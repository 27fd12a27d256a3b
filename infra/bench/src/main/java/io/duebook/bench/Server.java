package io.duebook.bench;

import io.duebook.testing.DurableServer;
import io.duebook.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;

/** The PostgreSQL that is measured: it keeps what it commits, and has the backend's roles and one more without row-level security. */
final class Server implements AutoCloseable {

    static final String OWNER = "duebook_owner";
    static final String APPLICATION = "duebook_app";
    static final String DIRECTORY = "duebook_directory";
    /** May what the application may, without row-level security: only to measure what that costs. */
    static final String UNGUARDED = "duebook_unguarded";

    private final Path data;
    private final DurableServer server;
    private final TestDatabase database;
    private final int port;

    private Server(Path data, DurableServer server, TestDatabase database, int port) {
        this.data = data;
        this.server = server;
        this.database = database;
        this.port = port;
    }

    static Server start(Path data) throws SQLException {
        DurableServer server = DurableServer.start(data);
        TestDatabase database = server.create("bench")
                .withRole(OWNER, OWNER)
                .withRole(APPLICATION, APPLICATION)
                .withRole(DIRECTORY, DIRECTORY)
                .withRole(UNGUARDED, UNGUARDED);
        Server started = new Server(data, server, database, database.port());
        started.run("alter database " + database.name() + " owner to " + OWNER);
        started.run("alter role " + UNGUARDED + " bypassrls");
        started.run("grant " + APPLICATION + " to " + UNGUARDED);
        return started;
    }

    /** The same server, reached by the floor through another port. */
    Server through(int otherPort) {
        return new Server(data, server, database, otherPort);
    }

    TestDatabase database() {
        return database;
    }

    /** Past every lock: for seeding, and for looking at what was written. */
    Connection superuser() throws SQLException {
        return database.superuser().getConnection();
    }

    /**
     * A connection as the floor uses it. Values go as texts whose type the server infers, and a statement is prepared
     * at its first use.
     */
    Connection connect(String role) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://%s:%d/%s?stringtype=unspecified&prepareThreshold=1&sslmode=disable&gssEncMode=disable"
                        .formatted(database.host(), port, database.name()),
                role,
                database.password(role));
    }

    void run(String sql) throws SQLException {
        try (Connection connection = superuser();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The first column of the first row. */
    String ask(String sql) throws SQLException {
        try (Connection connection = superuser();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return String.valueOf(rows.getString(1));
        }
    }

    /** Version and every setting that is not PostgreSQL's own default. */
    Map<String, Object> describe() throws SQLException {
        Map<String, Object> said = new LinkedHashMap<>();
        said.put("version", ask("select current_setting('server_version')"));
        for (String name : new String[] {
            "fsync",
            "synchronous_commit",
            "full_page_writes",
            "shared_buffers",
            "max_wal_size",
            "max_connections",
            "jit"
        }) {
            said.put(name, ask("select current_setting('" + name + "')"));
        }
        return said;
    }

    long postmaster() throws IOException {
        return postmaster(data);
    }

    private static long postmaster(Path data) throws IOException {
        return Long.parseLong(
                Files.readAllLines(data.resolve("postmaster.pid")).getFirst().strip());
    }

    /** A run that was killed leaves its server behind. */
    static void stopLeftOver(Path data) throws IOException {
        if (Files.exists(data.resolve("postmaster.pid"))) {
            ProcessHandle.of(postmaster(data))
                    .filter(process -> process.info().command().orElse("").endsWith("postgres"))
                    .ifPresent(process -> {
                        process.destroyForcibly();
                        process.onExit().join();
                    });
        }
    }

    @Override
    public void close() {
        server.close();
    }
}

package io.duebook.sandbox.supervise;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A durable PostgreSQL of the installation's own: what it has committed survives every crash. */
final class PostgresServer {

    private static final String SUPERUSER = "postgres";

    private final DataFolder folder;
    private final Path binaries;
    private final int port;
    private final String password;

    PostgresServer(DataFolder folder, Path binaries, int port, Secrets secrets) {
        this.folder = folder;
        this.binaries = binaries;
        this.port = port;
        this.password = secrets.password("postgres");
    }

    /** Makes the server's data folder, unless there is one. */
    void prepare() throws InterruptedException {
        Path data = folder.postgres();
        if (Files.exists(data.resolve("PG_VERSION"))) {
            return;
        }
        Path fresh = data.resolveSibling("postgres.new");
        Path secret = data.resolveSibling("postgres.password");
        Path log = folder.logs().resolve("postgres.log");
        try {
            DataFolder.deleteTree(fresh);
            DataFolder.deleteTree(data);
            DataFolder.writePrivately(secret, password);
            int exit = PartProcess.start(
                            asSomebody(List.of(
                                    program("initdb"),
                                    "--pgdata=" + fresh,
                                    "--username=" + SUPERUSER,
                                    "--pwfile=" + secret,
                                    "--auth=scram-sha-256",
                                    "--encoding=UTF8",
                                    "--locale=C",
                                    "--locale-provider=builtin",
                                    "--builtin-locale=C.UTF-8")),
                            Map.of(),
                            log)
                    .waitFor();
            Files.deleteIfExists(secret);
            if (exit != 0) {
                throw new Refused("PostgreSQL's data folder cannot be made; see " + log + hint());
            }
            Files.move(fresh, data, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failed) {
            throw new Refused("PostgreSQL's data folder cannot be made: " + failed.getMessage(), failed);
        }
    }

    Part part() {
        List<String> command = new ArrayList<>(
                List.of(program("postgres"), "-D", folder.postgres().toString()));
        Map.of(
                        "port", String.valueOf(port),
                        "listen_addresses", Ports.ADDRESS,
                        "unix_socket_directories", "",
                        "fsync", "on",
                        "synchronous_commit", "on",
                        "full_page_writes", "on",
                        "max_connections", "200",
                        "shared_buffers", "256MB",
                        "timezone", "UTC",
                        "log_timezone", "UTC")
                .forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        return new Part(
                "postgres",
                "PostgreSQL",
                asSomebody(command),
                Map.of(),
                folder.logs().resolve("postgres.log"),
                this::answers,
                "INT");
    }

    String jdbcUrl(String database) {
        return "jdbc:postgresql://" + Ports.ADDRESS + ":" + port + "/" + database;
    }

    /** Runs statements as the superuser, in one database. */
    void execute(String database, List<String> statements) {
        try (Connection connection = DriverManager.getConnection(jdbcUrl(database), SUPERUSER, password);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException failed) {
            throw new Refused("PostgreSQL refused to be set up: " + failed.getMessage(), failed);
        }
    }

    boolean hasDatabase(String name) {
        try (Connection connection = DriverManager.getConnection(jdbcUrl("postgres"), SUPERUSER, password);
                Statement statement = connection.createStatement()) {
            return statement
                    .executeQuery("select from pg_database where datname = '" + name + "'")
                    .next();
        } catch (SQLException failed) {
            throw new Refused("PostgreSQL refused to be set up: " + failed.getMessage(), failed);
        }
    }

    private boolean answers() {
        DriverManager.setLoginTimeout(5);
        try (Connection connection = DriverManager.getConnection(jdbcUrl("postgres"), SUPERUSER, password)) {
            return connection.isValid(5);
        } catch (SQLException notYet) {
            return false;
        }
    }

    private String program(String name) {
        return binaries.resolve("bin").resolve(name).toString();
    }

    /** PostgreSQL refuses to run as root; in a user namespace of its own, root is nobody. */
    private static List<String> asSomebody(List<String> command) {
        if (!isRoot()) {
            return command;
        }
        if (!PartProcess.isInstalled("unshare")) {
            throw new Refused("PostgreSQL does not run as root. Start the sandbox as a normal user, "
                    + "or install util-linux, which has unshare.");
        }
        List<String> whole = new ArrayList<>(List.of("unshare", "-U"));
        whole.addAll(command);
        return whole;
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    private static String hint() {
        return isRoot()
                ? ".\nPostgreSQL does not run as root; where user namespaces are forbidden, start as a normal user."
                : "";
    }
}

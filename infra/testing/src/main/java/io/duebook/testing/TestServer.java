package io.duebook.testing;

import java.util.Optional;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Where a PostgreSQL for tests listens, and its superuser.
 *
 * @param kind how it was come by, for the log: {@code given}, {@code container} or {@code embedded}
 */
record TestServer(String kind, String host, int port, String superuser, String password) {

    private static final System.Logger LOG = System.getLogger(TestServer.class.getName());

    /** The one server of this JVM, chosen and started at first use, stopped with the JVM. */
    static TestServer shared() {
        return Shared.SERVER;
    }

    /** A server that is given comes first, then a container, then the binaries from the class path. */
    private static TestServer choose() {
        TestServer server = GivenServer.fromEnvironment()
                .or(TestServer::container)
                .orElseGet(() -> EmbeddedServer.scratch().server());
        LOG.log(
                System.Logger.Level.INFO,
                "Tests use the {0} PostgreSQL at {1}:{2}",
                server.kind(),
                server.host(),
                "" + server.port());
        return server;
    }

    private static Optional<TestServer> container() {
        return Docker.isAvailable() ? Optional.of(ContainerServer.start()) : Optional.empty();
    }

    DataSource dataSource(String database, String user, String password) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {host});
        source.setPortNumbers(new int[] {port});
        source.setDatabaseName(database);
        source.setUser(user);
        source.setPassword(password);
        return source;
    }

    private static final class Shared {
        static final TestServer SERVER = choose();
    }
}

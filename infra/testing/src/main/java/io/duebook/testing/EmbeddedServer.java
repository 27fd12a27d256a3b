package io.duebook.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;

/** PostgreSQL from the binaries on the class path: needs no installation, runs as root and as a normal user. */
record EmbeddedServer(EmbeddedPostgres process) {

    /** Ample: several pools and a few hundred parallel requests of one module. */
    static final int MAX_CONNECTIONS = 300;

    private static final String SUPERUSER = "postgres";

    /** A server whose data may be lost at any time, and is deleted when the JVM ends: quick, not durable. */
    static EmbeddedServer scratch() {
        return start(builder()
                .setServerConfig("fsync", "off")
                .setServerConfig("synchronous_commit", "off")
                .setServerConfig("full_page_writes", "off"));
    }

    /** A server that keeps what it has committed. {@code port} 0 takes any free one. */
    static EmbeddedServer durable(Path data, int port) {
        EmbeddedPostgres.Builder builder = builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on");
        return start(port == 0 ? builder : builder.setPort(port));
    }

    private static EmbeddedPostgres.Builder builder() {
        return EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(binaries().toFile())
                .setPGStartupWait(Duration.ofSeconds(60))
                .setOutputRedirector(Redirect.DISCARD)
                .setErrorRedirector(Redirect.DISCARD)
                .setServerConfig("max_connections", "" + MAX_CONNECTIONS)
                // The provider that PostgreSQL brings along: the machine need not have any locale installed.
                .setLocaleConfig("locale", "C")
                .setLocaleConfig("locale-provider", "builtin")
                .setLocaleConfig("builtin-locale", "C.UTF-8");
    }

    // One folder per person: what root has unpacked, nobody else could write beside.
    private static Path binaries() {
        return Path.of(
                System.getProperty("java.io.tmpdir"), "duebook-test-postgres-" + System.getProperty("user.name"));
    }

    private static EmbeddedServer start(EmbeddedPostgres.Builder builder) {
        try {
            return new EmbeddedServer(builder.start());
        } catch (IOException failure) {
            throw new UncheckedIOException("The embedded PostgreSQL did not start", failure);
        }
    }

    TestServer server() {
        return new TestServer("embedded", "127.0.0.1", process.getPort(), SUPERUSER, SUPERUSER);
    }

    void stop() {
        try {
            process.close();
        } catch (IOException failure) {
            throw new UncheckedIOException("The embedded PostgreSQL did not stop", failure);
        }
    }
}

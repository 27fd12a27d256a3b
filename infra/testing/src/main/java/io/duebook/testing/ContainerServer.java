package io.duebook.testing;

import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** PostgreSQL in a container, removed by Testcontainers when the JVM ends. */
final class ContainerServer {

    private static final DockerImageName IMAGE = DockerImageName.parse("postgres:18-alpine");

    private ContainerServer() {}

    // Not closed here: the container serves every test of this JVM, and Testcontainers removes it afterwards.
    @SuppressWarnings("resource")
    static TestServer start() {
        PostgreSQLContainer container =
                new PostgreSQLContainer(IMAGE).withUsername("postgres").withPassword("postgres");
        // After withUsername and the like, so that nothing replaces it.
        container.setCommand(
                "postgres",
                "-c",
                "max_connections=" + EmbeddedServer.MAX_CONNECTIONS,
                "-c",
                "fsync=off",
                "-c",
                "synchronous_commit=off",
                "-c",
                "full_page_writes=off");
        container.start();
        return new TestServer(
                "container",
                container.getHost(),
                container.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT),
                container.getUsername(),
                container.getPassword());
    }
}

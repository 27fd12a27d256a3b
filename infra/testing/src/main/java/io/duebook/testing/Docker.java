package io.duebook.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.testcontainers.DockerClientFactory;

/** Whether a container engine answers on this machine. */
final class Docker {

    private Docker() {}

    static boolean isAvailable() {
        // Asking Testcontainers where there is no socket costs more than a second and an error in the log.
        return isPointedAt() && DockerClientFactory.instance().isDockerAvailable();
    }

    private static boolean isPointedAt() {
        String host = System.getenv("DOCKER_HOST");
        if (host != null && !host.isBlank()) {
            return !host.startsWith("unix://") || Files.exists(Path.of(host.substring("unix://".length())));
        }
        return usualSockets().anyMatch(Files::exists);
    }

    private static Stream<Path> usualSockets() {
        String home = System.getProperty("user.home");
        String runtime = System.getenv().getOrDefault("XDG_RUNTIME_DIR", home);
        return Stream.of(
                Path.of("/var/run/docker.sock"),
                Path.of(runtime, "docker.sock"),
                Path.of(home, ".docker", "run", "docker.sock"),
                Path.of(home, ".docker", "desktop", "docker.sock"));
    }
}

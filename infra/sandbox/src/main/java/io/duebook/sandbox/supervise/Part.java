package io.duebook.sandbox.supervise;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * One process of the installation.
 *
 * @param stopSignal ends it gently
 */
record Part(
        String name,
        String title,
        List<String> command,
        Map<String, String> settings,
        Path log,
        Probe probe,
        String stopSignal) {

    /** Says whether the part answers. */
    @FunctionalInterface
    interface Probe {
        boolean answers() throws IOException, InterruptedException;
    }

    Process start() throws IOException {
        return PartProcess.start(command, settings, log);
    }

    /** A web server that tells when it is ready. */
    static Probe http(int port) {
        HttpClient client =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
        HttpRequest request = HttpRequest.newBuilder(URI.create(Ports.url(port) + "/actuator/health/readiness"))
                .timeout(Duration.ofSeconds(5))
                .build();
        return () -> {
            try {
                return client.send(request, HttpResponse.BodyHandlers.discarding())
                                .statusCode()
                        == 200;
            } catch (IOException notYet) {
                return false;
            }
        };
    }
}

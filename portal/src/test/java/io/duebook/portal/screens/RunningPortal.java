package io.duebook.portal.screens;

import io.duebook.portal.fake.FakeServer;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** The built jar as a process of its own, as it runs in production, before the fake server. */
final class RunningPortal implements AutoCloseable {

    private static final Duration LONGEST_START = Duration.ofMinutes(4);
    private static final int STOPPING_SECONDS = 20;

    private final Process process;
    private final String url;

    RunningPortal(FakeServer server, Path jar, Path log) throws IOException, InterruptedException {
        int port = freePort();
        url = "http://127.0.0.1:" + port;
        var builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx600m", "-jar", jar.toString());
        var settings = builder.environment();
        settings.put("SERVER_PORT", String.valueOf(port));
        settings.put("SERVER_ADDRESS", "127.0.0.1");
        settings.put("DUEBOOK_ISSUER", server.url());
        settings.put("DUEBOOK_API_URL", server.url());
        settings.put("DUEBOOK_PORTAL_URL", url);
        settings.put("DUEBOOK_PORTAL_CLIENT_SECRET", "secret");
        settings.put("SPRING_PROFILES_ACTIVE", "dev");
        process = builder.redirectErrorStream(true)
                .redirectOutput(new File(log.toString()))
                .start();
        waitUntilReady();
    }

    String url() {
        return url;
    }

    private void waitUntilReady() throws InterruptedException {
        Instant deadline = Instant.now().plus(LONGEST_START);
        try (var client = HttpClient.newHttpClient()) {
            var asking = HttpRequest.newBuilder(URI.create(url + "/actuator/health/readiness"))
                    .build();
            while (Instant.now().isBefore(deadline) && process.isAlive()) {
                try {
                    if (client.send(asking, HttpResponse.BodyHandlers.discarding())
                                    .statusCode()
                            == 200) {
                        return;
                    }
                } catch (IOException notYet) {
                    // It is still starting.
                }
                Thread.sleep(200);
            }
        }
        process.destroyForcibly();
        throw new IllegalStateException("the portal did not start; its log tells why");
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(STOPPING_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}

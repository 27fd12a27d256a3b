package io.duebook.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A whole Duebook on this machine: the one whose data folder {@code DUEBOOK_SANDBOX} names, else one started for all
 * journeys of a run by the command people start it with. Each journey makes the tenant it needs.
 */
final class Installation {

    private static final Path ROOT = Path.of(System.getProperty("duebook.root", "../.."))
            .toAbsolutePath()
            .normalize();
    private static final Duration READY_WITHIN = Duration.ofMinutes(4);
    private static final int PORTS = 20;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static @Nullable Installation shared;

    private final Path data;
    private final JsonNode sandbox;

    private Installation(Path data, JsonNode sandbox) {
        this.data = data;
        this.sandbox = sandbox;
    }

    /** Not made while the class is initialised: the conditions waited for are asked by another thread. */
    static synchronized Installation shared() {
        Installation known = shared;
        if (known == null) {
            known = start();
            shared = known;
        }
        return known;
    }

    private static Installation start() {
        String running = System.getenv("DUEBOOK_SANDBOX");
        return running == null ? startAnew() : at(Path.of(running));
    }

    private static Installation at(Path data) {
        try {
            return new Installation(data, JSON.readTree(Files.readString(data.resolve("sandbox.json"))));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Installation startAnew() {
        try {
            Path data = ROOT.resolve("target/e2e");
            Path told = data.resolve("sandbox.json");
            Files.createDirectories(data);
            Path log = ROOT.resolve("target/e2e.log");
            Process supervisor = new ProcessBuilder(List.of(
                            ROOT.resolve("infra/run").toString(),
                            "--no-build",
                            "--no-demo",
                            "--fresh",
                            "--data",
                            data.toString(),
                            "--port-base",
                            String.valueOf(freePorts())))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(supervisor)));
            Awaitility.await("the installation answers; " + log + " says why it does not")
                    .atMost(READY_WITHIN)
                    .pollInterval(Duration.ofMillis(200))
                    .failFast("infra/run ended, " + log + " says why", () -> !supervisor.isAlive())
                    .until(() -> Files.exists(told));
            return at(data);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void stop(Process supervisor) {
        supervisor.destroy();
        try {
            if (!supervisor.waitFor(30, TimeUnit.SECONDS)) {
                supervisor.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The first of a row of ports that nobody listens on. */
    private static int freePorts() {
        for (int base = 21_000; base < 29_000; base += PORTS) {
            if (allFree(base)) {
                return base;
            }
        }
        throw new IllegalStateException("no " + PORTS + " free ports in a row");
    }

    private static boolean allFree(int base) {
        var open = new ArrayList<ServerSocket>();
        try {
            for (int port = base; port < base + PORTS; port++) {
                open.add(new ServerSocket(port));
            }
            return true;
        } catch (IOException taken) {
            return false;
        } finally {
            open.forEach(Installation::close);
        }
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    String api() {
        return text("api_url");
    }

    String portal() {
        return text("portal_url");
    }

    String issuer() {
        return text("issuer");
    }

    String mailbox() {
        return text("mailbox_url");
    }

    String stripe() {
        return text("stripe_url");
    }

    JsonNode operator() {
        return sandbox.path("operator");
    }

    /** The process of a part, as sandbox.json tells it now; it changes when a part is started again. */
    long pid(String part) {
        try {
            JsonNode pids = JSON.readTree(Files.readString(data.resolve("sandbox.json")))
                    .path("pids")
                    .path(part);
            return pids.isArray() ? pids.get(0).asLong() : pids.asLong();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private String text(String name) {
        return sandbox.path(name).asString();
    }
}

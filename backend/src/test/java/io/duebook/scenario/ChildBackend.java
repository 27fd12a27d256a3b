package io.duebook.scenario;

import io.duebook.testing.TestDatabase;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** The backend as a process of its own, as it is run for real: it can be killed without a word. */
final class ChildBackend implements AutoCloseable {

    private final Process process;
    private final String url;

    private ChildBackend(Process process, String url) {
        this.process = process;
        this.url = url;
    }

    /** Starts several at once, and waits until each of them answers. */
    static List<ChildBackend> start(TestDatabase database, Path log, int count) {
        return start(database, log, count, Map.of());
    }

    /** @param more settings by their names */
    static List<ChildBackend> start(TestDatabase database, Path log, int count, Map<String, ?> more) {
        List<ChildBackend> started =
                Stream.generate(() -> start(database, log, more)).limit(count).toList();
        started.forEach(ChildBackend::awaitReady);
        return started;
    }

    private static ChildBackend start(TestDatabase database, Path log, Map<String, ?> more) {
        int port = freePort();
        var settings = new LinkedHashMap<String, Object>(more);
        settings.put("server.port", port);
        settings.put("server.address", "127.0.0.1");
        settings.put("duebook.issuer", TestBackend.ISSUER.url());
        settings.put("duebook.database.host", database.host());
        settings.put("duebook.database.port", database.port());
        settings.put("duebook.database.name", database.name());
        settings.put("duebook.database.application.user", TestBackend.APPLICATION);
        settings.put("duebook.database.application.password", TestBackend.APPLICATION);
        settings.put("duebook.database.directory.user", TestBackend.DIRECTORY);
        settings.put("duebook.database.directory.password", TestBackend.DIRECTORY);
        settings.put("duebook.encryption.key", "a2V5LW9mLXRoZS10ZXN0cy1vZi10aGUtYmFja2VuZCE=");
        settings.put("logging.structured.format.console", "");
        settings.put("duebook.audit.standing", "false");
        settings.put("logging.level.root", "warn");
        List<String> command = Stream.concat(
                        Stream.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-Xmx384m",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                classPath(),
                                "io.duebook.Duebook"),
                        settings.entrySet().stream().map(setting -> "--" + setting.getKey() + "=" + setting.getValue()))
                .toList();
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.appendTo(log.toFile()))
                    .start();
            return new ChildBackend(process, "http://127.0.0.1:" + port);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** What the tests run on, without the tests. */
    private static String classPath() {
        String all = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Arrays.stream(all.split(File.pathSeparator))
                .filter(entry -> !entry.endsWith("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void awaitReady() {
        Awaitility.await("the backend answers")
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(200))
                .failFast("the backend ended", () -> !process.isAlive())
                .ignoreExceptions()
                .until(() -> new Api(url, "").get("/actuator/health/readiness").status() == 200);
    }

    String url() {
        return url;
    }

    /** What the process had in memory at most, in MB; 0 where the system does not tell. */
    long mostMegabytes() {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException notTold) {
            return 0;
        }
    }

    /** As {@code kill -9} does. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }
}

package io.duebook.bench;

import io.duebook.testing.TestDatabase;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The backend as a process of its own, as it is run for real, with the JVM's own defaults unless told otherwise. Only
 * the quota of a client is lifted: one client of a measurement is worth many.
 */
final class Backend implements AutoCloseable {

    private static final int READY_WITHIN_SECONDS = 120;

    private final Process process;
    private final int port;
    private final long startMillis;

    private Backend(Process process, int port, long startMillis) {
        this.process = process;
        this.port = port;
        this.startMillis = startMillis;
    }

    /** Brings the database up to date, as an operator does before the first start. */
    static void migrate(Options options, TestDatabase database) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(java(), "-jar", options.backend().toString(), "migrate");
        builder.environment()
                .putAll(Map.of(
                        "DUEBOOK_DATABASE_HOST", database.host(),
                        "DUEBOOK_DATABASE_PORT", "" + database.port(),
                        "DUEBOOK_DATABASE_NAME", database.name(),
                        "DUEBOOK_DATABASE_OWNER_USER", Server.OWNER,
                        "DUEBOOK_DATABASE_OWNER_PASSWORD", database.password(Server.OWNER)));
        Process migration = logged(builder, options.folder().resolve("migrate.log"));
        if (migration.waitFor() != 0) {
            throw new IllegalStateException(
                    "The migration failed; see " + options.folder().resolve("migrate.log"));
        }
    }

    /** Starts one that reaches the database through the given port, and waits until it is ready. */
    static Backend start(Options options, TestDatabase database, int databasePort, Issuer issuer)
            throws IOException, InterruptedException {
        int port = freePort();
        List<String> command = new ArrayList<>();
        command.add(java());
        command.addAll(options.jvm());
        command.addAll(List.of("-jar", options.backend().toString()));
        command.add("--duebook.rate-limit.per-second=100000000");
        command.add("--duebook.rate-limit.burst=100000000");
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment()
                .putAll(Map.ofEntries(
                        Map.entry("SERVER_PORT", "" + port),
                        Map.entry("SERVER_ADDRESS", "127.0.0.1"),
                        Map.entry("DUEBOOK_ISSUER", issuer.url()),
                        Map.entry("DUEBOOK_DATABASE_HOST", database.host()),
                        Map.entry("DUEBOOK_DATABASE_PORT", "" + databasePort),
                        Map.entry("DUEBOOK_DATABASE_NAME", database.name()),
                        Map.entry("DUEBOOK_DATABASE_APPLICATION_USER", Server.APPLICATION),
                        Map.entry("DUEBOOK_DATABASE_APPLICATION_PASSWORD", database.password(Server.APPLICATION)),
                        Map.entry("DUEBOOK_DATABASE_DIRECTORY_USER", Server.DIRECTORY),
                        Map.entry("DUEBOOK_DATABASE_DIRECTORY_PASSWORD", database.password(Server.DIRECTORY)),
                        Map.entry("DUEBOOK_AUDIT_STANDING", "false"),
                        Map.entry("DUEBOOK_ENCRYPTION_KEY", "a2V5LW9mLXRoZS1iZW5jaC1vZi10aGUtYmFja2VuZCE=")));
        long began = System.nanoTime();
        Process process = logged(builder, options.folder().resolve("backend-" + port + ".log"));
        awaitReady(process, port);
        return new Backend(process, port, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
    }

    private static Process logged(ProcessBuilder builder, Path log) throws IOException {
        return builder.redirectErrorStream(true)
                .redirectOutput(Redirect.to(log.toFile()))
                .start();
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void awaitReady(Process process, int port) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(READY_WITHIN_SECONDS);
        while (System.nanoTime() < end && process.isAlive()) {
            if (isReady(port)) {
                return;
            }
            Thread.sleep(10);
        }
        process.destroyForcibly();
        throw new IllegalStateException("The backend did not become ready; see its log in the folder.");
    }

    private static boolean isReady(int port) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness")
                            .toURL()
                            .openConnection();
            return connection.getResponseCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    int port() {
        return port;
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    long pid() {
        return process.pid();
    }

    /** From the start of the process to the first answer that it is ready. */
    long startMillis() {
        return startMillis;
    }

    /** Bytes of the heap that are still used after a full collection. */
    long liveHeapBytes() throws IOException, InterruptedException {
        command("GC.run");
        return HeapInfo.usedBytes(command("GC.heap_info"));
    }

    /** Asks the JVM for something, as an operator does with {@code jcmd}. */
    String command(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), "" + pid()));
        command.addAll(List.of(words));
        Process asked = new ProcessBuilder(command).redirectErrorStream(true).start();
        String answer = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (asked.waitFor() != 0) {
            throw new IllegalStateException("jcmd " + String.join(" ", words) + " failed");
        }
        return answer;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    static void deleteTree(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}

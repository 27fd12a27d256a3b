package io.duebook.sandbox.supervise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.duebook.sandbox.http.Json;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes start, come back, end, and leave nothing behind, with a real PostgreSQL among them. */
class SupervisorTest {

    private DataFolder folder;
    private RunningParts record;
    private Crew crew;

    @BeforeEach
    void open(@TempDir Path empty) {
        folder = DataFolder.take(empty);
        folder.prepare();
        record = new RunningParts(folder.processes());
        crew = new Crew(record);
    }

    @AfterEach
    void stop() throws Exception {
        crew.stop();
        folder.close();
    }

    @Test
    void keepsWhatIsCommittedThroughAPowerCut() throws Exception {
        PostgresServer server = server();
        Part part = startPostgres(server);
        server.execute("postgres", List.of("create table kept (n int)", "insert into kept values (42)"));
        long first = crew.pid("postgres").orElseThrow();
        ProcessHandle.of(first).orElseThrow().destroyForcibly();
        eventually(() ->
                crew.pid("postgres").orElse(first) != first && part.probe().answers());
        server.execute(
                "postgres",
                List.of(
                        "do $$ begin assert (select n from kept) = 42; end $$",
                        "do $$ begin assert"
                                + " current_setting('fsync') = 'on' and current_setting('synchronous_commit') = 'on'; end $$"));
    }

    @Test
    void makesRolesAndDatabasesAndTheSecondTimeNothing() throws Exception {
        PostgresServer server = server();
        startPostgres(server);
        Databases databases = new Databases(server, Secrets.open(folder.secrets()));
        databases.prepare();
        databases.prepare();
        assertThat(server.hasDatabase(Databases.BOOKS)).isTrue();
        server.execute("postgres", List.of("""
                do $$ begin
                    assert (select count(*) from pg_roles where rolname like 'duebook%' and not rolsuper
                             and not rolbypassrls and rolcanlogin) = 4;
                end $$
                """));
    }

    @Test
    void endsWhatAKilledSupervisorLeft() throws Exception {
        PostgresServer server = server();
        Part part = server.part();
        server.prepare();
        Process orphanedServer = part.start();
        eventually(() -> part.probe().answers());
        Process orphan = sleeper(List.of());
        record.add("backend", orphan.toHandle());
        Process unrecorded = sleeper(List.of(Programs.mark(folder.root())));
        Process stranger = sleeper(List.of());
        try {
            // A child that a shell has just forked still looks like the shell, and may be named as well.
            assertThat(new Leftovers(folder).end())
                    .contains("process " + orphan.pid(), "process " + unrecorded.pid())
                    .doesNotContain("process " + stranger.pid())
                    .filteredOn(ended -> ended.startsWith("PostgreSQL "))
                    .hasSize(1);
            assertThat(orphan.isAlive()).isFalse();
            assertThat(unrecorded.isAlive()).isFalse();
            assertThat(orphanedServer.isAlive()).isFalse();
            assertThat(stranger.isAlive()).isTrue();
            assertThat(new Leftovers(folder).end()).isEmpty();
        } finally {
            stranger.destroyForcibly();
        }
    }

    @Test
    void aProcessIdThatWentToAnotherProgramStopsNothing() throws Exception {
        Process stranger = sleeper(List.of());
        try {
            server().prepare();
            Files.writeString(folder.postgres().resolve("postmaster.pid"), stranger.pid() + "\n");
            Files.writeString(folder.processes().resolve("1.list"), "backend " + stranger.pid() + " 1000\n");
            assertThat(new Leftovers(folder).end()).isEmpty();
            assertThat(stranger.isAlive()).isTrue();
            startPostgres(server());
        } finally {
            stranger.destroyForcibly();
        }
    }

    @Test
    void theReaperEndsThePartsWhenTheSupervisorIsGone() throws Exception {
        Process orphan = sleeper(List.of());
        record.add("backend", orphan.toHandle());
        Files.writeString(folder.sandboxFile(), "{}");
        Reaper reaper = Reaper.watch(record.file(), folder.sandboxFile());
        Thread.sleep(300);
        assertThat(orphan.isAlive()).isTrue();
        reaper.letGo();
        eventually(() -> !orphan.isAlive() && !Files.exists(folder.sandboxFile()));
    }

    @Test
    void aPartThatEndsInsteadOfAnsweringIsRefusedWithItsLog() {
        Part part = new Part(
                "broken",
                "Broken",
                List.of("bash", "-c", "echo the reason; exit 3"),
                Map.of(),
                folder.logs().resolve("broken.log"),
                () -> false,
                "TERM");
        crew.start(part);
        assertThatThrownBy(() -> crew.await(part, Duration.ofSeconds(60)))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("the reason");
    }

    @Test
    void stoppingEndsEveryPart() throws Exception {
        Part part = new Part(
                "stubborn",
                "Stubborn",
                List.of("bash", "-c", "trap 'exit 0' TERM; while :; do sleep 0.1; done"),
                Map.of(),
                folder.logs().resolve("stubborn.log"),
                () -> true,
                "TERM");
        crew.start(part);
        ProcessHandle process =
                ProcessHandle.of(crew.pid("stubborn").orElseThrow()).orElseThrow();
        Thread.sleep(200);
        crew.stop();
        assertThat(process.isAlive()).isFalse();
        assertThat(Files.exists(record.file())).isFalse();
    }

    @Test
    void aFolderOfSomethingElseIsLeftAsItIs(@TempDir Path others) throws Exception {
        Path mail = Files.writeString(others.resolve("mail"), "mine");
        Files.setPosixFilePermissions(others, PosixFilePermissions.fromString("rwxr-xr-x"));

        assertThatThrownBy(() -> DataFolder.take(others))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("--data DIR");
        assertThat(Files.readString(mail)).isEqualTo("mine");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(others)))
                .isEqualTo("rwxr-xr-x");
    }

    @Test
    void oneFolderHasOneSupervisorAndPrivateSecrets() throws Exception {
        assertThatThrownBy(() -> DataFolder.take(Path.of("/proc/nowhere"))).isInstanceOf(Refused.class);
        Secrets secrets = Secrets.open(folder.secrets());
        String password = secrets.password("one");
        assertThat(Secrets.open(folder.secrets()).password("one")).isEqualTo(password);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.secrets())))
                .isEqualTo("rw-------");
        assertThat(Json.parse(Files.readString(folder.secrets())).size()).isEqualTo(1);
    }

    @Test
    void aTakenPortIsNamed() throws Exception {
        try (ServerSocket taken = new ServerSocket()) {
            taken.bind(new InetSocketAddress(Ports.ADDRESS, 0));
            assertThatThrownBy(() -> new Ports(taken.getLocalPort() - 3, 1).checkFree())
                    .isInstanceOf(Refused.class)
                    .hasMessageContaining(taken.getLocalPort() + ", wanted for the Stripe double")
                    .hasMessageContaining("--port-base");
        }
    }

    private PostgresServer server() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        return new PostgresServer(
                folder, PostgresBinaries.unpack(folder.programs()), port, Secrets.open(folder.secrets()));
    }

    private Part startPostgres(PostgresServer server) throws InterruptedException {
        server.prepare();
        Part part = server.part();
        crew.start(part);
        crew.await(part, Duration.ofSeconds(60));
        return part;
    }

    private Process sleeper(List<String> more) throws IOException {
        List<String> command = new ArrayList<>(List.of("bash", "-c", "sleep 300; :", "sleeper"));
        command.addAll(more);
        return PartProcess.start(command, Map.of(), folder.logs().resolve("sleeper.log"));
    }

    private static void eventually(Callable<Boolean> fact) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(90).toNanos();
        while (!fact.call() && System.nanoTime() < end) {
            Thread.sleep(50);
        }
        assertThat(fact.call()).isTrue();
    }
}

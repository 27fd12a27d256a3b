package io.duebook.sandbox.supervise;

import io.duebook.sandbox.demo.Demo;
import io.duebook.sandbox.demo.DemoSettings;
import io.duebook.sandbox.demo.DemoTenant;
import io.duebook.sandbox.demo.Unfilled;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Brings one installation up, from an empty folder or an earlier one, and keeps it up. */
final class Installation {

    private static final Set<String> TRAINED = Set.of("backend", "identity", "portal");
    private static final Duration LONGEST_START = Duration.ofMinutes(3);

    private final Options options;
    private final DataFolder folder;
    private final Ports ports;
    private final Secrets secrets;
    private final Crew crew;
    private final Programs programs;
    private final PostgresServer postgres;
    private final Databases databases;
    private final Training training;
    private final Progress progress = new Progress();

    Installation(Options options, DataFolder folder, Ports ports, RunningParts record) {
        this.options = options;
        this.folder = folder;
        this.ports = ports;
        this.secrets = Secrets.open(folder.secrets());
        this.crew = new Crew(record);
        this.programs = new Programs(options.project(), folder);
        this.postgres =
                new PostgresServer(folder, PostgresBinaries.unpack(folder.programs()), ports.postgres(), secrets);
        this.training = new Training(programs, folder);
        this.databases = new Databases(postgres, secrets);
    }

    void stop() {
        training.end();
        crew.stop();
    }

    /** Returns when everything answers and {@code sandbox.json} says where. */
    void start() throws InterruptedException {
        startDatabase();
        PartList parts = new PartList(options, folder, ports, secrets, databases, programs);
        migrate(parts);
        List<Part> started = startAll(parts);
        List<DemoTenant> tenants = options.demo() ? fill() : List.of();
        SandboxFile file = new SandboxFile(options, folder, ports, secrets, postgres, databases, crew, tenants);
        crew.whenChanged(file::write);
        file.write();
        progress.announce(options, ports, folder, tenants);
        training.begin(
                started.stream().filter(part -> TRAINED.contains(part.name())).toList());
    }

    private void startDatabase() throws InterruptedException {
        progress.begin("PostgreSQL");
        postgres.prepare();
        Part part = postgres.part();
        crew.start(part);
        crew.await(part, LONGEST_START);
        databases.prepare();
        progress.done();
    }

    private void migrate(PartList parts) throws InterruptedException {
        progress.begin("Schema");
        Path log = folder.logs().resolve("migrate.log");
        try {
            Files.deleteIfExists(log);
            Process migration = PartProcess.start(parts.migration(), parts.migrationSettings(), log);
            if (!migration.waitFor(LONGEST_START.toSeconds(), TimeUnit.SECONDS)) {
                migration.destroyForcibly();
                throw new Refused("The database's migration did not end; see " + log);
            }
            if (migration.exitValue() != 0) {
                throw new Refused("The database cannot be migrated; see " + log);
            }
        } catch (IOException failed) {
            throw new Refused("The database's migration cannot be started: " + failed.getMessage(), failed);
        }
        progress.done();
    }

    private List<Part> startAll(PartList parts) throws InterruptedException {
        List<Part> all = new ArrayList<>();
        if (options.stripe() == null) {
            all.add(parts.stripe());
        }
        all.add(parts.mailbox());
        all.add(parts.identity());
        for (int number = 0; number < options.backends(); number++) {
            all.add(parts.backend(number));
        }
        all.add(parts.portal());
        for (Part part : all) {
            crew.start(part);
        }
        for (Part part : all) {
            progress.begin(part.title());
            crew.await(part, LONGEST_START);
            progress.done();
        }
        return all;
    }

    private List<DemoTenant> fill() throws InterruptedException {
        Instant begin = options.clock();
        Demo demo = new Demo(
                new DemoSettings(
                        Ports.url(ports.backend(0)),
                        Ports.url(ports.identity()),
                        options.stripe() == null ? Ports.url(ports.stripe()) : null,
                        new DemoSettings.Client(SandboxFile.OPERATOR, secrets.password("client_operator")),
                        new DemoSettings.Client("duebook-backend", secrets.password("client_backend")),
                        secrets.password("demo").substring(0, 12),
                        begin == null ? Clock.systemUTC().instant() : begin,
                        folder.tenants()),
                DataFolder::writePrivately);
        boolean before = demo.isFilled();
        progress.begin("Demo tenants");
        try {
            List<DemoTenant> tenants = demo.fill();
            if (!before) {
                progress.done();
            }
            return tenants;
        } catch (Unfilled unfilled) {
            throw new Refused("The demo tenants cannot be filled: " + unfilled.getMessage()
                    + "\nThe next start tries again; --no-demo starts without them.");
        }
    }
}

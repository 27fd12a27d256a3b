package io.duebook.sandbox.supervise;

import io.duebook.sandbox.demo.DemoTenant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Brings one installation up, from an empty folder or an earlier one, and keeps it up. */
final class Installation {

    private static final Duration LONGEST_START = Duration.ofMinutes(3);

    private final Options options;
    private final DataFolder folder;
    private final Ports ports;
    private final Secrets secrets;
    private final Crew crew;
    private final Programs programs;
    private final PostgresServer postgres;
    private final Databases databases;
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
        this.databases = new Databases(postgres, secrets);
    }

    Crew crew() {
        return crew;
    }

    /** Returns when everything answers and {@code sandbox.json} says where. */
    void start() throws InterruptedException {
        startDatabase();
        PartList parts = new PartList(options, folder, ports, secrets, databases, programs);
        migrate(parts);
        startAll(parts);
        List<DemoTenant> tenants = options.demo() ? fill() : List.of();
        SandboxFile file = new SandboxFile(options, folder, ports, secrets, postgres, databases, crew, tenants);
        crew.whenChanged(file::write);
        file.write();
        progress.announce(options, ports, folder, tenants);
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
        setClock();
        progress.done();
    }

    /** The business clock is kept as its distance from real time, which is set before any backend has looked. */
    private void setClock() {
        Instant begin = options.clock();
        if (begin != null) {
            long ahead = Duration.between(Clock.systemUTC().instant(), begin).toNanos() / 1_000;
            postgres.execute(Databases.BOOKS, List.of("update directory.business_clock set ahead_micros = " + ahead));
        }
    }

    private void startAll(PartList parts) throws InterruptedException {
        List<Part> all = new ArrayList<>();
        if (options.stripe() == null) {
            all.add(parts.stripe());
        }
        all.add(parts.mailbox());
        all.add(parts.identity());
        for (int number = 0; number < options.backends(); number++) {
            all.add(parts.backend(number));
        }
        if (Files.exists(options.project().resolve("portal/pom.xml"))) {
            all.add(parts.portal());
        }
        for (Part part : all) {
            crew.start(part);
        }
        for (Part part : all) {
            progress.begin(part.title());
            crew.await(part, LONGEST_START);
            progress.done();
        }
    }

    private List<DemoTenant> fill() {
        return List.of();
    }
}

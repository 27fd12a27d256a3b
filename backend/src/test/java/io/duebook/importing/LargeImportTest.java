package io.duebook.importing;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.scenario.Api;
import io.duebook.scenario.BackendTest;
import io.duebook.scenario.Books;
import io.duebook.scenario.TestTenant;
import io.duebook.scenario.TestTenants;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** A hundred thousand rows: size costs time but not memory, and the books never show a part of them. */
@BackendTest
@Tag("full")
class LargeImportTest {

    private static final Logger LOG = LoggerFactory.getLogger(LargeImportTest.class);
    private static final int ROWS = 100_000;
    private static final long MOST_LIVE_BYTES = 150L << 20;

    private final TestTenant tenant;
    private final Api program;

    LargeImportTest(@Autowired TestTenants tenants) {
        tenant = tenants.create();
        program = tenant.program();
    }

    @Test
    void takesAHundredThousandRowsInAndOut(@TempDir Path folder) throws Exception {
        Path csv = write(folder.resolve("large.csv"));
        var most = new AtomicLong();
        long before = liveBytes();
        try (var sampler = Executors.newSingleThreadScheduledExecutor()) {
            sampler.scheduleWithFixedDelay(
                    () -> most.accumulateAndGet(liveBytes() - before, Math::max), 2, 2, TimeUnit.SECONDS);
            long began = System.nanoTime();
            JsonNode checked = ImportFile.upload(program, csv, ImportFile.SPEC).expect(201);
            LOG.warn("checked {} rows in {} ms", ROWS, millisSince(began));
            assertThat(checked.path("accepted").asInt()).isEqualTo(ROWS);
            String id = checked.path("id").asString();

            began = System.nanoTime();
            program.post("/v1/imports/" + id + "/commit", "").expect(202);
            reaches(id, "committed");
            LOG.warn("committed {} rows in {} ms", ROWS, millisSince(began));
            Books.mustBalance(tenant.id());

            began = System.nanoTime();
            JsonNode again = ImportFile.upload(program, csv, ImportFile.SPEC).expect(201);
            LOG.warn("checked {} known rows in {} ms", ROWS, millisSince(began));
            assertThat(again.path("unchanged").asInt()).isEqualTo(ROWS);

            began = System.nanoTime();
            program.post("/v1/imports/" + id + "/undo", "").expect(202);
            reaches(id, "undone");
            LOG.warn("undone {} rows in {} ms", ROWS, millisSince(began));
            Books.mustBalance(tenant.id());
            assertThat(PastFigures.of(tenant)).isEmpty();
        }
        LOG.warn("live memory grew by at most {} MB", most.get() >> 20);
        assertThat(most.get()).isLessThan(MOST_LIVE_BYTES);
    }

    private static Path write(Path csv) throws IOException {
        var random = new Random(11);
        var start = java.time.LocalDate.of(2023, 1, 1);
        try (var out = Files.newBufferedWriter(csv)) {
            out.write(ImportFile.HEADER);
            for (int row = 1; row <= ROWS; row++) {
                var issued = start.plusDays(random.nextInt(700));
                int customer = random.nextInt(5_000);
                out.write("K-%05d,Customer %d,%010d,%s,%s,%d.%02d,no,%s,,region %d\n"
                        .formatted(
                                customer,
                                customer,
                                row,
                                issued,
                                issued.plusDays(30),
                                1 + random.nextInt(900),
                                random.nextInt(100),
                                random.nextInt(10) > 0 ? issued.plusDays(random.nextInt(60)) : "",
                                customer % 7));
            }
        }
        return csv;
    }

    private JsonNode reaches(String id, String state) throws InterruptedException {
        for (int look = 0; look < 3_000; look++) {
            JsonNode found = program.get("/v1/imports/" + id).expect(200);
            if (found.path("state").asString().equals(state)) {
                return found;
            }
            Thread.sleep(100);
        }
        throw new AssertionError(id + " never was " + state);
    }

    private static long liveBytes() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static long millisSince(long began) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
    }
}

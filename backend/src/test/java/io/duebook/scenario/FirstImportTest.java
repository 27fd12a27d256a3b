package io.duebook.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.importing.ImportFile;
import io.duebook.platform.Ids;
import io.duebook.shared.TenantId;
import io.duebook.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first that many a company does: its whole ledger into tables that nobody has written to yet. */
class FirstImportTest {

    private static final int ROWS = 10_000;

    /** What writing, checking against the books and keys that refer to it may read of one claim. */
    private static final int READ_PER_ROW = 40;

    @Test
    void readsEachClaimAFewTimesHoweverManyAreInAlready(@TempDir Path folder) throws SQLException {
        TestDatabase empty = TestBackend.migrate(TestDatabase.create("first_import"));
        var id = new TenantId(Ids.next());
        TestTenants.insert(empty, id, Instant.now(), "Europe/Berlin", "EUR");
        try (ChildBackend backend =
                ChildBackend.start(empty, folder.resolve("backend.log"), 1).getFirst()) {
            Api program = new TestTenant(id, backend.url()).program();
            // Plans made while there is one row outlive it.
            take(program, ledger(1, 1));
            take(program, ledger(2, ROWS));
        }

        // The sessions have ended: what they counted is told.
        long inserted = Awaitility.await().until(() -> counted(empty, "n_tup_ins"), filled -> filled >= ROWS);
        assertThat(counted(empty, "coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0)"))
                .isPositive()
                .isLessThan(inserted * READ_PER_ROW);
    }

    private static void take(Api program, String csv) {
        String path = "/v1/imports/"
                + ImportFile.upload(program, csv).expect(201).path("id").asString();
        program.post(path + "/commit", "");
        Predicate<String> isIn = "committed"::equals;
        Awaitility.await()
                .atMost(Duration.ofMinutes(3))
                .until(() -> program.get(path).expect(200).path("state").asString(), isIn);
    }

    private static String ledger(int first, int last) {
        var csv = new StringBuilder(ImportFile.HEADER);
        for (int row = first; row <= last; row++) {
            csv.append("K-%03d,Customer %1$d,A-%d,2026-01-05,2026-02-04,%d.00,no,%s,,\n"
                    .formatted(row % 500, row, 1 + row % 900, row % 10 == 0 ? "" : "2026-02-01"));
        }
        return csv.toString();
    }

    private static long counted(TestDatabase database, String what) throws SQLException {
        try (var connection = database.superuser().getConnection();
                var statement = connection.createStatement();
                var found = statement.executeQuery(
                        "select %s from pg_stat_user_tables where relname = 'open_item'".formatted(what))) {
            found.next();
            return found.getLong(1);
        }
    }
}

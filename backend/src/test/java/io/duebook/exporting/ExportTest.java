package io.duebook.exporting;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.scenario.Api;
import io.duebook.scenario.BackendTest;
import io.duebook.scenario.HandWrittenBooks;
import io.duebook.scenario.TestBackend;
import io.duebook.scenario.TestTenant;
import io.duebook.scenario.TestTenants;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@BackendTest
class ExportTest {

    @Autowired
    private TestTenants tenants;

    private static TestTenant withBooks(TestTenant tenant) {
        String customer = tenant.customer("Müller; \"=1+1\"").path("id").asString();
        String invoice = tenant.invoice(customer, 10_000, "2026-01-10", "2026-02-09")
                .path("id")
                .asString();
        tenant.payment(customer, 4_000, "2026-01-20", List.of(Map.of("invoice", invoice, "amount", 3_000)));
        return tenant;
    }

    @Test
    void isOneFileWhoseManifestIsTrueOfEveryMember() {
        TestTenant tenant = withBooks(tenants.create());

        ExportedBooks books = ExportedBooks.of(tenant.program());

        assertThat(books.members().keySet())
                .contains(
                        "README.txt",
                        "manifest.json",
                        "books/customer.ndjson",
                        "books/journal_entry.ndjson",
                        "readable/customers.csv",
                        "readable/open_items.csv",
                        "readable/journal.hledger");
        var told = new TreeSet<String>();
        for (JsonNode member : books.manifest().path("members")) {
            String path = member.path("path").asString();
            byte[] content = books.members().get(path);
            told.add(path);
            assertThat(content).as(path).hasSize(member.path("bytes").asInt());
            assertThat(ExportedBooks.sha256(content))
                    .as(path)
                    .isEqualTo(member.path("sha256").asString());
            if (!member.path("table").asString().isEmpty()) {
                assertThat(books.lines(path))
                        .as(path)
                        .hasSize(member.path("rows").asInt());
            }
        }
        told.add("manifest.json");
        assertThat(told).isEqualTo(books.members().keySet());
        assertThat(books.text("readable/open_items.csv")).contains("100.00,70.00,EUR");
        assertThat(books.text("readable/balances.csv")).contains("70.00,10.00,60.00,EUR");
        assertThat(books.text("readable/customers.csv")).contains("\"Müller; \"\"=1+1\"\"\"");
        assertThat(books.manifest().at("/figures/trial_balance").toString())
                .contains("{\"account\":\"revenue\",\"currency\":\"EUR\",\"balance\":\"-10000\"}");
    }

    /** A table that is added tomorrow is either here or named in {@link LeftOut} with a reason. */
    @Test
    void everyRowOfEveryTableOfATenantIsInItOrLeftOutForAReason() throws SQLException {
        TestTenant tenant = withBooks(tenants.create());
        ExportedBooks books = ExportedBooks.of(tenant.program());

        var missing = new TreeMap<String, String>();
        try (var connection = TestBackend.DATABASE.superuser().getConnection();
                var statement = connection.createStatement()) {
            for (String table : tables(statement)) {
                if (LeftOut.REASONS.containsKey(table)) {
                    continue;
                }
                try (var rows = statement.executeQuery("select count(*) from \"%s\" where tenant_id = '%s'"
                        .formatted(table, tenant.id().value()))) {
                    rows.next();
                    int written = books.lines("books/" + table + ".ndjson").size();
                    // What the export itself tells the log comes after its snapshot.
                    if (written != rows.getInt(1) && !table.startsWith("event")) {
                        missing.put(table, written + " of " + rows.getInt(1));
                    }
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void whatIsLeftOutIsInTheDatabase() throws SQLException {
        var known = new TreeSet<String>();
        try (var connection = TestBackend.DATABASE.superuser().getConnection();
                var statement = connection.createStatement();
                var columns = statement.executeQuery("""
                        select table_name, column_name from information_schema.columns where table_schema = 'public'
                        """)) {
            while (columns.next()) {
                known.add(columns.getString(1));
                known.add(columns.getString(1) + "." + columns.getString(2));
            }
        }
        assertThat(known).containsAll(LeftOut.REASONS.keySet()).containsAll(LeftOut.NOT_RESTORED.keySet());
    }

    /** What looks like a secret stays here, in tables to come, too. */
    @Test
    void holdsNoSecrets() throws SQLException {
        var leaking = new ArrayList<String>();
        try (var connection = TestBackend.DATABASE.superuser().getConnection();
                var statement = connection.createStatement();
                var columns = statement.executeQuery("""
                        select table_name, column_name
                          from information_schema.columns
                         where table_schema = 'public'
                           and column_name ~ '(secret|password|token|private_key|sealed)'
                           and column_name !~ '^sealed_at$'
                        """)) {
            while (columns.next()) {
                String table = columns.getString(1);
                String column = table + "." + columns.getString(2);
                if (!LeftOut.REASONS.containsKey(table) && !LeftOut.REASONS.containsKey(column)) {
                    leaking.add(column);
                }
            }
        }
        assertThat(leaking)
                .as("put into LeftOut, or say here why it is no secret")
                .isEmpty();
    }

    private static List<String> tables(java.sql.Statement statement) throws SQLException {
        var tables = new ArrayList<String>();
        try (var names = statement.executeQuery("""
                select c.table_name
                  from information_schema.columns c
                  join information_schema.tables t using (table_schema, table_name)
                 where c.table_schema = 'public' and c.column_name = 'tenant_id' and t.table_type = 'BASE TABLE'
                """)) {
            while (names.next()) {
                tables.add(names.getString(1));
            }
        }
        return tables;
    }

    @Test
    void isReadPastAPageInTheOrderOfItsKeysAndHasEachRowOnce() {
        TestTenant tenant = tenants.create();
        try (var books = new HandWrittenBooks(tenant)) {
            var customer = books.customer("A");
            books.entries(customer, 2_500);
        }

        ExportedBooks books = ExportedBooks.of(tenant.program());

        assertThat(books.lines("books/journal_entry.ndjson")).hasSize(2_500).doesNotHaveDuplicates();
        assertThat(books.lines("books/journal_transfer.ndjson")).hasSize(2_500).doesNotHaveDuplicates();
        assertThat(books.text("readable/journal.hledger").lines().filter(line -> line.startsWith("2026-")))
                .hasSize(2_500);
    }

    @Test
    void isNobodyElses() {
        TestTenant tenant = withBooks(tenants.create());
        String id = ExportedBooks.exported(tenant.program());

        Api other = tenants.create().program();
        assertThat(other.get("/v1/exports/" + id).status()).isEqualTo(404);
        assertThat(other.get("/v1/exports/" + id + "/file").status()).isEqualTo(404);
        Api contact = tenant.contact(tenant.program()
                .get("/v1/customers")
                .expect(200)
                .at("/data/0/id")
                .asString());
        assertThat(contact.get("/v1/exports/" + id + "/file").status()).isEqualTo(403);
        assertThat(tenant.withScopes("exports:write")
                        .get("/v1/exports/" + id + "/file")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void oneIsWrittenAtATimeAndItsRequestIsRepeated() {
        TestTenant tenant = withBooks(tenants.create());
        Api same = tenant.program().with("Idempotency-Key", "once");

        String first = same.post("/v1/exports", "").expect(201).path("id").asString();
        assertThat(same.post("/v1/exports", "").expect(201).path("id").asString())
                .isEqualTo(first);
        ExportedBooks.awaitDone(tenant.program(), "/v1/exports/" + first);
        assertThat(tenant.program().get("/v1/exports").expect(200).path("data")).hasSize(1);
    }

    @Test
    void anExportThatDiedInTheMiddleBeginsAnew() throws SQLException {
        TestTenant tenant = withBooks(tenants.create());
        String id = ExportedBooks.exported(tenant.program());
        // As a server leaves it that was killed: under way, nothing kept, and the work still due.
        try (var connection = TestBackend.DATABASE.superuser().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("delete from archive_piece where tenant_id = '%s'"
                    .formatted(tenant.id().value()));
            statement.execute("""
                    update archive set state = 'running', ended_at = null, bytes = null, sha256 = null where tenant_id = '%s'
                    """.formatted(tenant.id().value()));
            statement.execute("""
                    update directory.due_work set due_at = now() where tenant_id = '%s' and kind = 'archive'
                    """.formatted(tenant.id().value()));
        }

        ExportedBooks.awaitDone(tenant.program(), "/v1/exports/" + id);

        assertThat(ExportedBooks.fetched(tenant.program(), id).lines("books/customer.ndjson"))
                .hasSize(1);
    }

    @Test
    void itsFileGoesWhenItsTimeIsOver() throws SQLException {
        TestTenant tenant = withBooks(tenants.create());
        String id = ExportedBooks.exported(tenant.program());
        try (var connection = TestBackend.DATABASE.superuser().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("""
                    update directory.due_work set due_at = now() where tenant_id = '%s' and kind = 'archive'
                    """.formatted(tenant.id().value()));
        }

        ExportedBooks.awaitState(tenant.program(), "/v1/exports/" + id, "expired");

        assertThat(tenant.program().get("/v1/exports/" + id + "/file").refused(409))
                .isEqualTo("export_has_no_file");
    }
}

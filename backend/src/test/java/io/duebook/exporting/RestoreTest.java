package io.duebook.exporting;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.audit.Audited;
import io.duebook.scenario.Api;
import io.duebook.scenario.Api.Answer;
import io.duebook.scenario.BackendTest;
import io.duebook.scenario.TestBackend;
import io.duebook.scenario.TestTenant;
import io.duebook.scenario.TestTenants;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** What was taken away comes in again, equal to the byte, or nothing of it does. */
@BackendTest
class RestoreTest {

    private static final String BOUNDARY = "limit";

    @Autowired
    private TestTenants tenants;

    /** Books with a closed month, frozen statements, an attachment, and a claim that was undone. */
    private static String books(TestTenant tenant) {
        Api erp = tenant.program();
        String customer = tenant.customer("Müller & 张伟").path("id").asString();
        String first = tenant.invoice(customer, 10_000, "2026-01-10", "2026-02-09")
                .path("id")
                .asString();
        tenant.invoice(customer, 7_777, "2026-02-10", "2026-03-09");
        JsonNode payment =
                tenant.payment(customer, 4_000, "2026-01-20", List.of(Map.of("invoice", first, "amount", 3_000)));
        erp.post(
                        "/v1/payments/" + payment.path("id").asString() + "/reverse",
                        Map.of("kind", "return", "reason", "No cover"))
                .expect(200);
        tenant.payment(customer, 2_500, "2026-02-20", List.of(Map.of("invoice", first, "amount", 2_500)));
        attach(erp, customer);
        freeze(erp, customer, "2026-01-01", "2026-01-31");
        erp.post("/v1/periods/2026-01/close", "").expect(200);
        tenant.invoice(customer, 1_234, "2026-01-15", "2026-02-14");
        freeze(erp, customer, "2026-02-01", "2026-02-28");
        erp.post(
                        "/v1/cases",
                        Map.of(
                                "customer",
                                customer,
                                "invoice",
                                first,
                                "reason",
                                "quality",
                                "amount",
                                1_000,
                                "message",
                                "Scratched"))
                .expect(201);
        // Numbered a moment after they were written: what is taken is to have all of them.
        Awaitility.await().until(() -> erp.get("/v1/events?after=0&limit=200")
                .expect(200)
                .path("data")
                .valueStream()
                .anyMatch(event -> event.path("type").asString().equals("case.opened")));
        return customer;
    }

    private static void freeze(Api erp, String customer, String from, String to) {
        erp.post("/v1/statements", Map.of("customer", customer, "kind", "activity", "from", from, "to", to))
                .expect(201);
    }

    private static void attach(Api erp, String customer) {
        String form = """
                --limit
                Content-Disposition: form-data; name="document"

                %s
                --limit
                Content-Disposition: form-data; name="visible_to_customer"

                true
                --limit
                Content-Disposition: form-data; name="file"; filename="note.txt"
                Content-Type: text/plain

                As we said on the telephone.
                --limit--
                """.formatted(customer).replace("\n", "\r\n");
        erp.with("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .post("/v1/attachments", form)
                .expect(201);
    }

    static Answer bring(Api caller, byte[] file) {
        var body = new ByteArrayOutputStream();
        body.writeBytes(("--" + BOUNDARY
                        + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"books.zip\"\r\nContent-Type: application/zip\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(file);
        body.writeBytes(("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
        var headers = new LinkedHashMap<>(caller.headers());
        headers.put("Content-Type", "multipart/form-data; boundary=" + BOUNDARY);
        headers.putIfAbsent("Idempotency-Key", UUID.randomUUID().toString());
        return caller.send("POST", "/v1/restores", HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()), headers);
    }

    static JsonNode restored(Api caller, byte[] file) {
        String id = bring(caller, file).expect(201).path("id").asString();
        return ExportedBooks.awaitDone(caller, "/v1/restores/" + id);
    }

    @Test
    void theBooksAnswerAsTheyDidWhereTheyWereTaken() {
        TestTenant from = tenants.create();
        String customer = books(from);
        ExportedBooks taken = ExportedBooks.of(from.program());
        TestTenant to = tenants.create();

        JsonNode restore = restored(to.program(), taken.file());

        assertThat(restore.path("rows").asLong())
                .isEqualTo(restore.path("rows_total").asLong())
                .isPositive();
        String now = restore.path("ended_at").asString();
        for (String asOf : List.of("2026-01-31", "2026-02-05", "2026-02-28", "2026-06-30")) {
            for (String knownAt : List.of(taken.manifest().path("taken_at").asString(), now)) {
                String when = "as_of=" + asOf + "&known_at=" + knownAt;
                mustAnswerTheSame(from, to, "/v1/customers/" + customer + "/balance?" + when);
                mustAnswerTheSame(from, to, "/v1/reports/aging?" + when);
                mustAnswerTheSame(from, to, "/v1/reports/aging?date=value&" + when);
                mustAnswerTheSame(from, to, "/v1/reports/age?" + when);
                mustAnswerTheSame(from, to, "/v1/customers/" + customer + "/statement?kind=open_item&" + when);
                mustAnswerTheSame(
                        from,
                        to,
                        "/v1/customers/" + customer + "/statement?kind=activity&from=2026-01-01&to=" + asOf
                                + "&known_at=" + knownAt);
            }
        }
        for (String list : List.of(
                "/v1/customers",
                "/v1/invoices",
                "/v1/payments",
                "/v1/journal",
                "/v1/reports/customers",
                "/v1/periods",
                "/v1/statements",
                "/v1/attachments?document=" + customer)) {
            mustAnswerTheSame(from, to, list);
        }
        for (JsonNode statement :
                from.program().get("/v1/statements").expect(200).path("data")) {
            mustAnswerTheSame(from, to, "/v1/statements/" + statement.path("id").asString());
        }
        ExportedBooks again = ExportedBooks.of(to.program());
        assertThat(again.manifest().path("figures")).isEqualTo(taken.manifest().path("figures"));
        mustBeTheSame(taken, again);
    }

    static void mustBeTheSame(ExportedBooks taken, ExportedBooks again) {
        for (String member : taken.members().keySet()) {
            if (member.startsWith("readable/") || member.startsWith("attachments/") || isOfTheBooks(member)) {
                assertThat(again.text(member)).as(member).isEqualTo(taken.text(member));
            }
        }
    }

    /** Its own people, programs and settings it has by itself; what it tells of itself comes behind what it was told. */
    private static boolean isOfTheBooks(String member) {
        return member.startsWith("books/")
                && !List.of("tenant", "member", "api_client", "event", "event_number")
                        .contains(member.substring("books/".length(), member.length() - ".ndjson".length()));
    }

    static void mustAnswerTheSame(TestTenant from, TestTenant to, String path) {
        Answer told = from.program().get(path);
        assertThat(told.status()).as(path + ": " + told.text()).isEqualTo(200);
        assertThat(asKnown(path, to.program().get(path))).as(path).isEqualTo(asKnown(path, told));
    }

    /** Whoever does not say until when things are known asks at another moment each time. */
    private static String asKnown(String path, Answer answer) {
        return path.contains("known_at") ? answer.text() : answer.text().replaceAll("\"known_at\":\"[^\"]*\"", "");
    }

    @Test
    void eventsKeepTheirOrderAndTheBooksGoOn() {
        TestTenant from = tenants.create();
        String customer = books(from);
        ExportedBooks taken = ExportedBooks.of(from.program());
        TestTenant to = tenants.create();
        restored(to.program(), taken.file());

        String invoice =
                to.invoice(customer, 500, "2026-03-01", "2026-03-31").path("id").asString();
        to.payment(customer, 500, "2026-03-02", List.of(Map.of("invoice", invoice, "amount", 500)));

        List<String> was = numbered(taken);
        List<String> is = numbered(ExportedBooks.of(to.program()));
        assertThat(is).containsSubsequence(was);
        assertThat(is.size()).isGreaterThan(was.size());
        assertThat(from.program().get("/v1/invoices/" + invoice).status()).isEqualTo(404);
    }

    private static List<String> numbered(ExportedBooks books) {
        return books.lines("books/event_number.ndjson").stream()
                .map(Api.JSON::readTree)
                .sorted(Comparator.comparingLong(row -> row.path("sequence").asLong()))
                .map(row -> row.path("event_id").asString())
                .toList();
    }

    @Test
    void closedMonthsStayClosedAndFrozenStatementsAreFoundByTheirToken() {
        TestTenant from = tenants.create();
        String customer = books(from);
        TestTenant to = tenants.create();
        restored(to.program(), ExportedBooks.of(from.program()).file());

        assertThat(to.program()
                        .get("/v1/periods/2026-01")
                        .expect(200)
                        .path("state")
                        .asString())
                .isEqualTo("closed");
        JsonNode late = to.invoice(customer, 99, "2026-01-20", "2026-02-20");
        assertThat(to.program().get("/v1/journal").text()).contains("2026-02-01");
        assertThat(late.path("id").asString()).isNotEmpty();
        JsonNode statement =
                to.program().get("/v1/statements").expect(200).path("data").get(0);
        String url = to.program()
                .get("/v1/statements/" + statement.path("id").asString())
                .expect(200)
                .path("verification_url")
                .asString();
        assertThat(tenants.withoutToken()
                        .get("/v1/verifications/" + url.substring(url.lastIndexOf('/') + 1))
                        .expect(200)
                        .path("hash")
                        .asString())
                .isEqualTo(statement.path("hash").asString());
    }

    @Test
    void whatIsUnderWayIsNotDoneTwice() throws SQLException {
        TestTenant from = tenants.create();
        String customer = books(from);
        from.program()
                .post(
                        "/v1/recurring_invoices",
                        Map.of("every", "month", "first_on", inTwoDays(), "invoice", rent(customer)))
                .expect(201);
        TestTenant to = tenants.create();
        restored(to.program(), ExportedBooks.of(from.program()).file());

        assertThat(states(from, "recurring_invoice")).containsExactly("active");
        assertThat(states(to, "recurring_invoice")).containsExactly("paused");
        assertThat(states(to, "message")).doesNotContain("queued");
    }

    @Test
    void theAuditorFindsNothingInThem() {
        TestTenant from = tenants.create();
        books(from);
        TestTenant to = tenants.create();
        restored(to.program(), ExportedBooks.of(from.program()).file());
        TestTenant again = tenants.create();
        restored(again.program(), ExportedBooks.of(to.program()).file());

        assertThat(Audited.findings(TestBackend.DATABASE.superuser(), to.id())).isEmpty();
        assertThat(Audited.findings(TestBackend.DATABASE.superuser(), again.id()))
                .isEmpty();
    }

    @Test
    void aCaseComesWithoutItsOwnerAndHoldsItsPart() {
        TestTenant from = tenants.create();
        books(from);
        String owner = from.program()
                .post("/v1/members", Map.of("email", "dispute@example.com", "roles", List.of("accountant")))
                .expect(201)
                .path("id")
                .asString();
        String path = "/v1/cases/"
                + from.program()
                        .get("/v1/cases")
                        .expect(200)
                        .path("data")
                        .path(0)
                        .path("id")
                        .asString();
        from.program().patch(path, "\"1\"", Map.of("owner", owner)).expect(200);
        TestTenant to = tenants.create();
        restored(to.program(), ExportedBooks.of(from.program()).file());

        JsonNode theirs =
                from.program().get("/v1/cases").expect(200).path("data").path(0);
        JsonNode ours = to.program().get("/v1/cases").expect(200).path("data").path(0);

        assertThat(theirs.path("owner").isNull()).isFalse();
        assertThat(ours.path("owner").isNull()).isTrue();
        assertThat(ours.path("disputed")).isEqualTo(theirs.path("disputed"));
        assertThat(ours.path("number")).isEqualTo(theirs.path("number"));
    }

    private static String inTwoDays() {
        return LocalDate.now(ZoneOffset.UTC).plusDays(2).toString();
    }

    private static Map<String, Object> rent(String customer) {
        return Map.of(
                "customer",
                customer,
                "currency",
                "EUR",
                "terms",
                "net_14",
                "lines",
                List.of(Map.of("description", "Rent", "quantity", "1", "unit_amount", 100_00, "tax_rate", "19")));
    }

    private static List<String> states(TestTenant tenant, String table) throws SQLException {
        var states = new ArrayList<String>();
        try (var connection = TestBackend.DATABASE.superuser().getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select state from %s where tenant_id = '%s'"
                        .formatted(table, tenant.id().value()))) {
            while (rows.next()) {
                states.add(rows.getString(1));
            }
        }
        return states;
    }

    @Test
    void booksComeIntoAnEmptyTenantOnly() {
        TestTenant from = tenants.create();
        books(from);
        byte[] file = ExportedBooks.of(from.program()).file();

        assertThat(bring(from.program(), file).refused(409)).isEqualTo("tenant_not_empty");

        TestTenant to = tenants.create();
        restored(to.program(), file);
        assertThat(bring(to.program(), file).refused(409)).isEqualTo("tenant_not_empty");
    }

    @Test
    void anAlteredFileIsRefusedAndNothingOfItIsIn() {
        TestTenant from = tenants.create();
        books(from);
        byte[] file = ExportedBooks.of(from.program()).file();
        TestTenant to = tenants.create();
        Api erp = to.program();

        assertThat(bring(erp, "nothing".getBytes(StandardCharsets.UTF_8)).refused(422))
                .isEqualTo("archive_unreadable");
        assertThat(bring(erp, Arrays.copyOf(file, file.length - 100)).refused(422))
                .isEqualTo("archive_unreadable");
        assertThat(bring(erp, altered(file, "books/invoice.ndjson", text -> text.replace("7777", "7778")))
                        .refused(422))
                .isEqualTo("archive_altered");
        assertThat(bring(erp, altered(file, "attachments/", text -> text.replace("telephone", "telefax")))
                        .refused(422))
                .isEqualTo("archive_altered");
        assertThat(bring(
                                erp,
                                altered(
                                        file,
                                        "manifest.json",
                                        text -> text.replace("\"version\" : 1,", "\"version\" : 2,")))
                        .refused(422))
                .isEqualTo("archive_of_other_version");
        mustBeEmpty(erp);
    }

    /** Whoever changes rows and the manifest with them is found out by what the books come to. */
    @Test
    void booksThatComeToSomethingElseAreNotCommitted() {
        TestTenant from = tenants.create();
        books(from);
        byte[] file = ExportedBooks.of(from.program()).file();
        byte[] changed = altered(file, "manifest.json", text -> text.replace("\"-", "\"-1"));
        TestTenant to = tenants.create();

        String id = bring(to.program(), changed).expect(201).path("id").asString();
        JsonNode restore = ExportedBooks.awaitState(to.program(), "/v1/restores/" + id, "failed");

        assertThat(restore.path("failure").asString()).isEqualTo("archive_altered");
        mustBeEmpty(to.program());
        restored(to.program(), file);
    }

    private static byte[] altered(byte[] file, String member, UnaryOperator<String> change) {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(file));
                var written = new ZipOutputStream(out)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                written.putNextEntry(new ZipEntry(entry.getName()));
                byte[] content = zip.readAllBytes();
                boolean isIt = entry.getName().startsWith(member);
                String text = new String(content, StandardCharsets.UTF_8);
                if (isIt) {
                    assertThat(change.apply(text)).as("a change").isNotEqualTo(text);
                }
                written.write(isIt ? change.apply(text).getBytes(StandardCharsets.UTF_8) : content);
                written.closeEntry();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return out.toByteArray();
    }

    @Test
    void aRestoreThatDiesBeforeItsEndLeavesNothingAndBeginsAnew() throws SQLException {
        TestTenant from = tenants.create();
        books(from);
        byte[] file = ExportedBooks.of(from.program()).file();
        TestTenant to = tenants.create();
        String id;
        try (var connection = TestBackend.DATABASE.superuser().getConnection();
                var statement = connection.createStatement()) {
            // Somebody numbers events, so that the restore waits when all of its rows are in.
            connection.setAutoCommit(false);
            statement.execute("select pg_advisory_xact_lock(hashtextextended('event_number %s', 0))"
                    .formatted(to.id().value()));
            id = bring(to.program(), file).expect(201).path("id").asString();
            Awaitility.await().atMost(Duration.ofMinutes(1)).until(RestoreTest::cutOffWhoeverWaits);
            mustBeEmpty(to.program());
            connection.rollback();
        }
        leaseMustEnd(to);

        ExportedBooks.awaitDone(to.program(), "/v1/restores/" + id);

        assertThat(to.program().get("/v1/invoices").text())
                .isEqualTo(from.program().get("/v1/invoices").text());
    }

    /** Ends the connection on which all was brought in. */
    private static boolean cutOffWhoeverWaits() throws SQLException {
        try (var connection = TestBackend.DATABASE.superuser().getConnection();
                var statement = connection.createStatement();
                var ended = statement.executeQuery("""
                        select pg_terminate_backend(pid)
                          from pg_stat_activity
                         where wait_event_type = 'Lock'
                           and wait_event = 'advisory'
                           and query like '%pg_advisory_xact_lock(hashtextextended(''event_number%'
                        """)) {
            return ended.next();
        }
    }

    private static void leaseMustEnd(TestTenant tenant) throws SQLException {
        try (var connection = TestBackend.DATABASE.superuser().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("""
                    update directory.due_work set due_at = now(), leased_till = null
                     where tenant_id = '%s' and kind = 'archive'
                    """.formatted(tenant.id().value()));
        }
    }

    private static void mustBeEmpty(Api erp) {
        assertThat(erp.get("/v1/customers").expect(200).path("data")).isEmpty();
        assertThat(erp.get("/v1/journal").expect(200).path("data")).isEmpty();
    }

    @Test
    void isNobodyElses() {
        TestTenant from = tenants.create();
        String customer = books(from);
        byte[] file = ExportedBooks.of(from.program()).file();
        TestTenant to = tenants.create();
        String id = restored(to.program(), file).path("id").asString();

        assertThat(from.program().get("/v1/restores/" + id).status()).isEqualTo(404);
        assertThat(from.program().get("/v1/restores").expect(200).path("data")).isEmpty();
        assertThat(bring(to.contact(customer), file).status()).isEqualTo(403);
        assertThat(bring(tenants.create().withScopes("restores:read exports:write"), file)
                        .status())
                .isEqualTo(403);
        assertThat(to.withScopes("restores:write").get("/v1/restores/" + id).status())
                .isEqualTo(403);
    }
}

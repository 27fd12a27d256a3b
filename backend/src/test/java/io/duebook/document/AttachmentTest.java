package io.duebook.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.scenario.Api;
import io.duebook.scenario.BackendTest;
import io.duebook.scenario.TestBackend;
import io.duebook.scenario.TestTenant;
import io.duebook.scenario.TestTenants;
import io.duebook.shared.CustomerId;
import io.duebook.shared.PublicId;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Files that belong to documents. */
@BackendTest
class AttachmentTest {

    @Autowired
    private TestTenants tenants;

    @Autowired
    private AttachmentRepository attachments;

    private TestTenant tenant;
    private Api erp;
    private String customer;
    private String invoice;

    @BeforeEach
    void anInvoice() {
        tenant = tenants.create();
        erp = tenant.program();
        customer = tenant.customer("Acme").path("id").asString();
        invoice = tenant.invoice(customer, 1_000, "2026-01-01", "2026-01-31")
                .path("id")
                .asString();
    }

    @Test
    void comesBackByteByByteHoweverLong() {
        byte[] content = pdf(3 * Attachments.PIECE + 17);
        JsonNode added =
                add(erp, "../Lieferschein 7.pdf", content, invoice, "false").expect(201);

        assertThat(added.path("name").asString()).isEqualTo("Lieferschein 7.pdf");
        assertThat(added.path("type").asString()).isEqualTo("application/pdf");
        assertThat(added.path("bytes").asLong()).isEqualTo(content.length);
        assertThat(added.path("customer").asString()).isEqualTo(customer);
        assertThat(added.path("visible_to_customer").asBoolean()).isFalse();
        HttpResponse<byte[]> back =
                erp.file("/v1/attachments/" + added.path("id").asString() + "/content");
        assertThat(back.body()).isEqualTo(content);
        assertThat(back.headers().firstValue("Content-Type")).contains("application/pdf");
        assertThat(back.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(back.headers().firstValue("Content-Security-Policy")).contains("default-src 'none'; sandbox");
        assertThat(back.headers().firstValue("Content-Disposition").orElseThrow())
                .startsWith("attachment;")
                .contains("Lieferschein");
        JsonNode again = add(erp, "again.pdf", content, invoice, "false").expect(201);
        assertThat(again.at("/same_content/0").asString())
                .as("the same file again is told")
                .isEqualTo(added.path("id").asString());
    }

    @Test
    void isKeptOnceForOneKeyAndGoneWhenDeleted() {
        byte[] content = pdf(900);
        Api same = erp.with("Idempotency-Key", UUID.randomUUID().toString());
        String id = add(same, "a.pdf", content, invoice, "true")
                .expect(201)
                .path("id")
                .asString();
        assertThat(add(same, "a.pdf", content, invoice, "true")
                        .expect(201)
                        .path("id")
                        .asString())
                .isEqualTo(id);
        assertThat(add(same, "b.pdf", content, invoice, "true").refused(422)).isEqualTo("idempotency_key_reused");
        assertThat(list(erp, invoice)).hasSize(1);

        assertThat(erp.post("/v1/attachments/" + id + "/delete", Map.of("reason", " "))
                        .refused(422))
                .isEqualTo("reason_required");
        assertThat(delete(erp, id).expect(200).path("deleted_by").asString()).isEqualTo("erp");
        assertThat(delete(erp, id).status()).isEqualTo(404);
        assertThat(show(erp, id, 1, false).status()).isEqualTo(404);
        assertThat(erp.get("/v1/audit?subject=" + id)
                        .expect(200)
                        .at("/data/0/reason")
                        .asString())
                .isEqualTo("on the wrong invoice");
        assertThat(erp.get("/v1/attachments/" + id + "/content").status()).isEqualTo(404);
        assertThat(erp.get("/v1/attachments/" + id)
                        .expect(200)
                        .path("deleted_at")
                        .isNull())
                .isFalse();
        assertThat(list(erp, invoice)).isEmpty();
        assertThat(tenant.contact(customer).get("/v1/attachments/" + id).status())
                .as("a contact learns nothing of what is gone")
                .isEqualTo(404);
        assertThat(number("select count(*) from attachment_piece where tenant_id = '"
                        + tenant.id().value() + "'"))
                .isZero();
        assertThat(number("select bytes from attachment_usage where tenant_id = '"
                        + tenant.id().value() + "'"))
                .isZero();
    }

    @Test
    void belongsToAnyDocumentAndToNoneThatIsNotThere() {
        TestTenant other = tenants.create();
        String payment =
                tenant.payment(customer, 500, "2026-01-10", "none").path("id").asString();
        String money = erp.post(
                        "/v1/unidentified_receipts",
                        Map.of("amount", 7, "currency", "EUR", "received_on", "2026-01-02", "method", "cash"))
                .expect(201)
                .path("id")
                .asString();
        for (String document : List.of(customer, invoice, payment, money)) {
            add(erp, "a.csv", "a,b\n1,2\n".getBytes(StandardCharsets.UTF_8), document, "false")
                    .expect(201);
            assertThat(list(erp, document)).hasSize(1);
            var theirs = add(other.program(), "a.csv", pdf(10), document, "false");
            var never = add(other.program(), "a.csv", pdf(10), "inv_" + "0".repeat(26), "false");
            assertThat(theirs.refused(422)).isEqualTo("unknown_reference");
            assertThat(plain(theirs)).isEqualTo(plain(never));
            assertThat(other.program()
                            .get("/v1/attachments?document=" + document)
                            .refused(422))
                    .isEqualTo("unknown_reference");
        }
        assertThat(add(erp, "a.pdf", pdf(10), money, "true").refused(422)).isEqualTo("attachment_without_customer");
        assertThat(erp.get("/v1/attachments?document=nonsense").refused(422)).isEqualTo("unknown_reference");
    }

    /** The application says so, and the database does without it. */
    @Test
    void aContactSeesWhatIsForThemAndNothingElse() throws SQLException {
        String stranger = tenant.customer("Stranger").path("id").asString();
        String shown = add(erp, "shown.pdf", pdf(10), invoice, "true")
                .expect(201)
                .path("id")
                .asString();
        String kept = add(erp, "kept.pdf", pdf(20), invoice, "false")
                .expect(201)
                .path("id")
                .asString();
        String theirs = add(erp, "theirs.pdf", pdf(30), stranger, "true")
                .expect(201)
                .path("id")
                .asString();
        Api contact = tenant.contact(customer);

        assertThat(list(contact, invoice)).hasSize(1);
        assertThat(contact.get("/v1/attachments/" + shown)
                        .expect(200)
                        .path("added_by")
                        .isNull())
                .isTrue();
        assertThat(contact.file("/v1/attachments/" + shown + "/content").body()).isEqualTo(pdf(10));
        for (String hidden : List.of(kept, theirs)) {
            assertThat(contact.get("/v1/attachments/" + hidden).status()).isEqualTo(404);
            assertThat(contact.get("/v1/attachments/" + hidden + "/content").status())
                    .isEqualTo(404);
        }
        assertThat(contact.get("/v1/attachments?document=" + stranger).status()).isEqualTo(422);
        assertThat(add(contact, "mine.pdf", pdf(10), invoice, "true").status()).isEqualTo(403);
        try (var connection = TestBackend.DATABASE.as(TestBackend.APPLICATION).getConnection();
                var statement = connection.createStatement()) {
            statement.execute(
                    "select set_config('app.tenant_id', '%s', false), set_config('app.customer_id', '%s', false)"
                            .formatted(
                                    tenant.id().value(),
                                    PublicId.parse(CustomerId.PREFIX, customer).orElseThrow()));
            for (String table : List.of("attachment", "attachment_piece")) {
                try (var rows = statement.executeQuery("select count(*) from " + table)) {
                    rows.next();
                    assertThat(rows.getLong(1)).as(table).isEqualTo(1);
                }
            }
        }
    }

    @Test
    void whoSeesItIsSaidAnew() throws Exception {
        Api contact = tenant.contact(customer);
        JsonNode added = add(erp, "a.pdf", pdf(10), invoice, "false").expect(201);
        String id = added.path("id").asString();
        assertThat(added.path("version").asInt()).isEqualTo(1);

        assertThat(show(erp, id, 1, true).expect(200).path("version").asInt()).isEqualTo(2);
        assertThat(list(contact, invoice)).hasSize(1);
        assertThat(show(erp, id, 2, true).expect(200).path("version").asInt())
                .as("nothing changed, nothing counted")
                .isEqualTo(2);
        assertThat(show(erp, id, 1, false).refused(412)).isEqualTo("version_mismatch");
        assertThat(erp.json("PATCH", "/v1/attachments/" + id, "{}").refused(428))
                .isEqualTo("version_required");
        Api known = erp.with("If-Match", "\"2\"");
        assertThat(known.json("PATCH", "/v1/attachments/" + id, "{\"visible_to_customer\":null}")
                        .status())
                .isIn(400, 422);
        assertThat(known.json("PATCH", "/v1/attachments/" + id, "{\"name\":\"b.pdf\"}")
                        .status())
                .isEqualTo(400);
        assertThat(show(contact, id, 2, false).status()).isEqualTo(403);
        assertThat(show(tenants.create().program(), id, 2, false).status()).isEqualTo(404);

        try (var clients = Executors.newFixedThreadPool(4)) {
            var answers = IntStream.range(0, 4)
                    .mapToObj(at -> clients.submit(() -> show(erp, id, 2, false).status()))
                    .toList();
            var statuses = new java.util.ArrayList<Integer>();
            for (var answer : answers) {
                statuses.add(answer.get());
            }
            assertThat(statuses).containsOnlyOnce(200).containsOnly(200, 412);
        }
        assertThat(list(contact, invoice)).isEmpty();
        assertThat(contact.get("/v1/attachments/" + id + "/content").status()).isEqualTo(404);
        assertThat(erp.get("/v1/audit?subject=" + id)
                        .expect(200)
                        .path("data")
                        .valueStream()
                        .map(act -> act.path("type").asString()))
                .containsExactly("attachment.updated", "attachment.updated", "attachment.added");
    }

    @Test
    void nobodySeesWhatIsNobodys() {
        String money = erp.post(
                        "/v1/unidentified_receipts",
                        Map.of("amount", 7, "currency", "EUR", "received_on", "2026-01-02", "method", "cash"))
                .expect(201)
                .path("id")
                .asString();
        String id = add(erp, "a.pdf", pdf(10), money, "false")
                .expect(201)
                .path("id")
                .asString();
        assertThat(show(erp, id, 1, true).refused(422)).isEqualTo("attachment_without_customer");
    }

    @Test
    void saysBeforehandWhatItKeeps() {
        JsonNode limits = erp.get("/v1/attachments/limits").expect(200);
        assertThat(limits.path("largest_bytes").asLong()).isEqualTo(10L * 1024 * 1024);
        assertThat(limits.path("types")
                        .valueStream()
                        .flatMap(type -> type.path("extensions").valueStream())
                        .map(JsonNode::asString))
                .containsExactly("pdf", "png", "jpg", "jpeg", "webp", "xlsx", "docx", "xml", "csv", "txt");
    }

    private static Api.Answer show(Api caller, String id, int version, boolean toCustomer) {
        return caller.with("If-Match", '"' + String.valueOf(version) + '"')
                .json("PATCH", "/v1/attachments/" + id, "{\"visible_to_customer\":" + toCustomer + "}");
    }

    private static Api.Answer delete(Api caller, String id) {
        return caller.post("/v1/attachments/" + id + "/delete", Map.of("reason", "on the wrong invoice"));
    }

    @Test
    void refusesWhatIsNotKept() {
        assertThat(add(
                                erp,
                                "a.pdf",
                                "<svg xmlns='http://www.w3.org/2000/svg'/>".getBytes(StandardCharsets.UTF_8),
                                invoice,
                                "true")
                        .refused(422))
                .isEqualTo("attachment_type_refused");
        assertThat(add(erp, "a.pdf", pdf(10 * 1024 * 1024 + 1), invoice, "true").refused(413))
                .isEqualTo("attachment_too_large");
        assertThat(add(erp, "a.pdf", new byte[0], invoice, "true").refused(422)).isEqualTo("invalid_request");
        assertThat(add(erp, "a.pdf", pdf(10), invoice, "perhaps").refused(422)).isEqualTo("invalid_request");
        assertThat(list(erp, invoice)).isEmpty();
    }

    /** Two that together are too much: one is kept, and the other leaves nothing behind. */
    @Test
    void keepsNoMoreThanTheQuotaHoweverManyArriveAtOnce() throws Exception {
        add(erp, "first.pdf", pdf(400), invoice, "false").expect(201);
        change("update attachment_usage set bytes = 5368709120 - 1000 where tenant_id = '"
                + tenant.id().value() + "'");
        try (var clients = Executors.newFixedThreadPool(4)) {
            var answers = IntStream.range(0, 4)
                    .mapToObj(at -> clients.submit(() ->
                            add(erp, at + ".pdf", pdf(600), invoice, "false").status()))
                    .toList();
            var statuses = new java.util.ArrayList<Integer>();
            for (var answer : answers) {
                statuses.add(answer.get());
            }
            assertThat(statuses).containsOnlyOnce(201).containsOnly(201, 409);
        }
        assertThat(list(erp, invoice)).hasSize(2);
    }

    private static List<JsonNode> list(Api caller, String document) {
        return List.copyOf(caller.get("/v1/attachments?document=" + document)
                .expect(200)
                .path("data")
                .values());
    }

    private static String plain(Api.Answer answer) {
        return answer.text().replaceAll("\"request_id\":\"[^\"]*\"", "");
    }

    private static byte[] pdf(int length) {
        byte[] content = new byte[length];
        new Random(length).nextBytes(content);
        byte[] start = "%PDF-1.7\n".getBytes(StandardCharsets.UTF_8);
        System.arraycopy(start, 0, content, 0, start.length);
        return content;
    }

    private static Api.Answer add(Api caller, String name, byte[] content, String document, String visible) {
        var body = new ByteArrayOutputStream();
        body.writeBytes(
                ("""
                --limit
                Content-Disposition: form-data; name="document"

                %s
                --limit
                Content-Disposition: form-data; name="visible_to_customer"

                %s
                --limit
                Content-Disposition: form-data; name="file"; filename="%s"
                Content-Type: application/octet-stream

                """.formatted(document, visible, name)).replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
        body.writeBytes(content);
        body.writeBytes("\r\n--limit--\r\n".getBytes(StandardCharsets.UTF_8));
        var headers = new LinkedHashMap<>(caller.headers());
        headers.put("Content-Type", "multipart/form-data; boundary=limit");
        return caller.send(
                "POST", "/v1/attachments", HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()), headers);
    }

    private static long number(String query) {
        try (var connection = TestBackend.DATABASE.superuser().getConnection();
                var rows = connection.createStatement().executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static void change(String command) {
        try (var connection = TestBackend.DATABASE.superuser().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(command);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}

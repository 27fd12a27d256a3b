package io.duebook.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.message.MoodyMailServer.Mood;
import io.duebook.platform.Caller;
import io.duebook.platform.Transactions;
import io.duebook.scenario.Api;
import io.duebook.scenario.BackendTest;
import io.duebook.scenario.TestBackend;
import io.duebook.scenario.TestTenant;
import io.duebook.scenario.TestTenants;
import io.duebook.shared.MessageId;
import io.duebook.shared.PublicId;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** What becomes of a mail with mail servers of every mood. */
@BackendTest
class DeliveryTest {

    @Autowired
    private TestTenants tenants;

    @Autowired
    private JavaMailSenderImpl sender;

    @Autowired
    private Bounces bounces;

    @Autowired
    private Messages messages;

    @Autowired
    private Transactions transactions;

    private final MoodyMailServer server = new MoodyMailServer();
    private TestTenant tenant;
    private Api erp;
    private String customer;
    private String statement;

    @BeforeEach
    void aStatement() {
        sender.setHost("127.0.0.1");
        sender.setPort(server.port());
        tenant = tenants.create();
        erp = tenant.program();
        customer = tenant.customer("Müller & <Söhne>").path("id").asString();
        tenant.invoice(customer, 10_000, "2025-01-10", "2025-02-09");
        statement = erp.post("/v1/statements", Map.of("customer", customer, "kind", "open_item", "as_of", "2025-03-01"))
                .expect(201)
                .path("id")
                .asString();
    }

    @AfterEach
    void stop() throws IOException {
        sender.setHost("");
        server.close();
    }

    @Test
    void aMailIsTakenAndKeptAsItWasSent() {
        String id = send("ap@example.com").path("id").asString();

        JsonNode message = await(id, "sent");

        assertThat(taken()).singleElement().satisfies(mail -> assertThat(mail)
                .contains("Message-ID: <" + id + "." + tenant.id().value() + "@duebook>", "To: ap@example.com"));
        assertThat(message.path("about").asString()).isEqualTo(statement);
        JsonNode content = erp.get("/v1/messages/" + id + "/content").expect(200);
        assertThat(content.path("text").asString())
                .contains(
                        "Müller & <Söhne>", "EUR 100.00, of which EUR 100.00 is past due", "/statements/" + statement);
        assertThat(content.path("html").asString()).contains("&lt;Söhne&gt;").doesNotContain("<Söhne>");
        JsonNode preview =
                erp.get("/v1/statements/" + statement + "/mail?language=en").expect(200);
        assertThat(preview.path("html")).isEqualTo(content.path("html"));
        assertThat(erp.get("/v1/statements/" + statement + "/mail?language=zh-CN")
                        .expect(200)
                        .path("text")
                        .asString())
                .contains("EUR 100.00，其中已逾期EUR 100.00");
    }

    @Test
    void theStatementGoesWithItAsPdfAndStaysThatPrint() throws Exception {
        JsonNode first = await(send("ap@example.com").path("id").asString(), "sent");
        byte[] went = pdfOf(taken().getFirst());
        String name = first.path("enclosed").path("file_name").asString();

        assertThat(went).startsWith("%PDF".getBytes(StandardCharsets.US_ASCII));
        assertThat(name).endsWith(".pdf");
        assertThat(taken().getFirst()).contains("filename=" + name);
        assertThat(sha256(went)).isEqualTo(first.path("enclosed").path("sha256").asString());
        assertThat(pdf("/v1/messages/" + first.path("id").asString() + "/enclosure"))
                .isEqualTo(went);

        byte[] notMailed = pdf("/v1/statements/" + statement + "?language=zh-CN");
        moveAway();
        assertThat(pdf("/v1/statements/" + statement + "?language=zh-CN")).isNotEqualTo(notMailed);
        JsonNode again = await(send("second@example.com").path("id").asString(), "sent");

        assertThat(pdfOf(taken().getLast())).isEqualTo(went);
        assertThat(again.path("enclosed")).isEqualTo(first.path("enclosed"));
        assertThat(pdf("/v1/statements/" + statement + "?language=en")).isEqualTo(went);
        assertThat(tenant.contact(customer)
                        .with("Accept", "application/pdf")
                        .file("/v1/statements/" + statement + "?language=en")
                        .body())
                .isEqualTo(went);
    }

    @Test
    void aSecondTryCarriesTheSameDocument() throws Exception {
        server.is(Mood.HANGS_UP_AFTER_THE_DOT);
        String id = send("ap@example.com").path("id").asString();
        await(id, "unknown");
        server.is(Mood.TAKES);
        erp.post("/v1/messages/" + id + "/retry", "").expect(200);
        await(id, "sent");

        assertThat(taken()).hasSize(2);
        assertThat(pdfOf(taken().getFirst())).isEqualTo(pdfOf(taken().getLast()));
    }

    @Test
    void anAddressThatIsRefusedIsRefusedForGood() {
        server.is(Mood.REFUSES_RECIPIENTS);

        JsonNode message = await(send("nobody@example.com").path("id").asString(), "failed");

        assertThat(message.path("attempts").asInt()).isEqualTo(1);
        assertThat(message.path("last_error").asString()).contains("no such user");
        assertThat(eventTypes()).contains("message.failed");
    }

    @Test
    void contentThatIsRefusedIsRefusedForGood() {
        server.is(Mood.REFUSES_CONTENT);

        assertThat(await(send("ap@example.com").path("id").asString(), "failed")
                        .path("last_error")
                        .asString())
                .contains("spam");
        assertThat(taken()).isEmpty();
    }

    @Test
    void aServerThatPutsItOffIsAskedAgain() {
        server.is(Mood.DEFERS_RECIPIENTS);
        String id = send("ap@example.com").path("id").asString();
        Awaitility.await().until(() -> get(id).path("attempts").asInt() > 0);
        assertThat(get(id).path("state").asString()).isIn("queued", "sending");

        server.is(Mood.TAKES);

        await(id, "sent");
        assertThat(taken()).hasSize(1);
    }

    @Test
    void aServerThatHangsUpEarlyIsAskedAgain() {
        server.is(Mood.HANGS_UP_BEFORE_DATA);
        String id = send("ap@example.com").path("id").asString();
        Awaitility.await().until(() -> get(id).path("attempts").asInt() > 0);

        server.is(Mood.TAKES);

        await(id, "sent");
        assertThat(taken()).hasSize(1);
    }

    @Test
    void aMailOfWhichNobodyKnowsIsSentAgainOnlyByAPerson() throws Exception {
        server.is(Mood.HANGS_UP_AFTER_THE_DOT);
        String id = send("ap@example.com").path("id").asString();
        await(id, "unknown");
        server.is(Mood.TAKES);
        Thread.sleep(Duration.ofSeconds(3));
        assertThat(taken()).hasSize(1);
        assertThat(eventTypes()).containsOnlyOnce("message.unknown");

        Api keyed = erp.with("Idempotency-Key", UUID.randomUUID().toString());
        keyed.post("/v1/messages/" + id + "/retry", "").expect(200);
        keyed.post("/v1/messages/" + id + "/retry", "").expect(200);

        await(id, "sent");
        assertThat(taken()).hasSize(2);
        assertThat(taken()).allSatisfy(mail -> assertThat(mail).contains("Message-ID: <" + id));
        assertThat(erp.post("/v1/messages/" + id + "/retry", "").refused(409)).isEqualTo("message_not_retryable");
        assertThat(events("message.retried")).singleElement().satisfies(event -> assertThat(
                        event.at("/object/about").asString())
                .isEqualTo(statement));
        assertThat(events("statement.sent")).singleElement().satisfies(event -> assertThat(
                        event.at("/object/messages/0").asString())
                .isEqualTo(id));
    }

    @Test
    void whatAKilledServerHadBegunIsUnknownAndNotSentAgain() throws Exception {
        sender.setHost("");
        String id = send("ap@example.com").path("id").asString();
        asSuperuser(
                "update message set state = 'sending', taken_at = now() - interval '1 hour' where id = ?", uuid(id));
        sender.setHost("127.0.0.1");
        asSuperuser(
                "insert into directory.due_work (id, tenant_id, kind, subject, due_at) values (gen_random_uuid(), '"
                        + tenant.id().value() + "', 'message', ?, now())",
                uuid(id));

        await(id, "unknown");
        assertThat(taken()).isEmpty();
    }

    /** Two conversations, of which the first is heard of last. */
    @Test
    void whatIsLearnedLateOfAHandoverIsNotWrittenOntoTheNext() throws Exception {
        server.is(Mood.HANGS_UP_AFTER_THE_DOT);
        String id = send("ap@example.com").path("id").asString();
        await(id, "unknown");
        Message first = found(id);
        asSuperuser("update message set state = 'sending', taken_at = now() where id = ?", uuid(id));

        inTenant(messages.sent(first, Instant.now()));
        inTenant(messages.queueAgain(first, "late"));
        inTenant(messages.ended(first, DeliveryState.FAILED, "late").then());
        assertThat(get(id).path("state").asString()).isEqualTo("sending");

        inTenant(messages.sent(found(id), Instant.now()));
        assertThat(get(id).path("state").asString()).isEqualTo("sent");
    }

    private Message found(String id) {
        return transactions
                .read(messages.find(new MessageId(uuid(id))))
                .contextWrite(Caller.program(tenant.id(), "test")::into)
                .blockOptional()
                .orElseThrow();
    }

    private void inTenant(Mono<Void> work) {
        transactions
                .write(work)
                .contextWrite(Caller.program(tenant.id(), "test")::into)
                .block();
    }

    @Test
    void nothingIsSentToAnAddressThatMailCameBackFrom() {
        String first = send("Gone@example.com").path("id").asString();
        await(first, "sent");
        var bounce = new Bounce(new MessageName(tenant.id(), new MessageId(uuid(first))), "no such user");
        bounces.note(new Bounce(new MessageName(tenants.create().id(), new MessageId(uuid(first))), "another tenant's"))
                .block();
        assertThat(get(first).path("state").asString()).isEqualTo("sent");
        bounces.note(bounce).block();
        bounces.note(bounce).block();
        assertThat(get(first).path("state").asString()).isEqualTo("bounced");
        assertThat(get(first).path("last_error").asString()).isEqualTo("no such user");
        assertThat(eventTypes()).containsOnlyOnce("message.bounced");

        JsonNode second = send("gone@example.com");
        assertThat(second.path("state").asString()).isEqualTo("suppressed");
        String enclosure = "/v1/messages/" + second.path("id").asString() + "/enclosure";
        assertThat(get(second.path("id").asString()).path("enclosed").isNull()).isTrue();
        assertThat(erp.with("Accept", "application/pdf").get(enclosure).status())
                .isEqualTo(404);
        erp.post("/v1/messages/" + second.path("id").asString() + "/retry", "").expect(200);

        await(second.path("id").asString(), "sent");
        await(send("gone@example.com").path("id").asString(), "sent");
    }

    @Test
    void comesUnderTheTenantsNameAndIsAnsweredToTheTenantsAddress() {
        erp.patch(
                        "/v1/policies",
                        "\"1\"",
                        "{\"mail\":{\"sender_name\":\"Büro, \\\"AR\\\"\",\"reply_to\":\"ar@example.com\"}}")
                .expect(200);

        await(send("ap@example.com").path("id").asString(), "sent");

        assertThat(taken()).singleElement().satisfies(mail -> assertThat(mail)
                .contains("Reply-To: ar@example.com")
                .containsPattern("From: =\\?UTF-8\\?[BQ]\\?\\S+\\?= <receivables@"));
    }

    @Test
    void isSentOncePerKeyAndToContactsUnlessSomebodyIsNamed() {
        Api keyed = erp.with("Idempotency-Key", UUID.randomUUID().toString());
        assertThat(keyed.post("/v1/statements/" + statement + "/send", Map.of()).refused(422))
                .isEqualTo("no_recipient");
        var request = Map.of("recipients", List.of(Map.of("email", "a@example.com"), Map.of("email", "b@example.com")));
        JsonNode first =
                keyed.post("/v1/statements/" + statement + "/send", request).expect(202);
        JsonNode second =
                keyed.post("/v1/statements/" + statement + "/send", request).expect(202);

        assertThat(second).isEqualTo(first);
        first.path("data").forEach(message -> await(message.path("id").asString(), "sent"));
        assertThat(taken()).hasSize(2);
        assertThat(erp.get("/v1/messages?about=" + statement).expect(200).path("data"))
                .hasSize(2);
        assertThat(erp.get("/v1/messages?recipient=A@example.com&state=sent")
                        .expect(200)
                        .path("data"))
                .hasSize(1);
    }

    @Test
    void theMessagesOfOthersAreNotThere() {
        String id = send("ap@example.com").path("id").asString();
        await(id, "sent");
        Api other = tenants.create().program();

        assertThat(other.get("/v1/messages/" + id).status()).isEqualTo(404);
        assertThat(other.get("/v1/messages/" + id + "/content").status()).isEqualTo(404);
        assertThat(other.with("Accept", "application/pdf")
                        .get("/v1/messages/" + id + "/enclosure")
                        .status())
                .isEqualTo(404);
        assertThat(other.post("/v1/messages/" + id + "/retry", "").status()).isEqualTo(404);
        assertThat(other.get("/v1/messages?about=" + statement).expect(200).path("data"))
                .isEmpty();
    }

    /** The document in a mail as it went over the wire. */
    private static byte[] pdfOf(String mail) throws Exception {
        var mime = new MimeMessage(null, new ByteArrayInputStream(mail.getBytes(StandardCharsets.ISO_8859_1)));
        var parts = (MimeMultipart) mime.getContent();
        var last = parts.getBodyPart(parts.getCount() - 1);
        assertThat(last.getContentType()).startsWith("application/pdf");
        return last.getInputStream().readAllBytes();
    }

    private static String sha256(byte[] bytes) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private byte[] pdf(String path) {
        return erp.with("Accept", "application/pdf").file(path).body();
    }

    private void moveAway() {
        var address = Map.of("line1", "Neue Straße 1", "city", "Wien", "country", "AT");
        erp.patch("/v1/customers/" + customer, "\"1\"", Map.of("address", address))
                .expect(200);
    }

    private List<String> taken() {
        return server.taken().stream().filter(tenant::wrote).toList();
    }

    private JsonNode send(String address) {
        return erp.post(
                        "/v1/statements/" + statement + "/send",
                        Map.of("recipients", List.of(Map.of("email", address, "language", "en"))))
                .expect(202)
                .path("data")
                .path(0);
    }

    private JsonNode await(String id, String state) {
        Awaitility.await(state)
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> get(id).path("state").asString().equals(state));
        return get(id);
    }

    private JsonNode get(String id) {
        return erp.get("/v1/messages/" + id).expect(200);
    }

    private List<String> eventTypes() {
        return Awaitility.await()
                .until(
                        () -> erp.get("/v1/events?after=0&limit=200")
                                .expect(200)
                                .path("data")
                                .valueStream()
                                .map(event -> event.path("type").asString())
                                .toList(),
                        types -> types.stream().anyMatch(type -> type.startsWith("message.")));
    }

    private List<JsonNode> events(String type) {
        return Awaitility.await()
                .until(
                        () -> erp.get("/v1/events?type=" + type)
                                .expect(200)
                                .path("data")
                                .valueStream()
                                .toList(),
                        found -> !found.isEmpty());
    }

    private static UUID uuid(String id) {
        return PublicId.parse(MessageId.PREFIX, id).orElseThrow();
    }

    private static void asSuperuser(String sql, UUID id) throws SQLException {
        try (var connection = TestBackend.DATABASE.superuser().getConnection();
                var statement = connection.prepareStatement(sql)) {
            statement.setObject(1, id);
            statement.executeUpdate();
        }
    }
}

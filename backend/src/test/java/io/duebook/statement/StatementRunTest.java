package io.duebook.statement;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.duebook.scenario.Api;
import io.duebook.scenario.BackendTest;
import io.duebook.scenario.TestBackend;
import io.duebook.scenario.TestTenant;
import io.duebook.scenario.TestTenants;
import io.duebook.shared.PublicId;
import io.duebook.shared.StatementRunId;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import tools.jackson.databind.JsonNode;

/** From the order of a run to the mailboxes of its customers. */
@BackendTest
class StatementRunTest {

    @Autowired
    private TestTenants tenants;

    @Autowired
    private JavaMailSenderImpl sender;

    private final GreenMail mailbox = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private TestTenant tenant;
    private Api erp;

    @BeforeEach
    void aMailServer() {
        mailbox.start();
        sender.setHost("127.0.0.1");
        sender.setPort(mailbox.getSmtp().getPort());
        tenant = tenants.create();
        erp = tenant.program();
    }

    @AfterEach
    void stop() {
        sender.setHost("");
        mailbox.stop();
    }

    @Test
    void eachCustomerGetsTheirsOnceAndWhoCouldNotIsNamed() throws Exception {
        List<String> customers = IntStream.range(0, 12)
                .mapToObj(at -> customer("c" + at + "@example.com"))
                .toList();
        String silent = tenant.customer("No address").path("id").asString();
        String archived = customer("archived@example.com");
        archive(archived);

        String run = order(Map.of("kind", "open_item", "as_of", "2026-01-31"));
        JsonNode done = await(run, "done");

        assertThat(done.at("/progress/customers").asLong()).isEqualTo(13);
        assertThat(done.at("/progress/pending").asLong()).isZero();
        assertThat(done.at("/progress/queued").asLong()).isEqualTo(12);
        assertThat(done.at("/progress/not_sent").asLong()).isEqualTo(1);
        awaitMails(12);
        assertThat(recipients())
                .doesNotHaveDuplicates()
                .hasSize(customers.size())
                .doesNotContain("archived@example.com");
        JsonNode undelivered = results(run, "?outcome=undelivered");
        assertThat(undelivered).hasSize(1);
        assertThat(undelivered.at("/0/customer/id").asString()).isEqualTo(silent);
        assertThat(undelivered.at("/0/reason").asString()).isEqualTo("no_recipient");
        assertThat(undelivered.at("/0/statement").asString()).startsWith("stm_");
        assertThat(erp.with("Accept", "text/csv")
                        .get("/v1/statement_runs/" + run + "/customers")
                        .text()
                        .lines())
                .hasSize(14)
                .anyMatch(line -> line.contains("c7@example.com") && line.contains("sent"));
    }

    @Test
    void aRunThatIsWorkedAtTwiceActsOnce() throws Exception {
        IntStream.range(0, 15).forEach(at -> customer("t" + at + "@example.com"));
        String run = order(Map.of("kind", "activity", "from", "2026-01-01", "to", "2026-01-31"));
        for (int at = 0; at < 6; at++) {
            leaveWork(run);
        }

        await(run, "done");
        leaveWork(run);

        awaitMails(15);
        Thread.sleep(Duration.ofSeconds(2));
        assertThat(recipients()).doesNotHaveDuplicates().hasSize(15);
        assertThat(erp.get("/v1/statements?limit=200").expect(200).path("data")).hasSize(15);
    }

    @Test
    void aRunIsPausedGoneOnWithAndCancelled() {
        customer("p@example.com");
        String run = order(Map.of("kind", "open_item", "as_of", "2026-01-31", "starts_at", later(Duration.ofDays(2))));
        assertThat(state(run)).isEqualTo("scheduled");

        assertThat(post(run, "pause").expect(200).path("state").asString()).isEqualTo("paused");
        assertThat(post(run, "pause").refused(409)).isEqualTo("statement_run_state");
        assertThat(post(run, "resume").expect(200).path("state").asString()).isEqualTo("scheduled");
        assertThat(post(run, "resume").refused(409)).isEqualTo("statement_run_state");
        assertThat(post(run, "cancel").expect(200).path("state").asString()).isEqualTo("cancelled");
        assertThat(post(run, "cancel").refused(409)).isEqualTo("statement_run_state");
        assertThat(mails()).isEmpty();
        List<String> told = Awaitility.await()
                .until(
                        () -> erp.get("/v1/events?after=0&limit=200")
                                .expect(200)
                                .path("data")
                                .valueStream()
                                .map(event -> event.path("type").asString())
                                .filter(type -> type.startsWith("statement_run."))
                                .toList(),
                        types -> types.contains("statement_run.cancelled"));
        assertThat(told)
                .containsExactly(
                        "statement_run.ordered",
                        "statement_run.paused",
                        "statement_run.resumed",
                        "statement_run.cancelled");
    }

    @Test
    void aRunPausedInTheMiddleLeavesTheRestUntilItGoesOn() throws Exception {
        IntStream.range(0, 40).forEach(at -> customer("m" + at + "@example.com"));
        String run = order(Map.of("kind", "open_item", "as_of", "2026-01-31"));
        Awaitility.await()
                .pollInterval(Duration.ofMillis(5))
                .until(() -> get(run).at("/progress/queued").asLong() > 0);

        JsonNode paused = post(run, "pause").expect(200);
        Thread.sleep(Duration.ofSeconds(1));
        JsonNode still = get(run);

        assertThat(still.at("/progress/pending").asLong())
                .isPositive()
                .isGreaterThanOrEqualTo(paused.at("/progress/pending").asLong() - 3);
        assertThat(results(run, "?outcome=pending")).isNotEmpty();
        post(run, "resume").expect(200);
        await(run, "done");
        awaitMails(40);
        assertThat(recipients()).doesNotHaveDuplicates();
    }

    @Test
    void onlyThoseAreWrittenToThatTheRunIsFor() {
        String head = customer("head@example.com");
        String branch = erp.post(
                        "/v1/customers",
                        Map.of("name", "Branch", "parent", head, "kind", "public", "email", "branch@example.com"))
                .expect(201)
                .path("id")
                .asString();
        customer("other@example.com");
        tenant.invoice(branch, 1_000, "2026-01-02", "2026-01-31");

        await(order(Map.of("kind", "open_item", "as_of", "2026-01-31", "group", head)), "done");
        awaitMails(2);
        assertThat(recipients()).containsExactlyInAnyOrder("head@example.com", "branch@example.com");
        await(order(Map.of("kind", "open_item", "as_of", "2026-01-31", "customers", "open_items")), "done");
        awaitMails(3);
        await(order(Map.of("kind", "open_item", "as_of", "2026-01-31", "customer_kind", "public")), "done");
        awaitMails(4);
        assertThat(recipients()).filteredOn("branch@example.com"::equals).hasSize(3);
    }

    @Test
    void whoseChainDoesNotFitIsNamedAndTheOthersGetTheirs() {
        String customer = customer("chain@example.com");
        customer("fits@example.com");
        FrozenStatements.freezeActivity(erp, customer, "2025-12-01", "2025-12-15")
                .expect(201);

        String run = order(Map.of("kind", "activity", "from", "2026-01-01", "to", "2026-01-31"));
        await(run, "done");

        JsonNode notSent = results(run, "?outcome=not_sent");
        assertThat(notSent).hasSize(1);
        assertThat(notSent.at("/0/reason").asString()).isEqualTo("period_not_next");
        awaitMails(1);
        assertThat(recipients()).containsExactly("fits@example.com");
    }

    @Test
    void isOrderedOncePerKeyAndNotForWhatHasNotCome() {
        Api keyed = erp.with("Idempotency-Key", UUID.randomUUID().toString());
        var order = Map.of("kind", "open_item", "as_of", "2026-01-31", "starts_at", later(Duration.ofDays(1)));

        assertThat(keyed.post("/v1/statement_runs", order).expect(201))
                .isEqualTo(keyed.post("/v1/statement_runs", order).expect(201));
        assertThat(erp.get("/v1/statement_runs?state=scheduled").expect(200).path("data"))
                .hasSize(1);
        assertThat(refused(Map.of("kind", "open_item", "as_of", "2999-01-01"))).isEqualTo("statement_in_future");
        assertThat(refused(Map.of("kind", "open_item", "to", "2026-01-31"))).isEqualTo("invalid_request");
        assertThat(refused(Map.of("kind", "activity", "from", "2026-02-01", "to", "2026-01-31")))
                .isEqualTo("invalid_request");
    }

    @Test
    void theRunsOfOthersAreNotThere() {
        String run = order(Map.of("kind", "open_item", "as_of", "2026-01-31", "starts_at", later(Duration.ofDays(1))));
        Api other = tenants.create().program();

        Stream.of("", "/customers").forEach(path -> assertThat(
                        other.get("/v1/statement_runs/" + run + path).status())
                .isEqualTo(404));
        Stream.of("pause", "resume", "cancel").forEach(verb -> assertThat(
                        other.post("/v1/statement_runs/" + run + "/" + verb, "").status())
                .isEqualTo(404));
        assertThat(state(run)).isEqualTo("scheduled");
    }

    private String refused(Map<String, ?> order) {
        return erp.post("/v1/statement_runs", order).refused(422);
    }

    private static String later(Duration in) {
        return Instant.now().plus(in).truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private String customer(String email) {
        String id = erp.post("/v1/customers", new HashMap<>(Map.of("name", email, "email", email)))
                .expect(201)
                .path("id")
                .asString();
        return id;
    }

    private void archive(String customer) throws SQLException {
        asSuperuser(
                "update customer set archived_at = now() where id = ?",
                PublicId.parse("cus_", customer).orElseThrow());
    }

    private String order(Map<String, ?> order) {
        return erp.post("/v1/statement_runs", order).expect(201).path("id").asString();
    }

    private Api.Answer post(String run, String verb) {
        return erp.post("/v1/statement_runs/" + run + "/" + verb, "");
    }

    private JsonNode get(String run) {
        return erp.get("/v1/statement_runs/" + run).expect(200);
    }

    private String state(String run) {
        return get(run).path("state").asString();
    }

    private JsonNode results(String run, String filter) {
        return erp.get("/v1/statement_runs/" + run + "/customers" + filter)
                .expect(200)
                .path("data");
    }

    private JsonNode await(String run, String state) {
        Awaitility.await(state).atMost(Duration.ofSeconds(60)).until(() -> state(run)
                .equals(state));
        return get(run);
    }

    private void awaitMails(int count) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> mails().size() >= count);
        assertThat(mails()).hasSize(count);
    }

    private List<String> recipients() {
        return mails().stream().map(StatementRunTest::recipient).toList();
    }

    private List<MimeMessage> mails() {
        return Stream.of(mailbox.getReceivedMessages())
                .filter(mail -> tenant.wrote(name(mail)))
                .toList();
    }

    private static String name(MimeMessage mail) {
        try {
            return mail.getMessageID();
        } catch (MessagingException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    private static String recipient(MimeMessage mail) {
        try {
            return mail.getAllRecipients()[0].toString();
        } catch (MessagingException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    private void leaveWork(String run) throws SQLException {
        asSuperuser(
                "insert into directory.due_work (id, tenant_id, kind, subject, due_at) values (gen_random_uuid(), '"
                        + tenant.id().value() + "', 'statement_run', ?, now())",
                PublicId.parse(StatementRunId.PREFIX, run).orElseThrow());
    }

    private static void asSuperuser(String sql, UUID id) throws SQLException {
        try (var connection = TestBackend.DATABASE.superuser().getConnection();
                var statement = connection.prepareStatement(sql)) {
            statement.setObject(1, id);
            statement.executeUpdate();
        }
    }
}

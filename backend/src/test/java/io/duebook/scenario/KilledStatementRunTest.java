package io.duebook.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import io.duebook.importing.ImportFile;
import io.duebook.platform.Ids;
import io.duebook.shared.TenantId;
import io.duebook.testing.DurableServer;
import io.duebook.testing.TestDatabase;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * A run of statements over two killed backends: each customer's mail is in the mailbox once. How many there are is told by
 * {@code -Dstatements=10000}; so many are what docs/bench.md tells of.
 */
@Tag("full")
@Timeout(1200)
class KilledStatementRunTest {

    private static final Logger LOG = LoggerFactory.getLogger(KilledStatementRunTest.class);

    private static final int CUSTOMERS = Integer.getInteger("statements", 400);
    private static final String COPIES = "copies@duebook.example";

    private final GreenMail mailbox = new GreenMail(new ServerSetup[] {
        new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP),
        new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP)
    });

    @Test
    void eachStatementIsMailedOnceThoughBackendsAreKilled(@TempDir Path folder) throws Exception {
        try (DurableServer server = DurableServer.start(folder.resolve("data"))) {
            TestDatabase database = TestBackend.migrate(server.create("mailed"));
            mailbox.setUser(COPIES, "copies", "secret");
            mailbox.start();
            TenantId tenant = new TenantId(Ids.next());
            TestTenants.insert(database, tenant, Instant.now(), "Europe/Berlin", "EUR");
            customers(database, tenant);
            Path log = folder.resolve("backend.log");
            String run;
            long began = System.nanoTime();
            try (ChildBackend first = start(database, log)) {
                run = new TestTenant(tenant, first.url())
                        .program()
                        .post(
                                "/v1/statement_runs",
                                Map.of("kind", "open_item", "as_of", "2026-01-31", "customers", "open_items"))
                        .expect(201)
                        .path("id")
                        .asString();
                awaitCopies(CUSTOMERS / 4);
                LOG.warn("the first is killed after {} copies; it had {} MB", copies(), first.mostMegabytes());
            }
            try (ChildBackend second = start(database, log)) {
                awaitCopies(CUSTOMERS * 3 / 5);
                LOG.warn("the second is killed after {} copies; it had {} MB", copies(), second.mostMegabytes());
            }
            try (ChildBackend third = start(database, log)) {
                var books = new TestTenant(tenant, third.url());
                JsonNode over = Awaitility.await("all are sent")
                        .atMost(Duration.ofMinutes(15))
                        .pollInterval(Duration.ofSeconds(1))
                        .until(
                                () -> books.program()
                                        .get("/v1/statement_runs/" + run)
                                        .expect(200),
                                found -> found.path("state").asString().equals("done")
                                        && found.at("/progress/mails_sent").asLong() == CUSTOMERS);
                LOG.warn(
                        "{} statements in {} s, over two kills; the last backend had {} MB: {}",
                        CUSTOMERS,
                        Duration.ofNanos(System.nanoTime() - began).toSeconds(),
                        third.mostMegabytes(),
                        over.path("progress"));
                assertThat(over.at("/progress/queued").asLong()).isEqualTo(CUSTOMERS);
                mustBeMailedOnce(database);
                mustLearnWhatComesBack(books.program());
            }
        } finally {
            mailbox.stop();
        }
    }

    private void mustBeMailedOnce(TestDatabase database) throws Exception {
        Map<String, Integer> mails = new HashMap<>();
        for (MimeMessage mail : mailbox.getReceivedMessages()) {
            mails.merge(recipient(mail), 1, Integer::sum);
        }
        // Each lies in the recipient's mailbox and in that of the copies: the header names the recipient in both.
        assertThat(mails).hasSize(CUSTOMERS).allSatisfy((recipient, count) -> assertThat(count)
                .as(recipient)
                .isEqualTo(2));
        assertThat(numbers(database)).isEqualTo(List.of((long) CUSTOMERS, (long) CUSTOMERS, (long) CUSTOMERS));
    }

    /** A mail server further on reports that it could not deliver one of them. */
    private void mustLearnWhatComesBack(Api program) {
        MimeMessage mail = mailbox.getReceivedMessages()[0];
        GreenMailUtil.sendTextEmail(
                COPIES,
                "mx@example.com",
                "before",
                "no report",
                mailbox.getSmtp().getServerSetup());
        try {
            String id = mail.getMessageID();
            var report = new MimeMessage(
                    Session.getInstance(new Properties()),
                    new ByteArrayInputStream(REPORT.formatted(id).getBytes(StandardCharsets.UTF_8)));
            mailbox.getUserManager().getUserByEmail(COPIES).deliver(report);
            String message = id.substring(1, id.indexOf('.'));
            Awaitility.await("came back").atMost(Duration.ofSeconds(90)).until(() -> program.get(
                            "/v1/messages/" + message)
                    .expect(200)
                    .path("state")
                    .asString()
                    .equals("bounced"));
        } catch (MessagingException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    private static final String REPORT = """
            From: MAILER-DAEMON@mx.example
            To: copies@duebook.example
            MIME-Version: 1.0
            Content-Type: multipart/report; report-type=delivery-status; boundary="b"

            --b
            Content-Type: message/delivery-status

            Action: failed
            Diagnostic-Code: smtp; 550 5.1.1 no such user
            --b
            Content-Type: text/rfc822-headers

            Message-ID: %s
            --b--
            """.replace("\n", "\r\n");

    private static String recipient(MimeMessage mail) throws MessagingException {
        return mail.getRecipients(RecipientType.TO)[0].toString();
    }

    /** How many statements were frozen, for how many customers, and under how many numbers. */
    private static List<Long> numbers(TestDatabase database) throws SQLException {
        try (var connection = database.superuser().getConnection();
                var query = connection.createStatement();
                var row = query.executeQuery("""
                        select count(*), count(distinct customer_id), count(distinct number)
                          from frozen_statement
                        """)) {
            row.next();
            return List.of(row.getLong(1), row.getLong(2), row.getLong(3));
        }
    }

    private ChildBackend start(TestDatabase database, Path log) {
        return ChildBackend.start(
                        database,
                        log,
                        1,
                        Map.of(
                                "duebook.mail.host", "127.0.0.1",
                                "duebook.mail.port", mailbox.getSmtp().getPort(),
                                "duebook.mail.unheard-after", "PT5S",
                                "duebook.mail.copies.address", COPIES,
                                "duebook.mail.copies.host", "127.0.0.1",
                                "duebook.mail.copies.port", mailbox.getImap().getPort(),
                                "duebook.mail.copies.tls", false,
                                "duebook.mail.copies.user", "copies",
                                "duebook.mail.copies.password", "secret",
                                "duebook.mail.copies.arrive-within", "PT15S"))
                .getFirst();
    }

    private void awaitCopies(int count) {
        Awaitility.await("mails")
                .atMost(Duration.ofMinutes(8))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> copies() >= count);
    }

    private int copies() {
        return mailbox.getReceivedMessages().length / 2;
    }

    /** Customers with an address and an invoice each, as the books keep them. */
    private static void customers(TestDatabase database, TenantId tenant) throws Exception {
        try (ChildBackend backend =
                ChildBackend.start(database, Path.of("/dev/null"), 1).getFirst()) {
            var books = new TestTenant(tenant, backend.url());
            importCustomers(books);
        }
        try (var connection = database.superuser().getConnection();
                var update = connection.prepareStatement("""
                        update customer
                           set email = lower(external_id) || '@customer.example'
                         where tenant_id = ?
                        """)) {
            update.setObject(1, tenant.value());
            assertThat(update.executeUpdate()).isEqualTo(CUSTOMERS);
        }
    }

    private static void importCustomers(TestTenant books) {
        String csv = Stream.iterate(1, row -> row <= CUSTOMERS, row -> row + 1)
                .map(row -> "K-%d,Customer %d,N-%d,2025-01-02,2025-02-01,10.00,no,,,\n".formatted(row, row, row))
                .collect(Collectors.joining("", ImportFile.HEADER, ""));
        String id =
                ImportFile.upload(books.program(), csv).expect(201).path("id").asString();
        books.program().post("/v1/imports/" + id + "/commit", "");
        Awaitility.await("imported").atMost(Duration.ofMinutes(3)).until(() -> books.program()
                .get("/v1/imports/" + id)
                .expect(200)
                .path("state")
                .asString()
                .equals("committed"));
    }
}

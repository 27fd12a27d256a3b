package io.duebook.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.duebook.shared.MessageId;
import io.duebook.shared.TenantId;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The mailbox of copies, over IMAP. */
class CopiesTest {

    private static final String ADDRESS = "copies@duebook.example";
    private static final MessageName OURS =
            new MessageName(new TenantId(new UUID(1, 2)), new MessageId(new UUID(3, 4)));
    private static final Instant FIRST = Instant.parse("2026-01-05T08:00:00.123456Z");
    private static final Instant SECOND = Instant.parse("2026-01-05T08:20:00.123456Z");

    private final GreenMail mailbox = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP));
    private Copies copies;

    @BeforeEach
    void aMailbox() {
        mailbox.setUser(ADDRESS, "copies", "secret");
        mailbox.start();
        copies = new Copies(new MailSettings(
                "",
                25,
                "",
                "",
                "receivables@duebook.example",
                Duration.ofMinutes(3),
                new MailSettings.Copies(
                        ADDRESS,
                        "127.0.0.1",
                        mailbox.getImap().getPort(),
                        false,
                        "copies",
                        "secret",
                        "INBOX",
                        Duration.ofMinutes(15))));
    }

    @AfterEach
    void close() {
        mailbox.stop();
    }

    @Test
    void theCopyOfOneHandoverSaysNothingOfTheNext() {
        arrives("""
                Message-ID: %s
                X-Duebook-Handover: %s
                Subject: Statement

                Hello
                """.formatted(OURS.text(), FIRST));

        assertThat(copies.has(OURS, FIRST).block()).isTrue();
        assertThat(copies.has(OURS, SECOND).block()).isFalse();
        assertThat(copies.has(new MessageName(OURS.tenant(), new MessageId(new UUID(3, 5))), FIRST)
                        .block())
                .isFalse();
    }

    @Test
    void aReportThatCannotBeReadHidesNoOtherAndIsNotLookedAtAgain() {
        arrives("""
                MIME-Version: 1.0
                Content-Type: multipart/report; report-type=delivery-status

                no part of a multipart begins here
                """);
        arrives(BounceTest.report("failed", OURS.text()));

        List<Copies.Arrived> arrived = copies.newBounces().blockOptional().orElseThrow();

        assertThat(arrived)
                .extracting(Copies.Arrived::bounce)
                .containsExactly(Optional.empty(), Optional.of(new Bounce(OURS, "smtp; 550 5.1.1 no such user")));
        arrived.forEach(report -> copies.read(report.uid()).block());
        assertThat(copies.newBounces().block()).isEmpty();
    }

    private void arrives(String mail) {
        try {
            mailbox.getUserManager()
                    .getUserByEmail(ADDRESS)
                    .deliver(new MimeMessage(
                            Session.getInstance(new Properties()),
                            new ByteArrayInputStream(
                                    mail.replaceAll("\r?\n", "\r\n").getBytes(StandardCharsets.UTF_8))));
        } catch (MessagingException unusable) {
            throw new IllegalStateException(unusable);
        }
    }
}

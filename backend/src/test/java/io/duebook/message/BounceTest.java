package io.duebook.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.duebook.shared.MessageId;
import io.duebook.shared.TenantId;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class BounceTest {

    private static final MessageName OURS =
            new MessageName(new TenantId(new UUID(1, 2)), new MessageId(new UUID(3, 4)));

    static String report(String action, String original) {
        return """
                From: MAILER-DAEMON@mx.example
                To: copies@duebook.example
                Subject: Undelivered Mail
                MIME-Version: 1.0
                Content-Type: multipart/report; report-type=delivery-status; boundary="b"

                --b
                Content-Type: text/plain

                It did not arrive.
                --b
                Content-Type: message/delivery-status

                Reporting-MTA: dns; mx.example

                Final-Recipient: rfc822; gone@example.com
                Action: %s
                Status: 5.1.1
                Diagnostic-Code: smtp; 550 5.1.1 no such user
                --b
                Content-Type: text/rfc822-headers

                Message-ID: %s
                Subject: Statement
                --b--
                """.formatted(action, original).replace("\n", "\r\n");
    }

    @Test
    void whatFailedForGoodIsTracedByItsMessageId() throws Exception {
        assertThat(Bounce.read(mail(report("failed", OURS.text()))))
                .contains(new Bounce(OURS, "smtp; 550 5.1.1 no such user"));
    }

    @Test
    void aDelayAndSomebodyElsesMailAreNone() throws Exception {
        assertThat(Bounce.read(mail(report("delayed", OURS.text())))).isEmpty();
        assertThat(Bounce.read(mail(report("failed", "<other@example.com>")))).isEmpty();
        assertThat(Bounce.read(mail("Subject: Out of office\r\n\r\n" + OURS.text())))
                .isEmpty();
    }

    private static MimeMessage mail(String text) throws Exception {
        return new MimeMessage(
                Session.getInstance(new Properties()), new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }
}

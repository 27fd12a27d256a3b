package io.duebook.identity;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.mail.MailException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/** Takes mails from the outbox to the mail server, on as many instances as there are. */
@Component
class Courier {

    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);

    private final Outbox outbox;
    private final JavaMailSender mailServer;
    private final Executor afterwards;
    private final MeterRegistry meters;
    private final String from;

    Courier(
            Outbox outbox,
            JavaMailSenderImpl mailServer,
            Executor afterwards,
            MeterRegistry meters,
            Settings settings) {
        this.outbox = outbox;
        this.mailServer = mailServer;
        this.afterwards = afterwards;
        this.meters = meters;
        this.from = settings.mail().from();
        // Otherwise the machine's own name would be looked up for each mail, slowly, and told to everybody.
        mailServer.getJavaMailProperties().setProperty("mail.from", from);
        mailServer
                .getJavaMailProperties()
                .setProperty("mail.smtp.localhost", settings.issuer().getHost());
    }

    @TransactionalEventListener(fallbackExecution = true)
    void deliverSoon(Outbox.Stored stored) {
        afterwards.execute(this::deliver);
    }

    @Scheduled(fixedDelayString = "PT5S")
    void deliver() {
        Optional<Outbox.Claimed> claimed = outbox.claim();
        while (claimed.isPresent() && send(claimed.get())) {
            claimed = outbox.claim();
        }
    }

    private boolean send(Outbox.Claimed claimed) {
        try {
            mailServer.send(message(claimed.mail()));
            outbox.remove(claimed.id());
            meters.counter("duebook.identity.mails", "outcome", "sent").increment();
            return true;
        } catch (MailException | MessagingException failure) {
            meters.counter("duebook.identity.mails", "outcome", "failed").increment();
            // The mail server's words may quote the recipient: only the kind of failure is logged.
            LOG.warn(
                    "Mail {} could not be sent and stays in the outbox: {}",
                    claimed.id(),
                    failure.getClass().getSimpleName());
            return false;
        }
    }

    private MimeMessage message(Mail mail) throws MessagingException {
        MimeMessage message = mailServer.createMimeMessage();
        MimeMessageHelper parts = new MimeMessageHelper(message, true, StandardCharsets.UTF_8.name());
        parts.setFrom(from);
        parts.setTo(mail.to());
        parts.setSubject(mail.subject());
        parts.setText(mail.text(), mail.html());
        message.setHeader("Auto-Submitted", "auto-generated");
        return message;
    }
}

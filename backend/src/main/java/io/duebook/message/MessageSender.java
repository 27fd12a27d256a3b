package io.duebook.message;

import io.duebook.platform.BusinessClock;
import io.duebook.platform.JobHandler;
import io.duebook.platform.Transactions;
import io.duebook.shared.MessageId;
import io.duebook.shared.TenantId;
import io.duebook.tenant.Tenants;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Hands queued mails to the mail server, again and again until it takes or refuses them. A server that dies between
 * handing over and noting it sends a mail twice, under the same Message-ID, rather than never.
 */
@Component
class MessageSender implements JobHandler {

    static final String KIND = "message";

    private static final int MOST_ATTEMPTS = 24;
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final Duration UNTIL_THERE_IS_A_SERVER = Duration.ofMinutes(1);

    private final Messages messages;
    private final Transactions transactions;
    private final Tenants tenants;
    private final JavaMailSenderImpl server;
    private final MailSettings settings;
    private final BusinessClock clock;
    private final Scheduler virtualThreads = Schedulers.fromExecutor(Executors.newVirtualThreadPerTaskExecutor(), true);

    MessageSender(
            Messages messages,
            Transactions transactions,
            Tenants tenants,
            JavaMailSenderImpl mailServer,
            MailSettings settings,
            BusinessClock clock) {
        this.messages = messages;
        this.transactions = transactions;
        this.tenants = tenants;
        this.server = mailServer;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Mono<Outcome> run(TenantId tenant, UUID subject) {
        String host = server.getHost();
        if (host == null || host.isBlank()) {
            return Mono.just(JobHandler.again(UNTIL_THERE_IS_A_SERVER));
        }
        return transactions
                .read(messages.find(new MessageId(subject)))
                .filter(Message::isQueued)
                .flatMap(message -> tenants.current()
                        .flatMap(sender -> handOver(message, sender.name()))
                        .then(transactions.write(messages.sent(message.id(), clock.instant())))
                        .thenReturn(JobHandler.done())
                        .onErrorResume(MailException.class, refused -> notSent(message, refused)))
                .defaultIfEmpty(JobHandler.done());
    }

    /** Blocks for as long as the mail server takes, and so on a thread that costs nothing to block. */
    private Mono<Void> handOver(Message message, String tenantName) {
        return Mono.<Void>fromRunnable(() -> server.send(mime(message, tenantName)))
                .subscribeOn(virtualThreads);
    }

    private Mono<Outcome> notSent(Message message, MailException refused) {
        boolean over = isRefused(refused) || message.attempts() + 1 >= MOST_ATTEMPTS;
        return transactions
                .write(messages.notSent(message.id(), over ? "failed" : "queued", reason(refused)))
                .thenReturn(over ? JobHandler.done() : JobHandler.again(pauseAfter(message.attempts())));
    }

    private MimeMessage mime(Message message, String tenantName) {
        MimeMessage mime = new NamedMessage(server, message.id());
        try {
            var mail = new MimeMessageHelper(mime, true, StandardCharsets.UTF_8.name());
            mail.setFrom(new InternetAddress(settings.from(), tenantName, StandardCharsets.UTF_8.name()));
            mail.setTo(message.recipient());
            mail.setSubject(message.mail().subject());
            mail.setText(message.mail().plainText(), message.mail().html());
            mime.setHeader("Content-Language", message.language());
            mime.setHeader("Auto-Submitted", "auto-generated");
            return mime;
        } catch (MessagingException unusable) {
            throw new MailSendException("an address is no address", unusable);
        } catch (UnsupportedEncodingException everyJdkKnowsUtf8) {
            throw new IllegalStateException(everyJdkKnowsUtf8);
        }
    }

    /** Whether the server (or the address itself) said no for good; asking again would change nothing. */
    private static boolean isRefused(MailException refused) {
        return causes(refused) instanceof SendFailedException failed
                && failed.getInvalidAddresses() != null
                && failed.getInvalidAddresses().length > 0;
    }

    private static String reason(MailException refused) {
        Throwable cause = causes(refused);
        String text =
                Objects.requireNonNullElse(cause.getMessage(), cause.getClass().getSimpleName());
        return text.length() > 500 ? text.substring(0, 500) : text;
    }

    /** What the mail library said; it reports a failure per message and not as a cause. */
    private static Throwable causes(MailException refused) {
        if (refused instanceof MailSendException several && several.getMessageExceptions().length > 0) {
            return several.getMessageExceptions()[0];
        }
        return refused.getCause() == null ? refused : refused.getCause();
    }

    static Duration pauseAfter(int attempts) {
        Duration doubled = Duration.ofSeconds(2L << Math.min(attempts, 10));
        return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }

    /** A message whose Message-ID stays the same however often it is sent. */
    private static final class NamedMessage extends MimeMessage {

        private final MessageId id;

        NamedMessage(JavaMailSenderImpl server, MessageId id) {
            super(server.getSession());
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", "<" + id.text() + "@duebook>");
        }
    }
}

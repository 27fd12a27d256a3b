package io.duebook.message;

import io.duebook.document.PrinterBusy;
import io.duebook.platform.BusinessClock;
import io.duebook.platform.Database;
import io.duebook.platform.Event;
import io.duebook.platform.EventLog;
import io.duebook.platform.JobHandler;
import io.duebook.platform.Transactions;
import io.duebook.shared.MessageId;
import io.duebook.shared.TenantId;
import io.duebook.tenant.Tenants;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Hands queued mails to the mail server, each with the document that goes with it. It takes a mail before it hands it over,
 * and hands over nothing that was taken before and of which nobody knows how that ended: the mailbox of copies is asked, or
 * a person (docs/decisions/0190). What is learned of a handover is written only while no later one has begun.
 */
@Component
class MessageSender implements JobHandler {

    static final String KIND = "message";

    private static final int MOST_ATTEMPTS = 24;
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final Duration UNTIL_THERE_IS_A_SERVER = Duration.ofMinutes(1);
    private static final Duration UNTIL_THE_PRINTER_IS_FREE = Duration.ofSeconds(2);
    private static final Duration UNTIL_ANOTHER_HAS_TAKEN_IT = Duration.ofSeconds(1);
    private static final String NEVER_TAKEN = "the mail server never took it";

    private final Messages messages;
    private final Enclosures enclosures;
    private final Copies copies;
    private final Transactions transactions;
    private final Tenants tenants;
    private final EventLog events;
    private final Database database;
    private final JavaMailSenderImpl server;
    private final MailSettings settings;
    private final BusinessClock clock;
    private final Clock real = Clock.systemUTC();
    private final Scheduler virtualThreads = Schedulers.fromExecutor(Executors.newVirtualThreadPerTaskExecutor(), true);

    MessageSender(
            Messages messages,
            Enclosures enclosures,
            Copies copies,
            Transactions transactions,
            Tenants tenants,
            EventLog events,
            Database database,
            JavaMailSenderImpl mailServer,
            MailSettings settings,
            BusinessClock clock) {
        this.messages = messages;
        this.enclosures = enclosures;
        this.copies = copies;
        this.transactions = transactions;
        this.tenants = tenants;
        this.events = events;
        this.database = database;
        this.server = mailServer;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return KIND;
    }

    /** Longer than a conversation with the server, of which each step waits eight seconds at most. */
    @Override
    public Duration timeLimit() {
        return Duration.ofSeconds(90);
    }

    @Override
    public Mono<Outcome> run(TenantId tenant, UUID subject) {
        String host = server.getHost();
        if (host == null || host.isBlank()) {
            return Mono.just(JobHandler.again(UNTIL_THERE_IS_A_SERVER));
        }
        return transactions
                .read(messages.find(new MessageId(subject)))
                .flatMap(message ->
                        message.state() == DeliveryState.QUEUED ? send(tenant, message) : look(tenant, message))
                .defaultIfEmpty(JobHandler.done());
    }

    /** What goes with it is printed before it is taken: whatever happens meanwhile, nothing was handed over. */
    private Mono<Outcome> send(TenantId tenant, Message message) {
        return enclosures
                .of(message)
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .flatMap(enclosure -> send(tenant, message, enclosure.orElse(null)))
                .onErrorReturn(PrinterBusy.class, JobHandler.again(UNTIL_THE_PRINTER_IS_FREE));
    }

    private Mono<Outcome> send(TenantId tenant, Message message, @Nullable Enclosure enclosure) {
        return transactions
                .write(messages.take(message.id(), enclosure != null).zipWhen(taken -> tenants.current()))
                .flatMap(taken -> handOver(
                                tenant, taken.getT1(), enclosure, taken.getT2().name())
                        .flatMap(ended -> note(taken.getT1(), ended)))
                .defaultIfEmpty(JobHandler.again(UNTIL_ANOTHER_HAS_TAKEN_IT));
    }

    /** Blocks for as long as the mail server takes, and so on a thread that costs nothing to block. */
    private Mono<Handover> handOver(
            TenantId tenant, Message message, @Nullable Enclosure enclosure, String tenantName) {
        return Mono.fromCallable(() -> converse(tenant, message, enclosure, tenantName))
                .subscribeOn(virtualThreads);
    }

    private Handover converse(TenantId tenant, Message message, @Nullable Enclosure enclosure, String tenantName) {
        try {
            MimeMail mail = MimeMail.of(server.getSession(), tenant, message, enclosure, settings.from(), tenantName);
            return new Smtp(server).send(mail, mail.to(), mail.everybody(copiesGoTo()));
        } catch (AddressException noAddress) {
            return new Handover.Refused("the address is none: " + noAddress.getMessage());
        } catch (MessagingException unusable) {
            return new Handover.Refused(Objects.requireNonNullElse(unusable.getMessage(), "cannot be written"));
        }
    }

    private @Nullable Address copiesGoTo() throws AddressException {
        return copies.areKept() ? new InternetAddress(settings.copies().address()) : null;
    }

    private Mono<Outcome> note(Message message, Handover ended) {
        return switch (ended) {
            case Handover.Accepted taken -> sent(message);
            case Handover.Refused refused -> failed(message, refused.reason());
            case Handover.NotYet not ->
                message.attempts() >= MOST_ATTEMPTS
                        ? failed(message, not.reason())
                        : queueAgain(message, not.reason(), pauseAfter(message.attempts()));
            case Handover.Unheard silence -> unknown(message, silence.reason());
        };
    }

    private Mono<Outcome> sent(Message message) {
        return transactions.write(messages.sent(message, clock.instant())).thenReturn(JobHandler.done());
    }

    private Mono<Outcome> queueAgain(Message message, String reason, Duration pause) {
        return transactions.write(messages.queueAgain(message, reason)).thenReturn(JobHandler.again(pause));
    }

    private Mono<Outcome> failed(Message message, String reason) {
        return end(message, DeliveryState.FAILED, reason, MessageEvents.failed(message))
                .thenReturn(JobHandler.done());
    }

    private Mono<Outcome> unknown(Message message, String reason) {
        return end(message, DeliveryState.UNKNOWN, reason, MessageEvents.unknown(message))
                .thenReturn(
                        copies.areKept() ? JobHandler.again(settings.copies().arriveWithin()) : JobHandler.done());
    }

    private Mono<Void> end(Message message, DeliveryState state, String reason, Event event) {
        return transactions.write(messages.ended(message, state, reason)
                .filter(isNew -> isNew)
                .flatMap(isNew -> database.write(events.append(event))));
    }

    /** Of a mail that is not queued: whether it is only known to have been begun. */
    private Mono<Outcome> look(TenantId tenant, Message message) {
        return switch (message.state()) {
            case SENDING -> whenNobodyCanBeAtIt(message).orElseGet(() -> ask(tenant, message));
            case UNKNOWN -> ask(tenant, message);
            case QUEUED, SENT, FAILED, BOUNCED, SUPPRESSED -> Mono.just(JobHandler.done());
        };
    }

    private Optional<Mono<Outcome>> whenNobodyCanBeAtIt(Message message) {
        Duration left = settings.unheardAfter().minus(since(message));
        return left.isPositive() ? Optional.of(Mono.just(JobHandler.again(left))) : Optional.empty();
    }

    private Mono<Outcome> ask(TenantId tenant, Message message) {
        if (!copies.areKept()) {
            return unknown(message, "this server ended while it handed the mail over");
        }
        return copies.has(new MessageName(tenant, message.id()), message.handover())
                .flatMap(there -> there ? sent(message) : isNotThere(message));
    }

    private Mono<Outcome> isNotThere(Message message) {
        Duration left = settings.copies().arriveWithin().minus(since(message));
        return left.isPositive() ? Mono.just(JobHandler.again(left)) : queueAgain(message, NEVER_TAKEN, Duration.ZERO);
    }

    private Duration since(Message message) {
        return Duration.between(message.handover(), real.instant());
    }

    static Duration pauseAfter(int attempts) {
        Duration doubled = Duration.ofSeconds(2L << Math.min(Math.max(attempts, 1) - 1, 10));
        return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }
}

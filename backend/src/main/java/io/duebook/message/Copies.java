package io.duebook.message;

import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.UIDFolder;
import jakarta.mail.search.AndTerm;
import jakarta.mail.search.FlagTerm;
import jakarta.mail.search.HeaderTerm;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * The mailbox that gets a copy of each mail in the same handover, and what comes back of them: the mail server takes a mail
 * for both recipients or for none, so a copy that is there says that the mail was taken (docs/decisions/0190).
 */
@Component
class Copies {

    private static final Logger LOG = LoggerFactory.getLogger(Copies.class);
    private static final String LONGEST_WAIT_MILLIS = "8000";

    private final MailSettings.Copies settings;
    private final Scheduler virtualThreads = Schedulers.fromExecutor(Executors.newVirtualThreadPerTaskExecutor(), true);

    Copies(MailSettings settings) {
        this.settings = settings.copies();
    }

    boolean areKept() {
        return settings.areKept();
    }

    /**
     * Whether the copy of one handover is there: that of an earlier one says nothing of a later one. Fails if the mailbox
     * does not answer.
     *
     * @param handover {@link io.duebook.message.Message#handover}
     */
    Mono<Boolean> has(MessageName message, Instant handover) {
        return Mono.fromCallable(() -> find(message, handover)).subscribeOn(virtualThreads);
    }

    private boolean find(MessageName message, Instant handover) throws MessagingException {
        try (Store store = open();
                Folder folder = store.getFolder(settings.folder())) {
            folder.open(Folder.READ_ONLY);
            return folder.search(new AndTerm(
                                    new HeaderTerm("Message-ID", message.text()),
                                    new HeaderTerm(MimeMail.HANDOVER, handover.toString())))
                            .length
                    > 0;
        }
    }

    /**
     * A report that is not read yet.
     *
     * @param uid its number in the mailbox
     * @param bounce empty for one that says nothing of a mail of ours, or that cannot be read
     */
    record Arrived(long uid, Optional<Bounce> bounce) {}

    /** What came back and was not read yet. Fails if the mailbox does not answer. */
    Mono<List<Arrived>> newBounces() {
        return Mono.fromCallable(this::findBounces).subscribeOn(virtualThreads);
    }

    private List<Arrived> findBounces() throws MessagingException {
        try (Store store = open();
                Folder folder = store.getFolder(settings.folder())) {
            folder.open(Folder.READ_ONLY);
            var found = new ArrayList<Arrived>();
            Message[] reports = folder.search(new AndTerm(
                    new FlagTerm(new Flags(Flags.Flag.SEEN), false),
                    new HeaderTerm("Content-Type", "delivery-status")));
            for (Message report : reports) {
                found.add(new Arrived(((UIDFolder) folder).getUID(report), bounce(report, store)));
            }
            return found;
        }
    }

    /** One that is no mail as mails should be must not hide the others; a mailbox that is gone is no such mail. */
    private static Optional<Bounce> bounce(Message report, Store store) throws MessagingException {
        try {
            return Bounce.read(report);
        } catch (MessagingException | IOException unreadable) {
            if (!store.isConnected()) {
                throw new MessagingException("the mailbox is gone", unreadable);
            }
            LOG.atWarn().setCause(unreadable).log("a report on mail that came back cannot be read");
            return Optional.empty();
        }
    }

    /** Marks one as read. */
    Mono<Void> read(long uid) {
        return Mono.fromCallable(() -> markRead(uid))
                .subscribeOn(virtualThreads)
                .then();
    }

    private boolean markRead(long uid) throws MessagingException {
        try (Store store = open();
                Folder folder = store.getFolder(settings.folder())) {
            folder.open(Folder.READ_WRITE);
            Message report = ((UIDFolder) folder).getMessageByUID(uid);
            if (report != null) {
                report.setFlag(Flags.Flag.SEEN, true);
            }
            return report != null;
        }
    }

    private Store open() throws MessagingException {
        String protocol = settings.tls() ? "imaps" : "imap";
        var properties = new Properties();
        for (String wait : new String[] {"connectiontimeout", "timeout", "writetimeout"}) {
            properties.setProperty("mail." + protocol + "." + wait, LONGEST_WAIT_MILLIS);
        }
        Store store = Session.getInstance(properties).getStore(protocol);
        store.connect(settings.host(), settings.port(), settings.user(), settings.password());
        return store;
    }
}

package io.duebook.message;

import io.duebook.platform.Caller;
import io.duebook.platform.Database;
import io.duebook.platform.EventLog;
import io.duebook.platform.Transactions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Looks into the mailbox to which undeliverable mail comes back, and notes what came back of ours. A report is marked as
 * read only once it is noted or found to be about none of ours; two servers that read the same one note it once.
 */
@Component
class Bounces {

    private static final Logger LOG = LoggerFactory.getLogger(Bounces.class);

    private final Copies mailbox;
    private final Messages messages;
    private final EventLog events;
    private final Database database;
    private final Transactions transactions;

    Bounces(Copies mailbox, Messages messages, EventLog events, Database database, Transactions transactions) {
        this.mailbox = mailbox;
        this.messages = messages;
        this.events = events;
        this.database = database;
        this.transactions = transactions;
    }

    @Scheduled(fixedDelay = 60_000, initialDelay = 10_000)
    Mono<Void> look() {
        return mailbox.areKept()
                ? mailbox.newBounces()
                        .flatMapMany(Flux::fromIterable)
                        .concatMap(arrived -> Mono.justOrEmpty(arrived.bounce())
                                .flatMap(this::note)
                                .then(mailbox.read(arrived.uid())))
                        .then()
                        .onErrorResume(error -> {
                            LOG.atWarn().setCause(error).log("could not look for mail that came back");
                            return Mono.empty();
                        })
                : Mono.empty();
    }

    /** Under the tenant that its Message-ID names; where that tenant has no such message, nothing happens. */
    Mono<Void> note(Bounce bounce) {
        return transactions
                .write(messages.bounced(bounce.message().message(), bounce.reason())
                        .filter(isNew -> isNew)
                        .flatMap(isNew -> messages.find(bounce.message().message()))
                        .flatMap(message -> database.write(events.append(MessageEvents.bounced(message)))))
                .contextWrite(context ->
                        Caller.program(bounce.message().tenant(), "bounces").into(context));
    }
}

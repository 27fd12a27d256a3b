package io.duebook.message;

import io.duebook.platform.BusinessClock;
import io.duebook.platform.Ids;
import io.duebook.shared.CustomerId;
import io.duebook.shared.MessageId;
import io.duebook.tenant.Policies;
import io.duebook.tenant.Tenant;
import io.duebook.tenant.Tenants;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Has somebody written to. What is queued is written in the transaction at hand, once per occasion and recipient, and
 * sent once that is committed.
 */
@Service
public class Mailing {

    private final Messages messages;
    private final Tenants tenants;
    private final BusinessClock clock;

    Mailing(Messages messages, Tenants tenants, BusinessClock clock) {
        this.messages = messages;
        this.tenants = tenants;
        this.clock = clock;
    }

    /** A customer's contacts; where there are none, the customer's own address; empty where there is neither. */
    public Flux<Addressee> addressees(CustomerId customer) {
        return tenants.current()
                .flatMapMany(tenant -> messages.addressees(customer, tenant.locale()))
                .map(Messages.Known::addressee);
    }

    /**
     * Queues a letter to each of them; who has it already, of this occasion, gets no second one.
     *
     * @param about the public id of what it tells of
     * @param occasion which of several sendings of it this is
     * @return the messages of this occasion
     */
    public Mono<List<QueuedMessage>> queue(
            CustomerId customer, String about, UUID occasion, List<Addressee> to, Letter letter) {
        return tenants.current()
                .flatMapMany(tenant -> Flux.fromIterable(to)
                        .map(addressee -> message(tenant, customer, about, occasion, addressee, letter))
                        .concatMap(messages::queue))
                .thenMany(messages.of(letter.kind(), about, occasion))
                .map(kept -> new QueuedMessage(kept.id(), kept.recipient(), kept.language(), kept.state()))
                .collectList();
    }

    private Message message(
            Tenant tenant, CustomerId customer, String about, UUID occasion, Addressee addressee, Letter letter) {
        Policies.Mail mail = tenant.policies().mail();
        return new Message(
                new MessageId(Ids.next()),
                customer,
                letter.kind(),
                about,
                occasion,
                addressee.email(),
                addressee.language(),
                mail.senderName() == null ? tenant.name() : mail.senderName(),
                mail.replyTo(),
                letter.in(Locale.forLanguageTag(addressee.language())),
                DeliveryState.QUEUED,
                0,
                null,
                null,
                clock.instant(),
                null,
                null,
                null);
    }
}

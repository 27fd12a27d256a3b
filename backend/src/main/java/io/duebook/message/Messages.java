package io.duebook.message;

import io.duebook.platform.Cursor;
import io.duebook.platform.Database;
import io.duebook.platform.Jobs;
import io.duebook.platform.Listing;
import io.duebook.platform.Row;
import io.duebook.platform.Write;
import io.duebook.shared.CustomerId;
import io.duebook.shared.MessageId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The mails of a tenant: queued in the transaction that makes them necessary, kept as they were sent. */
@Repository
class Messages {

    private static final String COLUMNS = """
            id, customer_id, kind, about, occasion, recipient, language, sender_name, reply_to, subject, plain_text,
            html, state, attempts, last_error, created_at, taken_at, sent_at, bounced_at, enclosed,
            (select file_name
               from enclosure
              where enclosure.tenant_id = :tenant
                and enclosure.about = message.about
                and enclosure.language = message.language) as file_name,
            (select encode(hash, 'hex')
               from enclosure
              where enclosure.tenant_id = :tenant
                and enclosure.about = message.about
                and enclosure.language = message.language) as hash
            """;

    private static final String MESSAGES = "select " + COLUMNS + """
              from message
             where tenant_id = :tenant
            """;

    private final Database database;
    private final Jobs jobs;

    Messages(Database database, Jobs jobs) {
        this.database = database;
        this.jobs = jobs;
    }

    /** A customer by their name, and somebody to write to. */
    record Known(String customerName, Addressee addressee) {}

    /** The customer's contacts; where there are none, the customer's own address. */
    Flux<Known> addressees(CustomerId customer, String tenantsLanguage) {
        return database.sql("""
                        with contacts as (
                            select distinct on (lower(email)) email, language
                              from contact
                             where tenant_id = :tenant
                               and customer_id = :customer
                               and state <> 'revoked'
                             order by lower(email), id
                        )
                        select customer.name, contacts.email, contacts.language
                          from customer
                          join contacts on true
                         where customer.tenant_id = :tenant
                           and customer.id = :customer
                        union all
                        select name, email, coalesce(language, :language)
                          from customer
                         where tenant_id = :tenant
                           and id = :customer
                           and email is not null
                           and not exists (select from contacts)
                        """)
                .bind("customer", customer.value())
                .bind("language", tenantsLanguage)
                .all(columns -> {
                    var row = new Row(columns);
                    return new Known(row.text("name"), new Addressee(row.text("email"), row.text("language")));
                });
    }

    /** The numbers of claims by their ids. */
    Mono<Map<UUID, String>> numbers(Collection<UUID> claims) {
        return database.sql("""
                        select id, number
                          from open_item
                         where tenant_id = :tenant
                           and id = any(:claims)
                        """)
                .bind("claims", claims.toArray(UUID[]::new))
                .all(columns -> Map.entry(new Row(columns).uuid("id"), new Row(columns).text("number")))
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    /** Keeps a mail and leaves the sending of it behind; the same mail a second time is not kept. */
    Mono<Void> queue(Message message) {
        return database.write(
                insert(message).and(jobs.due(MessageSender.KIND, message.id().value())));
    }

    private static Write insert(Message message) {
        List<Message> row = List.of(message);
        return Write.part("message_insert", """
                        insert into message (tenant_id, id, customer_id, kind, about, occasion, recipient, language,
                                             sender_name, reply_to, subject, plain_text, html, state, last_error,
                                             created_at)
                        select :tenant, :message_insert_id, :message_insert_customer, :message_insert_kind,
                               :message_insert_about, :message_insert_occasion, :message_insert_recipient,
                               :message_insert_language, row.sender_name, row.reply_to, :message_insert_subject,
                               :message_insert_plain, :message_insert_html,
                               case when suppressed.address is null then 'queued' else 'suppressed' end,
                               case when suppressed.address is not null then 'earlier mail to this address came back' end,
                               :now
                          from unnest(:message_insert_sender, :message_insert_reply) as row (sender_name, reply_to)
                          left join mail_suppression suppressed
                            on suppressed.tenant_id = :tenant
                           and suppressed.address = lower(:message_insert_recipient)
                        on conflict (tenant_id, kind, about, occasion, recipient) do nothing
                        """)
                .bind("message_insert_id", message.id().value())
                .bind("message_insert_customer", message.customer().value())
                .bind("message_insert_kind", message.kind())
                .bind("message_insert_about", message.about())
                .bind("message_insert_occasion", message.occasion())
                .bind("message_insert_recipient", message.recipient())
                .bind("message_insert_language", message.language())
                .bind("message_insert_subject", message.mail().subject())
                .bind("message_insert_plain", message.mail().plainText())
                .bind("message_insert_html", message.mail().html())
                .column("message_insert_sender", String.class, row, Message::senderName)
                .column("message_insert_reply", String.class, row, Message::replyTo)
                .build();
    }

    Mono<Message> find(MessageId id) {
        return database.sql(MESSAGES + " and id = :id")
                .bind("id", id.value())
                .one(columns -> message(new Row(columns)));
    }

    Mono<Message> findAndLock(MessageId id) {
        return database.sql(MESSAGES + " and id = :id for update")
                .bind("id", id.value())
                .one(columns -> message(new Row(columns)));
    }

    /** The messages of one sending. */
    Flux<Message> of(String kind, String about, UUID occasion) {
        return database.sql(MESSAGES + " and kind = :kind and about = :about and occasion = :occasion order by id")
                .bind("kind", kind)
                .bind("about", about)
                .bind("occasion", occasion)
                .all(columns -> message(new Row(columns)));
    }

    /** Newest first. */
    Flux<Message> list(MessageFilter filter, @Nullable Cursor before, int limit) {
        return Listing.of(database, MESSAGES)
                .where("customer_id = :customer", filter.customer())
                .where(
                        "state = :state",
                        filter.state() == null ? null : filter.state().code())
                .where("about = :about", filter.about())
                .where("lower(recipient) = lower(:recipient)", filter.recipient())
                .newestFirst("id", before, limit)
                .all(columns -> message(new Row(columns)));
    }

    /**
     * Takes a queued mail, which nobody else then hands over; empty where it is not queued any more.
     *
     * @param enclosed whether a document goes with it
     */
    Mono<Message> take(MessageId id, boolean enclosed) {
        return database.sql("""
                        update message
                           set state = 'sending', attempts = attempts + 1, taken_at = now(), enclosed = :enclosed
                         where tenant_id = :tenant
                           and id = :id
                           and state = 'queued'
                        returning
                        """ + COLUMNS)
                .bind("id", id.value())
                .bind("enclosed", enclosed)
                .one(columns -> message(new Row(columns)));
    }

    /** The mail server took it at this handover: also where that is learned late. */
    Mono<Void> sent(Message taken, Instant at) {
        return database.sql("""
                        update message
                           set state = 'sent', sent_at = :at, last_error = null
                         where tenant_id = :tenant
                           and id = :id
                           and taken_at = :taken_at
                           and state in ('sending', 'unknown')
                        """)
                .bind("id", taken.id().value())
                .bind("taken_at", taken.handover())
                .bind("at", at)
                .update()
                .then();
    }

    /** It is known not to have been taken at this handover, and is tried again. */
    Mono<Void> queueAgain(Message taken, String error) {
        return database.sql("""
                        update message
                           set state = 'queued', last_error = :error
                         where tenant_id = :tenant
                           and id = :id
                           and taken_at = :taken_at
                           and state in ('sending', 'unknown')
                        """)
                .bind("id", taken.id().value())
                .bind("taken_at", taken.handover())
                .bind("error", error)
                .update()
                .then();
    }

    /** Because a person says so; what came back from its address before is forgotten. */
    Mono<Void> retry(MessageId id, String address) {
        return database.sql("""
                        delete from mail_suppression
                         where tenant_id = :tenant
                           and address = lower(:address)
                        """)
                .bind("address", address)
                .update()
                .then(database.sql("""
                                update message
                                   set state = 'queued', bounced_at = null, attempts = 0
                                 where tenant_id = :tenant
                                   and id = :id
                                """).bind("id", id.value()).update())
                .then(database.write(jobs.due(MessageSender.KIND, id.value())));
    }

    /** This handover failed or is unknown; whether it was not before. */
    Mono<Boolean> ended(Message taken, DeliveryState state, String error) {
        return database.sql("""
                        update message
                           set state = :state, last_error = :error
                         where tenant_id = :tenant
                           and id = :id
                           and taken_at = :taken_at
                           and state in ('sending', 'unknown')
                           and state <> :state
                        """)
                .bind("id", taken.id().value())
                .bind("taken_at", taken.handover())
                .bind("state", state.code())
                .bind("error", error)
                .update()
                .map(rows -> rows == 1);
    }

    /** It came back, for good; whether that was not known before. */
    Mono<Boolean> bounced(MessageId id, String reason) {
        return database.sql("""
                        with back as (
                            update message
                               set state = 'bounced', bounced_at = :now, last_error = :reason
                             where tenant_id = :tenant
                               and id = :id
                               and state in ('sending', 'unknown', 'sent')
                            returning id, lower(recipient) as address
                        ), suppressed as (
                            insert into mail_suppression (tenant_id, address, message_id, created_at)
                            select :tenant, address, id, :now
                              from back
                            on conflict (tenant_id, address) do nothing
                        )
                        select count(*) as back from back
                        """)
                .bind("id", id.value())
                .bind("reason", reason)
                .one(columns -> new Row(columns).minor("back") == 1);
    }

    private static Message message(Row row) {
        return new Message(
                new MessageId(row.uuid("id")),
                new CustomerId(row.uuid("customer_id")),
                row.text("kind"),
                row.text("about"),
                row.uuid("occasion"),
                row.text("recipient"),
                row.text("language"),
                row.textIfAny("sender_name"),
                row.textIfAny("reply_to"),
                new Mail(row.text("subject"), row.text("plain_text"), row.text("html")),
                DeliveryState.of(row.text("state")),
                row.number("attempts"),
                row.textIfAny("last_error"),
                row.fact("enclosed") ? new Enclosed(row.text("file_name"), row.text("hash")) : null,
                row.moment("created_at"),
                row.columns().get("taken_at", Instant.class),
                row.columns().get("sent_at", Instant.class),
                row.columns().get("bounced_at", Instant.class));
    }
}

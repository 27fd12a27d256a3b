package io.duebook.message;

import io.duebook.platform.Cursor;
import io.duebook.platform.Database;
import io.duebook.platform.Jobs;
import io.duebook.platform.Row;
import io.duebook.platform.Write;
import io.duebook.shared.CustomerId;
import io.duebook.shared.MessageId;
import java.time.Instant;
import java.util.Collection;
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
            id, customer_id, kind, about, recipient, language, subject, plain_text, html, state, attempts, last_error,
            created_at, sent_at""";

    private final Database database;
    private final Jobs jobs;

    Messages(Database database, Jobs jobs) {
        this.database = database;
        this.jobs = jobs;
    }

    /** Somebody to write to. */
    record Addressee(CustomerId customer, String customerName, String email, String language) {}

    /** The customer's contacts; where there are none, the customer's own address. */
    Flux<Addressee> addressees(CustomerId customer, String tenantsLanguage) {
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
                    return new Addressee(customer, row.text("name"), row.text("email"), row.text("language"));
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
        return Write.part("message_insert", """
                        insert into message (tenant_id, id, customer_id, kind, about, recipient, language, subject,
                                             plain_text, html, state, created_at)
                        values (:tenant, :message_insert_id, :message_insert_customer, :message_insert_kind,
                                :message_insert_about, :message_insert_recipient, :message_insert_language,
                                :message_insert_subject, :message_insert_plain, :message_insert_html, 'queued', :now)
                        on conflict (tenant_id, kind, about, recipient) do nothing
                        """)
                .bind("message_insert_id", message.id().value())
                .bind("message_insert_customer", message.customer().value())
                .bind("message_insert_kind", message.kind())
                .bind("message_insert_about", message.about())
                .bind("message_insert_recipient", message.recipient())
                .bind("message_insert_language", message.language())
                .bind("message_insert_subject", message.mail().subject())
                .bind("message_insert_plain", message.mail().plainText())
                .bind("message_insert_html", message.mail().html())
                .build();
    }

    Mono<Message> find(MessageId id) {
        return database.sql("select " + COLUMNS + """

                          from message
                         where tenant_id = :tenant
                           and id = :id
                        """).bind("id", id.value()).one(columns -> message(new Row(columns)));
    }

    /** Newest first. */
    Flux<Message> list(@Nullable CustomerId customer, @Nullable Cursor before, int limit) {
        return database.sql("select " + COLUMNS + """

                          from message
                         where tenant_id = :tenant
                           and (cast(:customer as uuid) is null or customer_id = :customer)
                           and (cast(:before as uuid) is null or id < :before)
                         order by id desc
                         limit :limit
                        """)
                .bind("customer", customer == null ? null : customer.value(), UUID.class)
                .bind("before", before == null ? null : before.uuid(), UUID.class)
                .bind("limit", limit)
                .all(columns -> message(new Row(columns)));
    }

    Mono<Void> sent(MessageId id, Instant at) {
        return database.sql("""
                        update message
                           set state = 'sent', sent_at = :at, attempts = attempts + 1, last_error = null
                         where tenant_id = :tenant
                           and id = :id
                        """).bind("id", id.value()).bind("at", at).update().then();
    }

    /** @param state queued, to be tried again, or failed */
    Mono<Void> notSent(MessageId id, String state, String error) {
        return database.sql("""
                        update message
                           set state = :state, attempts = attempts + 1, last_error = :error
                         where tenant_id = :tenant
                           and id = :id
                        """)
                .bind("id", id.value())
                .bind("state", state)
                .bind("error", error)
                .update()
                .then();
    }

    private static Message message(Row row) {
        return new Message(
                new MessageId(row.uuid("id")),
                new CustomerId(row.uuid("customer_id")),
                row.text("kind"),
                row.text("about"),
                row.text("recipient"),
                row.text("language"),
                new Mail(row.text("subject"), row.text("plain_text"), row.text("html")),
                row.text("state"),
                row.number("attempts"),
                row.textIfAny("last_error"),
                row.moment("created_at"),
                row.columns().get("sent_at", Instant.class));
    }
}

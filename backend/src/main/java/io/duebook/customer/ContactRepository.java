package io.duebook.customer;

import static java.util.Objects.requireNonNull;

import io.duebook.platform.Cursor;
import io.duebook.platform.Database;
import io.duebook.platform.Version;
import io.duebook.platform.Write;
import io.duebook.shared.ContactId;
import io.duebook.shared.CustomerId;
import io.duebook.tenant.Membership;
import io.duebook.tenant.MembershipState;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The rows of contacts. */
@Repository
class ContactRepository {

    private static final String CONTACTS = """
            select id, customer_id, email, name, language, state, version, created_at
              from contact
             where tenant_id = :tenant
            """;

    private final Database database;

    ContactRepository(Database database) {
        this.database = database;
    }

    Mono<Contact> find(ContactId id) {
        return database.sql(CONTACTS + " and id = :id").bind("id", id.value()).one(ContactRepository::contact);
    }

    Mono<Contact> findAndLock(ContactId id) {
        return database.sql(CONTACTS + " and id = :id for no key update")
                .bind("id", id.value())
                .one(ContactRepository::contact);
    }

    Flux<Contact> ofCustomer(CustomerId customer) {
        return database.sql(CONTACTS + " and customer_id = :customer and state <> 'revoked' order by id")
                .bind("customer", customer.value())
                .all(ContactRepository::contact);
    }

    Flux<Contact> list(
            @Nullable CustomerId customer, @Nullable MembershipState state, @Nullable Cursor after, int rows) {
        Database.Query query = database.sql(CONTACTS
                        + (customer == null ? "" : " and customer_id = :customer")
                        + (state == null ? "" : " and state = :state")
                        + (after == null ? "" : " and id > :after")
                        + " order by id limit :rows")
                .bind("rows", rows);
        if (customer != null) {
            query = query.bind("customer", customer.value());
        }
        if (state != null) {
            query = query.bind("state", state.word());
        }
        return (after == null ? query : query.bind("after", after.uuid())).all(ContactRepository::contact);
    }

    /** What identity is to know of a contact, with the customer's name as it is now. */
    Mono<Membership> membership(ContactId id) {
        return database.sql("""
                        select contact.id, contact.customer_id, contact.email, contact.name, contact.language,
                               contact.state, contact.version, contact.created_at, customer.name as customer_name
                          from contact
                          join customer
                            on customer.tenant_id = contact.tenant_id
                           and customer.id = contact.customer_id
                         where contact.tenant_id = :tenant
                           and contact.id = :id
                        """).bind("id", id.value()).one(row -> contact(row)
                .membership(requireNonNull(row.get("customer_name", String.class))));
    }

    Write insert(Contact contact) {
        return Write.part("contact_insert", """
                        insert into contact (tenant_id, id, customer_id, email, name, language, state, version,
                                             created_at)
                        select :tenant, :contact_insert_id, :contact_insert_customer, :contact_insert_email, name,
                               :contact_insert_language, 'invited', 1, :contact_insert_created_at
                          from unnest(:contact_insert_name) as row (name)
                        """)
                .bind("contact_insert_id", contact.id().value())
                .bind("contact_insert_customer", contact.customer().value())
                .bind("contact_insert_email", contact.email())
                .bind("contact_insert_name", new @Nullable String[] {contact.name()})
                .bind("contact_insert_language", contact.language())
                .bind("contact_insert_created_at", contact.createdAt())
                .build();
    }

    Write update(Contact contact) {
        return Write.part("contact_update", """
                        update contact
                           set name = row.name, language = :contact_update_language, state = :contact_update_state,
                               version = :contact_update_version
                          from unnest(:contact_update_name) as row (name)
                         where tenant_id = :tenant
                           and id = :contact_update_id
                        """)
                .bind("contact_update_id", contact.id().value())
                .bind("contact_update_name", new @Nullable String[] {contact.name()})
                .bind("contact_update_language", contact.language())
                .bind("contact_update_state", contact.state().word())
                .bind("contact_update_version", contact.version().number())
                .build();
    }

    /** What identity tells of an accepted invitation; no edit, so no new version. */
    Mono<Void> accepted(ContactId id) {
        return database.sql("""
                        update contact
                           set state = 'active'
                         where tenant_id = :tenant
                           and id = :id
                           and state = 'invited'
                        """).bind("id", id.value()).update().then();
    }

    private static Contact contact(Readable row) {
        return new Contact(
                new ContactId(requireNonNull(row.get("id", UUID.class))),
                new CustomerId(requireNonNull(row.get("customer_id", UUID.class))),
                requireNonNull(row.get("email", String.class)),
                row.get("name", String.class),
                requireNonNull(row.get("language", String.class)),
                MembershipState.of(requireNonNull(row.get("state", String.class))),
                new Version(requireNonNull(row.get("version", Integer.class))),
                requireNonNull(row.get("created_at", Instant.class)));
    }
}

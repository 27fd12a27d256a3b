package io.duebook.customer;

import io.duebook.platform.BusinessClock;
import io.duebook.platform.Constraint;
import io.duebook.platform.Cursor;
import io.duebook.platform.Database;
import io.duebook.platform.Event;
import io.duebook.platform.EventLog;
import io.duebook.platform.Ids;
import io.duebook.platform.JobHandler;
import io.duebook.platform.Jobs;
import io.duebook.platform.Limit;
import io.duebook.platform.MergePatch;
import io.duebook.platform.NotFound;
import io.duebook.platform.Page;
import io.duebook.platform.Transactions;
import io.duebook.platform.UnknownReference;
import io.duebook.platform.Version;
import io.duebook.shared.ContactId;
import io.duebook.shared.CustomerId;
import io.duebook.shared.TenantId;
import io.duebook.tenant.AlreadyActive;
import io.duebook.tenant.AlreadyRevoked;
import io.duebook.tenant.Identity;
import io.duebook.tenant.MembershipState;
import io.duebook.tenant.Tenant;
import io.duebook.tenant.Tenants;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** Persons at customers. What is decided here, identity is told after the commit, from what is stored. */
@Service
public class Contacts implements JobHandler {

    private static final String KIND = "contact_access";
    /** The request itself tells identity; the job comes after it, should the request not have got there. */
    private static final Duration JOB_AFTER = Duration.ofSeconds(10);

    private static final int LOOKS_AT_ONCE = 8;

    private final ContactRepository contacts;
    private final Customers customers;
    private final Tenants tenants;
    private final Identity identity;
    private final Database database;
    private final EventLog events;
    private final Jobs jobs;
    private final MergePatch patches;
    private final Transactions transactions;
    private final BusinessClock clock;

    Contacts(
            ContactRepository contacts,
            Customers customers,
            Tenants tenants,
            Identity identity,
            Database database,
            EventLog events,
            Jobs jobs,
            MergePatch patches,
            Transactions transactions,
            BusinessClock clock) {
        this.contacts = contacts;
        this.customers = customers;
        this.tenants = tenants;
        this.identity = identity;
        this.database = database;
        this.events = events;
        this.jobs = jobs;
        this.patches = patches;
        this.transactions = transactions;
        this.clock = clock;
    }

    public Mono<Contact> find(ContactId id) {
        return transactions.read(contacts.find(id));
    }

    /** Everybody who may act for the customer or was asked to, in the order they were invited. */
    public Flux<Contact> ofCustomer(CustomerId customer) {
        return contacts.ofCustomer(customer);
    }

    /**
     * @throws UnknownReference if the customer is not there or archived
     * @throws ContactExists if somebody with this address is a contact of the customer
     */
    Mono<Contact> invite(NewContact wanted) {
        return transactions.write(customers
                .lock(wanted.customer())
                .switchIfEmpty(Mono.error(() -> new UnknownReference("/customer")))
                .zipWhen(customer -> tenants.current(), (customer, tenant) -> invited(wanted, customer, tenant))
                .delayUntil(contact -> database.write(contacts.insert(contact)
                        .and(events.append(event("contact.invited", contact)))
                        .and(jobs.due(KIND, contact.id().value(), JOB_AFTER))))
                .onErrorMap(Constraint.violated("contact_email_once"), taken -> new ContactExists()));
    }

    private Contact invited(NewContact wanted, Customer customer, Tenant tenant) {
        String language = Optional.ofNullable(wanted.language())
                .or(() -> Optional.ofNullable(customer.language()))
                .orElse(tenant.locale());
        return new Contact(
                new ContactId(Ids.next()),
                customer.id(),
                wanted.email().strip(),
                wanted.name(),
                language,
                MembershipState.INVITED,
                Version.FIRST,
                clock.instant());
    }

    /** @throws AlreadyRevoked for somebody who is no contact any more */
    Mono<Contact> edit(ContactId id, Version expected, JsonNode patch) {
        return transactions.write(existing(id)
                .doOnNext(contact -> expected.mustBe(contact.version()))
                .doOnNext(Contacts::mustNotBeRevoked)
                .flatMap(contact -> change(contact, patches.apply(contact.details(), patch, ContactDetails.class))));
    }

    private Mono<Contact> change(Contact contact, ContactDetails wanted) {
        if (wanted.equals(contact.details())) {
            return Mono.just(contact);
        }
        Contact edited = contact.edited(wanted);
        return database.write(contacts.update(edited)
                        .and(events.append(event("contact.updated", edited)))
                        .and(jobs.due(KIND, contact.id().value(), JOB_AFTER)))
                .thenReturn(edited);
    }

    /** Ends the access of a person for good. Again: no change. */
    Mono<Contact> revoke(ContactId id) {
        return transactions.write(
                existing(id).flatMap(contact -> contact.isRevoked() ? Mono.just(contact) : revoke(contact)));
    }

    private Mono<Contact> revoke(Contact contact) {
        Contact revoked = contact.edited(contact.details()).in(MembershipState.REVOKED);
        return database.write(contacts.update(revoked)
                        .and(events.append(event("contact.revoked", revoked)))
                        .and(jobs.due(KIND, contact.id().value(), JOB_AFTER)))
                .thenReturn(revoked);
    }

    private Mono<Contact> existing(ContactId id) {
        return contacts.findAndLock(id).switchIfEmpty(Mono.error(NotFound::new));
    }

    private static void mustNotBeRevoked(Contact contact) {
        if (contact.isRevoked()) {
            throw new AlreadyRevoked();
        }
    }

    /**
     * Leaves word that the invitation is to be mailed again.
     *
     * @throws AlreadyActive if it was accepted
     */
    Mono<Contact> inviteAgain(ContactId id) {
        return get(id).flatMap(contact -> switch (contact.state()) {
            case REVOKED -> Mono.error(new AlreadyRevoked());
            case ACTIVE -> Mono.error(new AlreadyActive());
            case INVITED ->
                transactions
                        .write(database.write(events.append(event("contact.invited_again", contact))
                                .and(jobs.due(
                                        ContactInvitation.KIND, contact.id().value()))))
                        .thenReturn(contact);
        });
    }

    Mono<Contact> get(ContactId id) {
        return find(id).switchIfEmpty(Mono.error(NotFound::new)).flatMap(this::asOfNow);
    }

    /** @throws UnknownReference for a filter by a customer that is not there */
    Mono<Page<Contact>> list(
            @Nullable CustomerId customer, @Nullable MembershipState state, @Nullable Cursor after, Limit limit) {
        Mono<Void> known = customer == null
                ? Mono.empty()
                : customers
                        .find(customer)
                        .switchIfEmpty(Mono.error(() -> new UnknownReference("/customer")))
                        .then();
        return known.then(Mono.defer(() -> transactions.read(contacts.list(customer, state, after, limit.withOneMore())
                        .collectList())))
                .flatMap(rows -> Flux.fromIterable(rows)
                        .flatMapSequential(this::asOfNow, LOOKS_AT_ONCE)
                        .collectList())
                .map(rows -> Page.of(
                        rows, limit.rows(), contact -> Cursor.after(contact.id().value())));
    }

    /** Only identity knows when an invitation was accepted: it is asked on reading, and what it says is kept. */
    private Mono<Contact> asOfNow(Contact contact) {
        if (contact.state() != MembershipState.INVITED) {
            return Mono.just(contact);
        }
        return identity.look(contact.id())
                .filter(state -> state == MembershipState.ACTIVE)
                .delayUntil(state -> transactions.write(contacts.accepted(contact.id())))
                .map(contact::in)
                .defaultIfEmpty(contact);
    }

    /** Tells identity what is stored of a contact. */
    Mono<Void> tell(ContactId id) {
        return identity.follow(Mono.defer(() -> transactions.read(contacts.membership(id))))
                .filter(state -> state == MembershipState.ACTIVE)
                .flatMap(active -> transactions.write(contacts.accepted(id)));
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Mono<Outcome> run(TenantId tenant, UUID subject) {
        return identity.unlessRefused(tell(new ContactId(subject))).thenReturn(JobHandler.done());
    }

    private static Event event(String type, Contact contact) {
        return Event.of(
                type, contact.id(), contact.customer(), Map.of("id", contact.id(), "customer", contact.customer()));
    }
}

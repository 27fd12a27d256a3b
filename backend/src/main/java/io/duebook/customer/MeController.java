package io.duebook.customer;

import io.duebook.platform.Caller;
import io.duebook.shared.ContactId;
import io.duebook.shared.CustomerId;
import io.duebook.shared.MemberId;
import io.duebook.shared.PublicId;
import io.duebook.tenant.ApiClients;
import io.duebook.tenant.Members;
import io.duebook.tenant.TenantView;
import io.duebook.tenant.Tenants;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Tells callers who they are here: member, contact or program. */
@RestController
class MeController {

    private final Tenants tenants;
    private final Members members;
    private final Contacts contacts;
    private final ApiClients clients;
    private final Customers customers;

    MeController(Tenants tenants, Members members, Contacts contacts, ApiClients clients, Customers customers) {
        this.tenants = tenants;
        this.members = members;
        this.contacts = contacts;
        this.clients = clients;
        this.customers = customers;
    }

    @GetMapping("/v1/me")
    Mono<MeView> me() {
        return Mono.zip(Caller.current(), tenants.view()).flatMap(found -> me(found.getT1(), found.getT2()));
    }

    private Mono<MeView> me(Caller caller, TenantView tenant) {
        Mono<MeView> me =
                switch (kind(caller)) {
                    case CONTACT -> contact(caller, tenant);
                    case MEMBER -> member(caller, tenant);
                    case PROGRAM -> clients.nameOf(caller.client()).map(name -> view(caller, tenant, name, null, null));
                };
        return me.switchIfEmpty(Mono.fromSupplier(() -> view(caller, tenant, null, null, null)));
    }

    private static MeView.Kind kind(Caller caller) {
        if (caller.isContact()) {
            return MeView.Kind.CONTACT;
        }
        return caller.membership() == null ? MeView.Kind.PROGRAM : MeView.Kind.MEMBER;
    }

    private Mono<MeView> member(Caller caller, TenantView tenant) {
        return Mono.justOrEmpty(membership(caller, MemberId.PREFIX))
                .flatMap(id -> members.person(new MemberId(id)))
                .map(person -> view(caller, tenant, person.name(), person.email(), null));
    }

    private Mono<MeView> contact(Caller caller, TenantView tenant) {
        CustomerId customer = java.util.Objects.requireNonNull(caller.customer());
        Mono<Optional<Contact>> person = Mono.justOrEmpty(membership(caller, ContactId.PREFIX))
                .flatMap(id -> contacts.find(new ContactId(id)))
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty());
        return customers
                .find(customer)
                .map(found -> new MeView.OwnCustomer(found.id(), found.name()))
                .zipWhen(
                        own -> person,
                        (own, contact) -> view(
                                caller,
                                tenant,
                                contact.map(Contact::name).orElse(null),
                                contact.map(Contact::email).orElse(null),
                                own));
    }

    private static Optional<java.util.UUID> membership(Caller caller, String prefix) {
        return Optional.ofNullable(caller.membership()).flatMap(id -> PublicId.parse(prefix, id));
    }

    private static MeView view(
            Caller caller,
            TenantView tenant,
            @Nullable String name,
            @Nullable String email,
            MeView.@Nullable OwnCustomer customer) {
        return new MeView(
                kind(caller),
                name,
                email,
                caller.roles(),
                caller.scopes().stream().sorted().toList(),
                caller.membership(),
                customer,
                tenant);
    }
}

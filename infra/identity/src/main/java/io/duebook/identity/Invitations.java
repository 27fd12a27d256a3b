package io.duebook.identity;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The life of a membership: invited, accepted, changed, revoked. */
@Service
class Invitations {

    private final Tenants tenants;
    private final People people;
    private final Memberships memberships;
    private final Links links;
    private final Letters letters;
    private final Authorizations authorizations;
    private final Sessions sessions;
    private final PasswordEncoder encoder;
    private final Settings.Identity settings;

    Invitations(
            Tenants tenants,
            People people,
            Memberships memberships,
            Links links,
            Letters letters,
            Authorizations authorizations,
            Sessions sessions,
            PasswordEncoder encoder,
            Settings settings) {
        this.tenants = tenants;
        this.people = people;
        this.memberships = memberships;
        this.links = links;
        this.letters = letters;
        this.authorizations = authorizations;
        this.sessions = sessions;
        this.encoder = encoder;
        this.settings = settings.identity();
    }

    /** What the backend wants a membership to be. Roles for a member, a customer for a contact. */
    record Wish(
            String tenantId,
            String membershipId,
            String email,
            Optional<String> name,
            Membership.Kind kind,
            Set<Role> roles,
            @Nullable String customerId,
            @Nullable String customerName,
            Optional<Language> language) {}

    /**
     * Makes the membership what is wished for: invites the first time, changes roles later. The same wish again changes
     * nothing and mails nothing.
     *
     * @throws Refusal if the tenant is unknown, the membership is revoked, or the wish would hand it to somebody else
     */
    @Transactional
    Membership put(Wish wish) {
        Tenants.Tenant tenant = tenants.get(wish.tenantId());
        Language language = wish.language().orElseGet(() -> Language.of(tenant.locale()));
        Person person = people.findOrCreate(wish.email(), wish.name(), language);
        boolean created = memberships.invite(wish, person.id());
        Membership known = memberships
                .find(wish.tenantId(), wish.membershipId())
                .orElseThrow(() -> Refusal.conflict("membership_taken", "This membership id is in use elsewhere."));
        return created ? mailed(known, person) : change(known, wish, person);
    }

    private Membership change(Membership known, Wish wish, Person person) {
        refuseWhatCannotChange(known, wish, person);
        memberships.change(known, person.id(), wish.roles(), wish.customerName());
        Membership changed = get(wish.tenantId(), wish.membershipId());
        return known.personId().equals(person.id()) ? changed : mailed(changed, person);
    }

    private static void refuseWhatCannotChange(Membership known, Wish wish, Person person) {
        if (known.state() == Membership.State.REVOKED) {
            throw Refusal.conflict("membership_revoked", "This membership was revoked for good: invite anew.");
        }
        boolean sameCustomer = Objects.equals(known.customerId(), wish.customerId());
        if (known.kind() != wish.kind() || !sameCustomer) {
            throw Refusal.conflict(
                    "membership_fixed", "Kind and customer of a membership never change: revoke it and invite anew.");
        }
        if (known.isActive() && !known.personId().equals(person.id())) {
            throw Refusal.conflict(
                    "membership_active", "Somebody accepted this membership: revoke it and invite the other address.");
        }
    }

    /** @throws Refusal if there is no such membership in that tenant */
    Membership get(String tenant, String membership) {
        return memberships
                .find(tenant, membership)
                .orElseThrow(() -> Refusal.notFound("No such membership in this tenant."));
    }

    /** @throws Refusal unless the membership still waits to be accepted */
    @Transactional
    Membership sendAgain(String tenant, String id) {
        Membership membership = get(tenant, id);
        return switch (membership.state()) {
            case INVITED -> mailed(membership, people.get(membership.personId()));
            case ACTIVE -> throw Refusal.conflict("membership_active", "This invitation was accepted already.");
            case REVOKED -> throw Refusal.conflict("membership_revoked", "This membership was revoked: invite anew.");
        };
    }

    private Membership mailed(Membership membership, Person person) {
        String token = links.invitation(person.id(), membership.id(), settings.invitationLife());
        letters.sendInvitation(person, membership, token);
        return membership;
    }

    /** Ends the membership with its sessions and tokens. Again: no change. */
    @Transactional
    void revoke(String tenant, String id) {
        Membership membership = get(tenant, id);
        memberships.revoke(tenant, id);
        links.endInvitations(id);
        authorizations.endOfMembership(id);
        sessions.endAllWith(membership.personId(), id);
    }

    /** Who is invited to what by this link, if it still works. */
    Optional<Invitation> look(String token) {
        return links.look(Links.Purpose.INVITATION, token).flatMap(this::invitation);
    }

    record Invitation(Person person, Membership membership) {}

    /** Accepts for somebody who has a password already; empty if the link no longer works. */
    @Transactional
    Optional<Invitation> accept(String token) {
        Optional<Invitation> accepted =
                links.use(Links.Purpose.INVITATION, token).flatMap(this::invitation);
        accepted.ifPresent(
                invitation -> memberships.activate(invitation.membership().id()));
        return accepted;
    }

    /** Accepts for somebody new, with the name and password they chose; empty if the link no longer works. */
    @Transactional
    Optional<Invitation> accept(String token, String name, String password) {
        Optional<Invitation> accepted = accept(token);
        accepted.ifPresent(invitation -> {
            UUID person = invitation.person().id();
            people.rename(person, name);
            people.setPassword(person, String.valueOf(encoder.encode(password)));
        });
        return accepted;
    }

    private Optional<Invitation> invitation(Links.Link link) {
        return memberships
                .findOf(link.personId(), String.valueOf(link.membershipId()))
                .filter(membership -> membership.state() != Membership.State.REVOKED)
                .map(membership -> new Invitation(people.get(link.personId()), membership));
    }
}

package io.duebook.tenant;

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
import io.duebook.platform.Version;
import io.duebook.shared.MemberId;
import io.duebook.shared.TenantId;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** The tenant's staff. What is decided here, identity is told after the commit, from what is stored. */
@Service
public class Members implements JobHandler {

    private static final String KIND = "member_access";
    /** The request itself tells identity; the job comes after it, should the request not have got there. */
    private static final Duration JOB_AFTER = Duration.ofSeconds(10);

    private static final int LOOKS_AT_ONCE = 8;

    private final MemberRepository members;
    private final Tenants tenants;
    private final TenantRepository tenantRows;
    private final Identity identity;
    private final Database database;
    private final EventLog events;
    private final Jobs jobs;
    private final MergePatch patches;
    private final Transactions transactions;
    private final BusinessClock clock;

    Members(
            MemberRepository members,
            Tenants tenants,
            TenantRepository tenantRows,
            Identity identity,
            Database database,
            EventLog events,
            Jobs jobs,
            MergePatch patches,
            Transactions transactions,
            BusinessClock clock) {
        this.members = members;
        this.tenants = tenants;
        this.tenantRows = tenantRows;
        this.identity = identity;
        this.database = database;
        this.events = events;
        this.jobs = jobs;
        this.patches = patches;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** The person behind a membership, for whoever shows them to themselves; empty if it is no member's. */
    public Mono<Person> person(MemberId id) {
        return transactions
                .read(members.find(id))
                .map(member -> new Person(member.details().name(), member.email()));
    }

    /** How a member or contact is called. */
    public record Person(@Nullable String name, String email) {}

    /** @throws MemberExists if somebody with this address is a member */
    Mono<Member> invite(NewMember wanted) {
        return transactions.write(tenants.current()
                .map(tenant -> invited(wanted, tenant))
                .delayUntil(member -> database.write(members.insert(member)
                        .and(events.append(event("member.invited", member)))
                        .and(jobs.due(KIND, member.id().value(), JOB_AFTER))))
                .onErrorMap(Constraint.violated("member_email_once"), taken -> new MemberExists()));
    }

    private Member invited(NewMember wanted, Tenant tenant) {
        String language = wanted.language() == null ? tenant.locale() : wanted.language();
        return new Member(
                new MemberId(Ids.next()),
                wanted.email().strip(),
                new MemberDetails(wanted.name(), language, wanted.roles()),
                MembershipState.INVITED,
                Version.FIRST,
                clock.instant());
    }

    /**
     * @throws AlreadyRevoked for somebody who is no member any more
     * @throws LastAdmin if nobody would be admin afterwards
     */
    Mono<Member> edit(MemberId id, Version expected, JsonNode patch) {
        return transactions.write(oneAtATime(id)
                .doOnNext(member -> expected.mustBe(member.version()))
                .doOnNext(Members::mustNotBeRevoked)
                .map(member ->
                        new Change(member, member.edited(patches.apply(member.details(), patch, MemberDetails.class))))
                .filterWhen(change ->
                        mayLoseAdmin(change.before(), change.after().details().isAdmin()))
                .delayUntil(change -> change.isNone() ? Mono.empty() : write(change))
                .map(change -> change.isNone() ? change.before() : change.after()));
    }

    private record Change(Member before, Member after) {
        boolean isNone() {
            return before.details().equals(after.details());
        }
    }

    private Mono<Void> write(Change change) {
        Event event = Event.of(
                "member.updated",
                change.after().id(),
                null,
                Map.of(
                        "id",
                        change.after().id(),
                        "before",
                        Map.of("roles", change.before().details().rolesInOrder()),
                        "after",
                        Map.of("roles", change.after().details().rolesInOrder())));
        return database.write(members.update(change.after())
                .and(events.append(event))
                .and(jobs.due(KIND, change.after().id().value(), JOB_AFTER)));
    }

    /** Ends the access of a person for good. Again: no change. */
    Mono<Member> revoke(MemberId id) {
        return transactions.write(
                oneAtATime(id).flatMap(member -> member.isRevoked() ? Mono.just(member) : revoke(member)));
    }

    private Mono<Member> revoke(Member member) {
        Member revoked = member.edited(member.details()).in(MembershipState.REVOKED);
        return mayLoseAdmin(member, false)
                .flatMap(may -> database.write(members.update(revoked)
                        .and(events.append(event("member.revoked", revoked)))
                        .and(jobs.due(KIND, member.id().value(), JOB_AFTER))))
                .thenReturn(revoked);
    }

    /** Always true, or the error that says why not. */
    private Mono<Boolean> mayLoseAdmin(Member member, boolean staysAdmin) {
        if (!member.details().isAdmin() || staysAdmin) {
            return Mono.just(true);
        }
        return members.admins()
                .any(other -> !other.id().equals(member.id()))
                .flatMap(another -> another ? Mono.just(true) : Mono.error(new LastAdmin()));
    }

    /** Changes of a tenant's staff wait for each other, so that of two admins who end each other one stays. */
    private Mono<Member> oneAtATime(MemberId id) {
        return tenantRows
                .lock()
                .then(Mono.defer(() -> members.findAndLock(id)))
                .switchIfEmpty(Mono.error(NotFound::new));
    }

    private static void mustNotBeRevoked(Member member) {
        if (member.isRevoked()) {
            throw new AlreadyRevoked();
        }
    }

    /**
     * Leaves word that the invitation is to be mailed again.
     *
     * @throws AlreadyActive if it was accepted
     */
    Mono<Member> inviteAgain(MemberId id) {
        return get(id).flatMap(member -> switch (member.state()) {
            case REVOKED -> Mono.error(new AlreadyRevoked());
            case ACTIVE -> Mono.error(new AlreadyActive());
            case INVITED ->
                transactions
                        .write(database.write(events.append(event("member.invited_again", member))
                                .and(jobs.due(MemberInvitation.KIND, member.id().value()))))
                        .thenReturn(member);
        });
    }

    Mono<Member> get(MemberId id) {
        return transactions
                .read(members.find(id))
                .switchIfEmpty(Mono.error(NotFound::new))
                .flatMap(this::asOfNow);
    }

    Mono<Page<Member>> list(@Nullable MembershipState state, @Nullable Cursor after, Limit limit) {
        return transactions
                .read(members.list(state, after, limit.withOneMore()).collectList())
                .flatMap(rows -> Flux.fromIterable(rows)
                        .flatMapSequential(this::asOfNow, LOOKS_AT_ONCE)
                        .collectList())
                .map(rows -> Page.of(
                        rows, limit.rows(), member -> Cursor.after(member.id().value())));
    }

    /** Only identity knows when an invitation was accepted: it is asked on reading, and what it says is kept. */
    private Mono<Member> asOfNow(Member member) {
        if (member.state() != MembershipState.INVITED) {
            return Mono.just(member);
        }
        return identity.look(member.id())
                .filter(state -> state == MembershipState.ACTIVE)
                .delayUntil(state -> transactions.write(members.accepted(member.id())))
                .map(member::in)
                .defaultIfEmpty(member);
    }

    /** Tells identity what is stored of a member. */
    Mono<Void> tell(MemberId id) {
        return identity.follow(
                        Mono.defer(() -> transactions.read(members.find(id))).map(Member::membership))
                .filter(state -> state == MembershipState.ACTIVE)
                .flatMap(active -> transactions.write(members.accepted(id)));
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Mono<Outcome> run(TenantId tenant, UUID subject) {
        return identity.unlessRefused(tell(new MemberId(subject))).thenReturn(JobHandler.done());
    }

    private static Event event(String type, Member member) {
        return Event.of(
                type,
                member.id(),
                null,
                Map.of("id", member.id(), "roles", member.details().rolesInOrder()));
    }
}

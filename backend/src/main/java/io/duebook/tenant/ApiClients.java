package io.duebook.tenant;

import io.duebook.platform.BusinessClock;
import io.duebook.platform.Caller;
import io.duebook.platform.Cursor;
import io.duebook.platform.Database;
import io.duebook.platform.Event;
import io.duebook.platform.EventLog;
import io.duebook.platform.Ids;
import io.duebook.platform.JobHandler;
import io.duebook.platform.Jobs;
import io.duebook.platform.Limit;
import io.duebook.platform.NotFound;
import io.duebook.platform.Page;
import io.duebook.platform.Scopes;
import io.duebook.platform.Seal;
import io.duebook.platform.Transactions;
import io.duebook.shared.ApiClientId;
import io.duebook.shared.TenantId;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** The tenant's programs. Identity keeps a hash of each secret; here it is sealed, and forgotten after ten minutes. */
@Service
public class ApiClients implements JobHandler {

    private static final String KIND = "api_client_access";
    private static final int SECRET_BYTES = 32;
    /** The request itself tells identity; the job comes after it and tells again. */
    private static final Duration JOB_AFTER = Duration.ofSeconds(10);

    private static final Duration SECRET_LOOKED_AT_AGAIN = Duration.ofMinutes(2);

    private final ApiClientRepository clients;
    private final Identity identity;
    private final Scopes scopes;
    private final Seal seal;
    private final Database database;
    private final EventLog events;
    private final Jobs jobs;
    private final Transactions transactions;
    private final BusinessClock clock;
    private final SecureRandom random = new SecureRandom();

    ApiClients(
            ApiClientRepository clients,
            Identity identity,
            Scopes scopes,
            Seal seal,
            Database database,
            EventLog events,
            Jobs jobs,
            Transactions transactions,
            BusinessClock clock) {
        this.clients = clients;
        this.identity = identity;
        this.scopes = scopes;
        this.seal = seal;
        this.database = database;
        this.events = events;
        this.jobs = jobs;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** What people call the program behind a token; empty for one that is not the tenant's. */
    public Mono<String> nameOf(String clientId) {
        return transactions.read(clients.nameOf(clientId));
    }

    /** @throws ScopeNotGranted for a scope that is none, or that the caller lacks */
    Mono<ApiClient> create(NewApiClient wanted) {
        return Caller.current()
                .doOnNext(caller -> mustBeGranted(wanted.scopes(), caller))
                .then(Mono.defer(() -> transactions.write(make(wanted.name(), wanted.scopes()))));
    }

    private void mustBeGranted(Set<String> wanted, Caller caller) {
        List<String> beyond = wanted.stream()
                .filter(scope ->
                        !caller.scopes().contains(scope) || !scopes.all().contains(scope))
                .sorted()
                .toList();
        if (!beyond.isEmpty()) {
            throw new ScopeNotGranted(beyond);
        }
    }

    /** The program a new tenant begins with: all it ever needs to make others. */
    Mono<Void> makeFirst(Collection<String> all) {
        return make("First client", all).then();
    }

    private Mono<ApiClient> make(String name, Collection<String> granted) {
        return Mono.defer(() -> {
            ApiClientId id = new ApiClientId(Ids.next());
            ApiClient client =
                    new ApiClient(id, id.text(), name, granted.stream().sorted().toList(), false, clock.instant());
            return database.write(clients.insert(client, seal.close(newSecret(), client.clientId()))
                            .and(events.append(
                                    event("client.created", client, Map.of("id", id, "scopes", client.scopes()))))
                            .and(jobs.due(KIND, id.value(), JOB_AFTER)))
                    .thenReturn(client);
        });
    }

    private String newSecret() {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    Mono<ApiClient> get(ApiClientId id) {
        return transactions.read(clients.find(id)).switchIfEmpty(Mono.error(NotFound::new));
    }

    Mono<ApiClient> first() {
        return transactions.read(clients.first());
    }

    Mono<Page<ApiClient>> list(@Nullable Cursor after, Limit limit) {
        return transactions.read(clients.list(after, limit.withOneMore())
                .collectList()
                .map(rows -> Page.of(
                        rows, limit.rows(), client -> Cursor.after(client.id().value()))));
    }

    /** Its tokens end when identity hears of it, at once or as soon as it answers. Again: no change. */
    Mono<ApiClient> revoke(ApiClientId id) {
        return transactions.write(clients.findAndLock(id)
                .switchIfEmpty(Mono.error(NotFound::new))
                .flatMap(client -> client.isRevoked() ? Mono.just(client) : revoke(client)));
    }

    private Mono<ApiClient> revoke(ApiClient client) {
        var revoked =
                new ApiClient(client.id(), client.clientId(), client.name(), client.scopes(), true, client.createdAt());
        return database.write(clients.revoke(client.id())
                        .and(events.append(event("client.revoked", client, Map.of("id", client.id()))))
                        .and(jobs.due(KIND, client.id().value(), JOB_AFTER)))
                .thenReturn(revoked);
    }

    /** Empty where it may not be shown any more. */
    Mono<String> shownSecret(ApiClient client) {
        return transactions.read(clients.shownSecret(client.id())).map(kept -> seal.open(kept, client.clientId()));
    }

    /** Tells identity what is stored; what has been told and shown is not told again. */
    Mono<Void> tell(ApiClientId id) {
        return transactions.read(clients.find(id)).flatMap(this::tell);
    }

    Mono<Void> tellFirst() {
        return first().flatMap(this::tell);
    }

    /** Ends only when the program was not revoked meanwhile, so that a revocation never loses. */
    private Mono<Void> tell(ApiClient client) {
        return Caller.current()
                .flatMap(caller -> client.isRevoked()
                        ? identity.revokeClient(caller.tenant(), client.clientId())
                        : transactions
                                .read(clients.keptSecret(client.id()))
                                .map(kept -> seal.open(kept, client.clientId()))
                                .flatMap(secret -> identity.putClient(
                                        caller.tenant(), client.clientId(), client.name(), secret, client.scopes()))
                                .then(Mono.defer(() -> transactions.read(clients.find(client.id()))))
                                .filter(ApiClient::isRevoked)
                                .flatMap(this::tell));
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Mono<Outcome> run(TenantId tenant, UUID subject) {
        ApiClientId id = new ApiClientId(subject);
        return tell(id).then(Mono.defer(() -> transactions.write(clients.forgetSecret(id))))
                .then(Mono.defer(() -> transactions.read(clients.keptSecret(id))))
                .<Outcome>map(stillShown -> JobHandler.again(SECRET_LOOKED_AT_AGAIN))
                .defaultIfEmpty(JobHandler.done());
    }

    private static Event event(String type, ApiClient client, Object object) {
        return Event.of(type, client.id(), null, object);
    }
}

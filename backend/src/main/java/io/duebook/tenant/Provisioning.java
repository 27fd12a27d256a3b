package io.duebook.tenant;

import io.duebook.platform.Caller;
import io.duebook.platform.Database;
import io.duebook.platform.Event;
import io.duebook.platform.EventLog;
import io.duebook.platform.Ids;
import io.duebook.platform.JobHandler;
import io.duebook.platform.Scopes;
import io.duebook.platform.Transactions;
import io.duebook.shared.TenantId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/**
 * Sets a tenant up: its books here, then tenant and first client at identity. Each step may be repeated, by the request
 * that ordered it or by the job that finishes what a crash or a silent identity left over.
 */
@Service
class Provisioning implements JobHandler {

    static final String KIND = "tenant_provisioning";

    /** Time for the request itself; the job begins after it. */
    private static final Duration HEALED_AFTER = Duration.ofSeconds(6);

    private final TenantOrders orders;
    private final TenantRepository tenants;
    private final ApiClients clients;
    private final Identity identity;
    private final Scopes scopes;
    private final Transactions transactions;
    private final Database database;
    private final EventLog events;

    Provisioning(
            TenantOrders orders,
            TenantRepository tenants,
            ApiClients clients,
            Identity identity,
            Scopes scopes,
            Transactions transactions,
            Database database,
            EventLog events) {
        this.orders = orders;
        this.tenants = tenants;
        this.clients = clients;
        this.identity = identity;
        this.scopes = scopes;
        this.transactions = transactions;
        this.database = database;
        this.events = events;
    }

    /**
     * A new tenant, or the one that this key made before.
     *
     * @throws OrderKeyReused if the key made another
     * @throws SlugTaken if another tenant has the slug
     */
    Mono<Ordered> order(String caller, String key, NewTenant tenant) {
        return taken(caller, key, tenant)
                .switchIfEmpty(take(caller, key, tenant))
                // Of two with one key at the same moment, the second finds the slug taken by the first.
                .onErrorResume(
                        SlugTaken.class, slug -> taken(caller, key, tenant).switchIfEmpty(Mono.error(slug)))
                .flatMap(this::finish);
    }

    private Mono<Ordered> taken(String caller, String key, NewTenant tenant) {
        return orders.findByKey(caller, key)
                .flatMap(known -> known.tenant().equals(tenant)
                        ? Mono.just(new Ordered(known, true))
                        : Mono.error(new OrderKeyReused()));
    }

    private Mono<Ordered> take(String caller, String key, NewTenant tenant) {
        return Mono.defer(() -> {
            TenantId id = new TenantId(Ids.next());
            return orders.take(id, caller, key, tenant, HEALED_AFTER)
                    .then(Mono.defer(() -> orders.find(id)))
                    .map(order -> new Ordered(order, false));
        });
    }

    record Ordered(TenantOrder order, boolean isReplay) {}

    /** The books must open now, for the answer shows the first client; identity may come later. */
    private Mono<Ordered> finish(Ordered ordered) {
        TenantOrder order = ordered.order();
        return openBooks(order)
                .then(identity.soon(Mono.defer(() -> tellIdentity(order))))
                .then(Mono.defer(() -> orders.find(order.id())))
                .map(reached -> new Ordered(reached, ordered.isReplay()));
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Mono<Outcome> run(TenantId tenant, UUID subject) {
        return orders.find(tenant)
                .flatMap(order -> openBooks(order).then(Mono.defer(() -> tellIdentity(order))))
                .thenReturn(JobHandler.done());
    }

    private Mono<Void> openBooks(TenantOrder order) {
        return transactions
                .write(tenants.open(order).filter(isNew -> isNew).flatMap(isNew -> begin(order)))
                .contextWrite(context -> onBehalfOf(order).into(context));
    }

    private Mono<Void> begin(TenantOrder order) {
        NewTenant tenant = order.tenant();
        Event created = Event.of(
                "tenant.created",
                order.id(),
                null,
                Map.of(
                        "id", order.id(),
                        "slug", tenant.slug(),
                        "time_zone", tenant.timeZone(),
                        "locale", tenant.locale(),
                        "base_currency", tenant.baseCurrency()));
        return database.write(events.append(created)).then(clients.makeFirst(scopes.all()));
    }

    private Mono<Void> tellIdentity(TenantOrder order) {
        NewTenant tenant = order.tenant();
        return identity.putTenant(order.id(), tenant.slug(), tenant.name(), tenant.locale())
                .then(clients.tellFirst())
                .then(orders.activate(order.id()))
                .contextWrite(context -> onBehalfOf(order).into(context));
    }

    /** The operator acts, for the one tenant it has ordered. */
    static Caller onBehalfOf(TenantOrder order) {
        return new Caller(order.id(), null, order.caller(), order.caller(), null, List.of(), Set.of(), "provisioning");
    }
}

package io.duebook.tenant;

import io.duebook.platform.BusinessClock;
import io.duebook.platform.Database;
import io.duebook.platform.Event;
import io.duebook.platform.EventLog;
import io.duebook.platform.MergePatch;
import io.duebook.platform.Transactions;
import io.duebook.platform.Version;
import java.util.Map;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** The tenant at hand. */
@Service
public class Tenants {

    private final TenantRepository tenants;
    private final TenantOrders orders;
    private final Database database;
    private final EventLog events;
    private final MergePatch patches;
    private final InterestPresets presets;
    private final Transactions transactions;
    private final BusinessClock clock;

    Tenants(
            TenantRepository tenants,
            TenantOrders orders,
            Database database,
            EventLog events,
            MergePatch patches,
            InterestPresets presets,
            Transactions transactions,
            BusinessClock clock) {
        this.tenants = tenants;
        this.orders = orders;
        this.database = database;
        this.events = events;
        this.patches = patches;
        this.presets = presets;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** The tenant for whom the work at hand is done, with its policies as they stood when the transaction asked first. */
    public Mono<Tenant> current() {
        return transactions
                .read(transactions.once(Tenant.class, tenants.current()))
                .switchIfEmpty(Mono.error(NotProvisioned::new));
    }

    /** The same, as the API shows it to the tenant's own. */
    public Mono<TenantView> view() {
        return current().flatMap(tenant -> orders.slug(tenant.id())
                .map(slug -> TenantView.of(tenant, slug, tenant.today(clock))));
    }

    /** Changes policies for what is decided from now on; what was booked stays as it was. */
    Mono<Tenant> edit(Version expected, JsonNode patch) {
        return transactions.write(tenants.lock()
                .switchIfEmpty(Mono.error(NotProvisioned::new))
                .doOnNext(tenant -> expected.mustBe(tenant.version()))
                .flatMap(tenant -> change(tenant, wanted(tenant, patch).checked())));
    }

    private Policies wanted(Tenant tenant, JsonNode patch) {
        return presets.applied(tenant.policies(), patches.apply(tenant.policies(), patch, Policies.class), patch);
    }

    private Mono<Tenant> change(Tenant tenant, Policies wanted) {
        if (wanted.equals(tenant.policies())) {
            return Mono.just(tenant);
        }
        Event event =
                Event.of("policies.updated", tenant.id(), null, Map.of("before", tenant.policies(), "after", wanted));
        return database.write(tenants.setPolicies(wanted).and(events.append(event)))
                .thenReturn(tenant.with(wanted));
    }
}

package io.duebook.platform;

import io.duebook.shared.TenantId;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Tenants of whom this server just committed events. In memory only: what a crash loses, the sweep finds. */
@Component
class Unnumbered {

    private final Set<TenantId> tenants = ConcurrentHashMap.newKeySet();

    /** Marks the tenant of the work at hand. */
    Mono<Void> hint() {
        return Caller.current().doOnNext(caller -> tenants.add(caller.tenant())).then();
    }

    void again(TenantId tenant) {
        tenants.add(tenant);
    }

    Set<TenantId> take() {
        Set<TenantId> taken = Set.copyOf(tenants);
        tenants.removeAll(taken);
        return taken;
    }
}

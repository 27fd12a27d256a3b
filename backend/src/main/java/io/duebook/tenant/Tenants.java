package io.duebook.tenant;

import io.duebook.platform.Transactions;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** The tenant at hand. */
@Service
public class Tenants {

    private final TenantRepository tenants;
    private final Transactions transactions;

    Tenants(TenantRepository tenants, Transactions transactions) {
        this.tenants = tenants;
        this.transactions = transactions;
    }

    /** The tenant for whom the work at hand is done, with its policies as they stand. */
    public Mono<Tenant> current() {
        return transactions.read(tenants.current()).switchIfEmpty(Mono.error(NotProvisioned::new));
    }
}

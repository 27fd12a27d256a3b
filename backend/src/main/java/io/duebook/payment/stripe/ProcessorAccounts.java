package io.duebook.payment.stripe;

import io.duebook.shared.TenantId;
import java.util.Objects;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Which account at Stripe is whose. */
@Repository
class ProcessorAccounts {

    private final DatabaseClient directory;

    ProcessorAccounts(@Qualifier("directoryClient") DatabaseClient directory) {
        this.directory = directory;
    }

    /** @throws NotLinked if money of this tenant has nowhere to go */
    Mono<String> activeOf(TenantId tenant) {
        return directory
                .sql("""
                        select account
                          from directory.processor_account
                         where tenant_id = :tenant
                           and processor = 'stripe'
                           and active
                        """)
                .bind("tenant", tenant.value())
                .map(row -> Objects.requireNonNull(row.get("account", String.class)))
                .one()
                .switchIfEmpty(Mono.error(NotLinked::new));
    }

    /** Whose an account is, or was: what is under way there goes on. Empty where it is nobody's. */
    Mono<TenantId> ownerOf(String account) {
        return directory
                .sql("""
                        select tenant_id
                          from directory.processor_account
                         where processor = 'stripe'
                           and account = :account
                        """)
                .bind("account", account)
                .map(row -> new TenantId(Objects.requireNonNull(row.get("tenant_id", UUID.class))))
                .one();
    }
}

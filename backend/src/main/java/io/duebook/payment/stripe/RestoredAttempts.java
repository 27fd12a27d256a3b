package io.duebook.payment.stripe;

import io.duebook.platform.Database;
import io.duebook.platform.Restored;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Attempts that were live are over here, and what they reserved is free: the tenant they came from goes on with them, and
 * nobody is charged twice. Of a refund under way nobody here knows what became of it. None of them has work that is due.
 */
@Component
class RestoredAttempts implements Restored {

    private final Database database;

    RestoredAttempts(Database database) {
        this.database = database;
    }

    @Override
    public Mono<Void> afterRestore() {
        return database.sql("""
                        update checkout
                           set state = 'expired', updated_at = :now
                         where tenant_id = :tenant
                           and state in ('requested', 'unknown', 'open', 'processing')
                        """)
                .update()
                .then(Mono.defer(() -> database.sql("""
                        update reservation
                           set released_at = :now
                         where tenant_id = :tenant
                           and released_at is null
                        """).update()))
                .then(Mono.defer(() -> database.sql("""
                        update refund
                           set state = 'unknown', updated_at = :now
                         where tenant_id = :tenant
                           and state = 'pending'
                        """).update()))
                .then();
    }
}

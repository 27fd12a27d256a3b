package io.duebook.invoice;

import io.duebook.item.DepositMoney;
import io.duebook.platform.Database;
import io.duebook.platform.Restored;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Invoices that come again wait until somebody resumes them: where they come from they still come, and no customer gets one
 * twice. The tax of each deposit is looked at once.
 */
@Component
class RestoredSchedules implements Restored {

    private final Database database;

    RestoredSchedules(Database database) {
        this.database = database;
    }

    @Override
    public Mono<Void> afterRestore() {
        return pause().then(Mono.defer(this::lookAtDeposits)).then();
    }

    private Mono<Long> pause() {
        return database.sql("""
                        update recurring_invoice
                           set state = 'paused', version = version + 1, updated_at = :now
                         where tenant_id = :tenant
                           and state = 'active'
                        """).update();
    }

    private Mono<Long> lookAtDeposits() {
        return database.sql("""
                        insert into directory.due_work (id, tenant_id, kind, subject, due_at)
                        select gen_random_uuid(), :tenant, :deposit, id, now()
                          from deposit
                         where tenant_id = :tenant
                        """).bind("deposit", DepositMoney.TOUCHED).update();
    }
}

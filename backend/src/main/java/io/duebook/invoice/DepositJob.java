package io.duebook.invoice;

import io.duebook.item.DepositMoney;
import io.duebook.platform.JobHandler;
import io.duebook.platform.NotFound;
import io.duebook.shared.DepositId;
import io.duebook.shared.TenantId;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Looks at the tax of a deposit again whenever its money has changed: a refund, a reversal, an allocation by hand. Whatever
 * changes the money leaves this work in its own transaction (docs/decisions/0151). Run twice, it finds nothing to do.
 */
@Component
class DepositJob implements JobHandler {

    private final Deposits deposits;

    DepositJob(Deposits deposits) {
        this.deposits = deposits;
    }

    @Override
    public String kind() {
        return DepositMoney.TOUCHED;
    }

    @Override
    public Mono<Outcome> run(TenantId tenant, UUID subject) {
        return deposits.reckonLater(new DepositId(subject))
                .thenReturn(JobHandler.done())
                .onErrorReturn(NotFound.class, JobHandler.done());
    }
}

package io.duebook.statement;

import io.duebook.platform.Caller;
import io.duebook.platform.JobHandler;
import io.duebook.platform.Transactions;
import io.duebook.shared.StatementRunId;
import io.duebook.shared.TenantId;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Goes on with runs, on behalf of whoever ordered them. */
@Component
class StatementRunJob implements JobHandler {

    static final String KIND = "statement_run";

    private final StatementRuns runs;
    private final StatementRunRepository repository;
    private final Transactions transactions;

    StatementRunJob(StatementRuns runs, StatementRunRepository repository, Transactions transactions) {
        this.runs = runs;
        this.repository = repository;
        this.transactions = transactions;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public boolean waitsForADay() {
        return true;
    }

    @Override
    public Duration timeLimit() {
        return Duration.ofMinutes(2);
    }

    @Override
    public Mono<Outcome> run(TenantId tenant, UUID subject) {
        var id = new StatementRunId(subject);
        return transactions.read(repository.asker(id)).flatMap(asker -> runs.goOn(id)
                .contextWrite(onBehalfOf(tenant, asker).asJob()::into));
    }

    private static Caller onBehalfOf(TenantId tenant, StatementRunRepository.Asker asker) {
        return new Caller(tenant, null, asker.actor(), asker.client(), null, List.of(), Set.of(), asker.requestId());
    }
}

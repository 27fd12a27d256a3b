package io.duebook.importing;

import io.duebook.platform.Caller;
import io.duebook.platform.JobHandler;
import io.duebook.platform.Transactions;
import io.duebook.shared.ImportId;
import io.duebook.shared.TenantId;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Commits and undoes large imports, on behalf of whoever asked. */
@Component
class ImportJob implements JobHandler {

    private static final Duration BEYOND_THE_TRANSACTION = Duration.ofMinutes(1);

    private final Batches batches;
    private final ImportRepository imports;
    private final Transactions transactions;
    private final ImportSettings settings;

    ImportJob(Batches batches, ImportRepository imports, Transactions transactions, ImportSettings settings) {
        this.batches = batches;
        this.imports = imports;
        this.transactions = transactions;
        this.settings = settings;
    }

    @Override
    public String kind() {
        return Batches.JOB;
    }

    @Override
    public Mono<Outcome> run(TenantId tenant, UUID subject) {
        var id = new ImportId(subject);
        return transactions
                .read(imports.asker(id))
                .map(asker -> new Caller(
                        tenant, null, asker.actor(), asker.client(), null, List.of(), Set.of(), asker.requestId()))
                .flatMap(caller -> batches.goOn(id).contextWrite(caller.asJob()::into));
    }

    @Override
    public Duration timeLimit() {
        return settings.timeLimit().plus(BEYOND_THE_TRANSACTION);
    }

    /** Each of them may keep both of a small server's hands full. */
    @Override
    public int atOnce() {
        return 1;
    }
}

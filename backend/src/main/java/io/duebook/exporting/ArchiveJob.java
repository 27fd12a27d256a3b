package io.duebook.exporting;

import io.duebook.platform.Caller;
import io.duebook.platform.JobHandler;
import io.duebook.platform.Transactions;
import io.duebook.shared.TenantId;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Takes exports and restores on behalf of whoever asked, and lets go of an export's file when its time is over. */
@Component
class ArchiveJob implements JobHandler {

    static final String KIND = "archive";

    private static final Duration BEYOND_THE_TRANSACTION = Duration.ofMinutes(5);

    private final Exports exports;
    private final Restores restores;
    private final ArchiveRepository archives;
    private final Transactions transactions;
    private final ExportSettings settings;

    ArchiveJob(
            Exports exports,
            Restores restores,
            ArchiveRepository archives,
            Transactions transactions,
            ExportSettings settings) {
        this.exports = exports;
        this.restores = restores;
        this.archives = archives;
        this.transactions = transactions;
        this.settings = settings;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Mono<Outcome> run(TenantId tenant, UUID subject) {
        return transactions.read(archives.asker(subject)).flatMap(asker -> goOn(subject)
                .contextWrite(onBehalfOf(tenant, asker).asJob()::into));
    }

    private static Caller onBehalfOf(TenantId tenant, ArchiveRepository.Asker asker) {
        return new Caller(tenant, null, asker.actor(), asker.client(), null, List.of(), Set.of(), asker.requestId());
    }

    private Mono<Outcome> goOn(UUID id) {
        return transactions.read(archives.find(id)).flatMap(found -> switch (found.kind()) {
            case EXPORT -> exports.goOn(found);
            case RESTORE -> restores.goOn(found);
        });
    }

    /** Writing it down, and then keeping it. */
    @Override
    public Duration timeLimit() {
        return settings.timeLimit().multipliedBy(2).plus(BEYOND_THE_TRANSACTION);
    }

    /** Each of them keeps a connection for as long as it takes. */
    @Override
    public int atOnce() {
        return 2;
    }
}

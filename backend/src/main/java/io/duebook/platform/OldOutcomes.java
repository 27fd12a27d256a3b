package io.duebook.platform;

import io.duebook.shared.TenantId;
import java.time.Clock;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Prunes the outcomes of commands once the time for which they are promised is over: tenant by tenant, a few at a time,
 * each batch a transaction of its own, so that nobody waits for it. Several servers share the work.
 */
@Component
class OldOutcomes {

    private static final Logger LOG = LoggerFactory.getLogger(OldOutcomes.class);
    private static final int AT_ONCE = 500;

    private final Database database;
    private final Transactions transactions;
    private final DatabaseClient directory;
    private final Clock clock;

    OldOutcomes(
            Database database,
            Transactions transactions,
            @Qualifier("directoryClient") DatabaseClient directory,
            BusinessClock clock) {
        this.database = database;
        this.transactions = transactions;
        this.directory = directory;
        this.clock = clock;
    }

    @Scheduled(initialDelay = 60_000, fixedDelay = 3_600_000)
    Mono<Void> prune() {
        return directory
                .sql("select id from directory.tenant")
                .map(row -> new TenantId(new Row(row).uuid("id")))
                .all()
                .collectList()
                .flatMapIterable(tenants -> tenants)
                .concatMap(this::prune)
                .then()
                .onErrorResume(error -> {
                    LOG.atWarn().setCause(error).log("old outcomes could not be pruned; tried again later");
                    return Mono.empty();
                });
    }

    /** How many went. A failure is told, keeps no other tenant waiting, and is tried again in an hour. */
    Mono<Long> prune(TenantId tenant) {
        return transactions
                .write(Mono.defer(this::pruneSome))
                .repeat()
                .takeUntil(gone -> gone < AT_ONCE)
                .reduce(0L, Long::sum)
                .onErrorResume(error -> {
                    LOG.atWarn()
                            .addKeyValue("tenant", tenant.text())
                            .setCause(error)
                            .log("old outcomes of a tenant could not be pruned; tried again later");
                    return Mono.empty();
                })
                .contextWrite(context -> Caller.program(tenant, "pruning").into(context));
    }

    private Mono<Long> pruneSome() {
        return database.sql("""
                        delete from idempotency
                         where tenant_id = :tenant
                           and (caller, key) in (select caller, key
                                                   from idempotency
                                                  where tenant_id = :tenant
                                                    and created_at < :oldest
                                                  order by created_at
                                                  limit :most
                                                    for update skip locked)
                        """)
                .bind("oldest", Instant.now(clock).minus(Commands.KEPT_FOR))
                .bind("most", AT_ONCE)
                .update();
    }
}

package io.duebook.platform;

import io.duebook.shared.TenantId;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/**
 * Leaves work to be done later, in the transaction that makes it necessary: both are written or neither is. Times are
 * real time, told by the database, so that servers need not agree about it.
 */
@Component
public class Jobs {

    private final DatabaseClient directory;
    private final Map<String, Mono<Void>> workers = new ConcurrentHashMap<>();

    Jobs(@Qualifier("directoryClient") DatabaseClient directory) {
        this.directory = directory;
    }

    /** Work for the caller's tenant, begun as soon as the transaction is committed. */
    public Write due(String kind, UUID subject) {
        return due(kind, subject, Duration.ZERO);
    }

    /** Work for the caller's tenant, begun this long after the transaction began. */
    public Write due(String kind, UUID subject, Duration in) {
        Write row = Write.part("due_" + kind, """
                        insert into directory.due_work (id, tenant_id, kind, subject, due_at)
                        values (:due_%1$s_id, :tenant, :due_%1$s_kind, :due_%1$s_subject,
                                now() + :due_%1$s_in * interval '1 millisecond')
                        """.formatted(kind))
                .bind("due_" + kind + "_id", Ids.next())
                .bind("due_" + kind + "_kind", kind)
                .bind("due_" + kind + "_subject", subject)
                .bind("due_" + kind + "_in", in.toMillis())
                .build();
        return in.isZero() ? row.onceCommitted(nudge(kind)) : row;
    }

    /** Work for a tenant, left outside of any transaction of the tenant's: by an intake that knows no tenant's rows. */
    public Mono<Void> leave(TenantId tenant, String kind, UUID subject) {
        return leave(tenant, kind, subject, Duration.ZERO).then(nudge(kind));
    }

    /** The same, begun this long from now. */
    public Mono<Void> leave(TenantId tenant, String kind, UUID subject, Duration in) {
        return directory
                .sql("""
                        insert into directory.due_work (id, tenant_id, kind, subject, due_at)
                        values (:id, :tenant, :kind, :subject, now() + :in * interval '1 millisecond')
                        """)
                .bind("id", Ids.next())
                .bind("tenant", tenant.value())
                .bind("kind", kind)
                .bind("subject", subject)
                .bind("in", in.toMillis())
                .fetch()
                .rowsUpdated()
                .then();
    }

    /** Lets this server's worker look at once; without one, or on another server, the next regular look finds it. */
    public Mono<Void> nudge(String kind) {
        return Mono.defer(() -> {
            // Begun and not waited for; the worker must not see the transaction of whoever nudged it.
            Mono<Void> look = workers.getOrDefault(kind, Mono.empty()).contextWrite(nudger -> Context.empty());
            return Mono.firstWithSignal(Transactions.detached(look), Mono.empty());
        });
    }

    void onNudge(String kind, Mono<Void> look) {
        workers.put(kind, look);
    }
}

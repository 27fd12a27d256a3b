package io.duebook.statement;

import io.duebook.platform.Database;
import io.duebook.platform.Restored;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** A run that was under way is not gone on with: where it came from may have sent the rest of it meanwhile. */
@Component
class RestoredRuns implements Restored {

    private final Database database;

    RestoredRuns(Database database) {
        this.database = database;
    }

    @Override
    public Mono<Void> afterRestore() {
        return database.sql("""
                        update statement_run
                           set state = 'cancelled', ended_at = :now
                         where tenant_id = :tenant
                           and state in ('scheduled', 'running', 'paused')
                        """).update().then();
    }
}

package io.duebook.message;

import io.duebook.platform.Database;
import io.duebook.platform.Restored;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * A mail that waited is not sent from here: whoever it came from may have sent it meanwhile. Of one that was being handed
 * over nobody here learns how that ended.
 */
@Component
class RestoredMessages implements Restored {

    private final Database database;

    RestoredMessages(Database database) {
        this.database = database;
    }

    @Override
    public Mono<Void> afterRestore() {
        return database.sql("""
                        update message
                           set state = case when state = 'queued' then 'failed' else 'unknown' end,
                               last_error = 'not sent before the books were restored'
                         where tenant_id = :tenant
                           and state in ('queued', 'sending')
                        """).update().then();
    }
}

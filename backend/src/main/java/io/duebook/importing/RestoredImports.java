package io.duebook.importing;

import io.duebook.platform.Database;
import io.duebook.platform.Restored;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** An import that was not in the books has no rows any more; one that was on its way out is still in. */
@Component
class RestoredImports implements Restored {

    private final Database database;

    RestoredImports(Database database) {
        this.database = database;
    }

    @Override
    public Mono<Void> afterRestore() {
        return database.sql("""
                        update import
                           set state = case when state = 'undoing' then 'committed' else 'expired' end
                         where tenant_id = :tenant
                           and state in ('checked', 'committing', 'undoing')
                        """).update().then();
    }
}

package io.duebook.customer;

import io.duebook.platform.Database;
import io.duebook.platform.Restored;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Contacts keep their names and lose their access: they signed in elsewhere, and nobody is mailed until staff invites anew. */
@Component
class RestoredContacts implements Restored {

    private final Database database;

    RestoredContacts(Database database) {
        this.database = database;
    }

    @Override
    public Mono<Void> afterRestore() {
        return database.sql("""
                        update contact
                           set state = 'revoked', version = version + 1
                         where tenant_id = :tenant
                           and state <> 'revoked'
                        """).update().then();
    }
}

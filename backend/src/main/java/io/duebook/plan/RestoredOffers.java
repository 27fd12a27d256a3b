package io.duebook.plan;

import io.duebook.item.ItemWatch;
import io.duebook.platform.Database;
import io.duebook.platform.Restored;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Offers that are not over are looked at once, as after any change of their claims. */
@Component
class RestoredOffers implements Restored {

    private final Database database;

    RestoredOffers(Database database) {
        this.database = database;
    }

    @Override
    public Mono<Void> afterRestore() {
        return database.sql("""
                        insert into directory.due_work (id, tenant_id, kind, subject, due_at)
                        select gen_random_uuid(), :tenant, :kind, id, now()
                          from settlement_offer
                         where tenant_id = :tenant
                           and withdrawn_on is null
                        """).bind("kind", ItemWatch.OFFER_TOUCHED).update().then();
    }
}

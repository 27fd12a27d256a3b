package io.duebook.audit;

import io.duebook.platform.Database;
import io.duebook.platform.Row;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** When a tenant's people sleep: then a round works without resting. */
@Repository
class Nights {

    private final Database database;

    Nights(Database database) {
        this.database = database;
    }

    /** Between one and five o'clock where the tenant is, as long as none was begun since one. */
    Mono<Boolean> isTimeForAWholeRound() {
        return database.sql("""
                        select extract(hour from here.now) between 1 and 4
                               and not exists (select
                                                 from audit_state s
                                                where s.tenant_id = :tenant
                                                  and s.full_began at time zone t.time_zone
                                                      >= date_trunc('day', here.now) + interval '1 hour') as night
                          from tenant t
                         cross join lateral (select now() at time zone t.time_zone as now) as here
                         where t.tenant_id = :tenant
                        """).one(row -> new Row(row).fact("night")).defaultIfEmpty(false);
    }
}

package io.duebook.item;

import io.duebook.platform.Database;
import io.duebook.platform.Row;
import io.duebook.shared.CustomerId;
import java.util.Collection;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Whom a command on several claims concerns: locked all at once, in the order of their ids, so that nobody waits in a
 * ring.
 */
@Component
public class Concerned {

    private final Database database;

    Concerned(Database database) {
        this.database = database;
    }

    /** A customer whose lock is held until the transaction ends. */
    public record Locked(CustomerId id, boolean isArchived) {}

    /**
     * A customer, locked with all whose claims these are, archived ones included; empty where there is no such customer.
     * Whose a claim is never changes.
     */
    public Mono<Locked> lock(CustomerId customer, Collection<UUID> claims) {
        return database.sql("""
                        select id, archived_at is not null as archived
                          from customer
                         where tenant_id = :tenant
                           and id = any(array(select customer_id
                                                from open_item
                                               where tenant_id = :tenant
                                                 and id = any(:claims)) || cast(:customer as uuid))
                         order by id
                           for no key update
                        """)
                .bind("customer", customer.value())
                .bind("claims", claims.toArray(UUID[]::new))
                .all(columns -> locked(new Row(columns)))
                .collectList()
                .flatMapIterable(all -> all)
                .filter(locked -> locked.id().equals(customer))
                .next();
    }

    private static Locked locked(Row row) {
        return new Locked(new CustomerId(row.uuid("id")), row.fact("archived"));
    }
}

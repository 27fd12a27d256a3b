package io.duebook.customer;

import static java.util.Objects.requireNonNull;

import io.duebook.platform.Database;
import io.duebook.platform.Row;
import io.duebook.platform.UnknownReference;
import io.duebook.shared.CustomerId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Customers and those below them. A group is all customers under the same topmost one, as it is now: what hung where in
 * the past is not kept (docs/decisions/0130).
 */
@Component
public class Groups {

    /** How many levels a group has at most, the topmost customer's included. */
    static final int MOST_LEVELS = 5;

    private static final String BELOW = """
            with recursive below as (
                select id, 1 as level
                  from customer
                 where tenant_id = :tenant
                   and id = :customer
                union all
                select child.id, below.level + 1
                  from below
                  join customer child on child.tenant_id = :tenant and child.parent_id = below.id
                 where below.level <= :most)
            """;

    private final Database database;

    Groups(Database database) {
        this.database = database;
    }

    /** A customer and all below it; empty where there is none that the caller may see. */
    public Mono<List<CustomerId>> below(CustomerId customer) {
        return database.sql(BELOW + "select id from below order by id")
                .bind("customer", customer.value())
                .bind("most", MOST_LEVELS)
                .all(row -> new CustomerId(requireNonNull(row.get("id", UUID.class))))
                .collectList()
                .filter(found -> !found.isEmpty());
    }

    /** The same of a filter, none where nothing is asked for. @throws UnknownReference if there is no such customer */
    public Mono<List<CustomerId>> mustKnow(String pointer, CustomerId filter) {
        return below(filter).switchIfEmpty(Mono.error(() -> new UnknownReference(pointer)));
    }

    /** Whether all of these are in one group; one alone is. */
    public Mono<Boolean> isOneGroup(Collection<CustomerId> customers) {
        return database.sql("""
                        with recursive above as (
                            select id, parent_id, 1 as level
                              from customer
                             where tenant_id = :tenant
                               and id = any(:customers)
                            union all
                            select parent.id, parent.parent_id, above.level + 1
                              from above
                              join customer parent on parent.tenant_id = :tenant and parent.id = above.parent_id
                             where above.level <= :most)
                        select count(distinct id) = 1 as one_group
                          from above
                         where parent_id is null
                        """)
                .bind("customers", customers.stream().map(CustomerId::value).toArray(UUID[]::new))
                .bind("most", MOST_LEVELS)
                .one(row -> Boolean.TRUE.equals(row.get("one_group", Boolean.class)));
    }

    /**
     * The parent that a customer is to have, by name. Until the transaction ends nobody else changes a group of the
     * tenant's.
     *
     * @param customer whose parent it is to be; null for a new one
     * @throws UnknownReference if there is no such parent
     * @throws GroupRefused if it is archived, below the customer, or too far down
     */
    Mono<CustomerName> parent(@Nullable CustomerId customer, CustomerId parent) {
        return takeTurn()
                .then(Mono.defer(() -> find(customer, parent)))
                .switchIfEmpty(Mono.error(() -> new UnknownReference("/parent")))
                .map(Place::checked);
    }

    private Mono<Void> takeTurn() {
        return database.sql("""
                        select pg_advisory_xact_lock(hashtextextended('customer_group ' || cast(:tenant as text), 0))
                               is null as taken
                        """).one(row -> true).then();
    }

    private Mono<Place> find(@Nullable CustomerId customer, CustomerId parent) {
        return database.sql(BELOW + """
                        , above as (
                            select id, parent_id, 1 as level
                              from customer
                             where tenant_id = :tenant
                               and id = :parent
                            union all
                            select next.id, next.parent_id, above.level + 1
                              from above
                              join customer next on next.tenant_id = :tenant and next.id = above.parent_id
                             where above.level <= :most)
                        select id, name, external_id, archived_at,
                               (select max(level) from above) as above,
                               (select coalesce(max(level), 1) from below) as below,
                               exists (select from above where above.id = :customer) as circular
                          from customer
                         where tenant_id = :tenant
                           and id = :parent
                        """)
                .bind("customer", customer == null ? new UUID(0, 0) : customer.value())
                .bind("parent", parent.value())
                .bind("most", MOST_LEVELS)
                .one(columns -> place(new Row(columns)));
    }

    /**
     * Where a customer is to hang.
     *
     * @param above levels from the parent to the topmost, both included
     * @param below levels from the customer down
     */
    private record Place(CustomerName parent, @Nullable Instant archivedAt, int above, int below, boolean isCircular) {

        CustomerName checked() {
            if (isCircular) {
                throw GroupRefused.circular();
            }
            if (archivedAt != null) {
                throw GroupRefused.parentArchived();
            }
            if (above + below > MOST_LEVELS) {
                throw GroupRefused.tooDeep(MOST_LEVELS);
            }
            return parent;
        }
    }

    private static Place place(Row row) {
        return new Place(
                new CustomerName(new CustomerId(row.uuid("id")), row.text("name"), row.textIfAny("external_id")),
                row.columns().get("archived_at", Instant.class),
                row.number("above"),
                row.number("below"),
                row.fact("circular"));
    }
}

package io.duebook.item;

import io.duebook.platform.Database;
import io.duebook.platform.Row;
import io.duebook.platform.Write;
import io.duebook.shared.CustomerId;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;

/** What payment attempts under way speak for. At most one live reservation of an item. */
@Component
public class Reservations {

    private final Database database;

    Reservations(Database database) {
        this.database = database;
    }

    /** Speaks for amounts of items; the database refuses a second live reservation of one item. */
    public Write reserve(List<Reservation> reservations) {
        return Write.part("item_reserve", """
                        insert into reservation (tenant_id, attempt_id, item_id, customer_id, amount)
                        select :tenant, attempt_id, item_id, customer_id, amount
                          from unnest(:item_reserve_attempt, :item_reserve_item, :item_reserve_customer,
                                      :item_reserve_amount) as row (attempt_id, item_id, customer_id, amount)
                        """)
                .column("item_reserve_attempt", UUID.class, reservations, Reservation::attempt)
                .column("item_reserve_item", UUID.class, reservations, Reservation::item)
                .column("item_reserve_customer", UUID.class, reservations, reservation -> reservation
                        .customer()
                        .value())
                .column("item_reserve_amount", Long.class, reservations, Reservation::amount)
                .build();
    }

    /** Ends the reservations of an attempt; a second time nothing happens. */
    public Write release(UUID attempt) {
        return Write.part("item_release", """
                        update reservation
                           set released_at = :now
                         where tenant_id = :tenant
                           and attempt_id = :item_release_attempt
                           and released_at is null
                        """)
                .bind("item_release_attempt", attempt)
                .build();
    }

    /** The live reservations of these items. */
    public Flux<Reservation> of(Collection<UUID> items) {
        return items.isEmpty()
                ? Flux.empty()
                : database.sql("""
                        select attempt_id, item_id, customer_id, amount
                          from reservation
                         where tenant_id = :tenant
                           and item_id = any(:items)
                           and released_at is null
                        """)
                        .bind("items", items.toArray(UUID[]::new))
                        .all(columns -> reservation(new Row(columns)));
    }

    private static Reservation reservation(Row row) {
        return new Reservation(
                row.uuid("attempt_id"),
                row.uuid("item_id"),
                new CustomerId(row.uuid("customer_id")),
                row.minor("amount"));
    }
}

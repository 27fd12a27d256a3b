package io.duebook.platform;

import io.duebook.shared.CustomerId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import tools.jackson.databind.json.JsonMapper;

/** Reads the event log in its final order. What has no number yet is not seen. */
@Repository
class NumberedEvents {

    private final Database database;
    private final JsonMapper json;

    NumberedEvents(Database database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    Flux<NumberedEvent> after(long sequence, int limit) {
        return database.sql("""
                        select number.sequence, event.id, event.type, event.subject, event.customer_id,
                               event.object::text as object, event.created_at
                          from (select sequence, event_id
                                  from event_number
                                 where tenant_id = :tenant
                                   and sequence > :sequence
                                 order by sequence
                                 limit :limit) as number
                          join event on event.tenant_id = :tenant and event.id = number.event_id
                         order by number.sequence
                        """)
                .bind("sequence", sequence)
                .bind("limit", limit)
                .all(columns -> event(new Row(columns)));
    }

    /**
     * @param type only events of this type; null: of every type
     * @param since only events not older
     */
    Flux<NumberedEvent> after(long sequence, @Nullable String type, Instant since, int limit) {
        return database.sql("""
                        select number.sequence, event.id, event.type, event.subject, event.customer_id,
                               event.object::text as object, event.created_at
                          from event_number number
                          join event on event.tenant_id = :tenant and event.id = number.event_id
                         where number.tenant_id = :tenant
                           and number.sequence > :sequence
                           and (cast(:type as text) is null or event.type = :type)
                           and event.created_at >= :since
                         order by number.sequence
                         limit :limit
                        """)
                .bind("sequence", sequence)
                .bind("type", type, String.class)
                .bind("since", since)
                .bind("limit", limit)
                .all(columns -> event(new Row(columns)));
    }

    private NumberedEvent event(Row row) {
        UUID customer = row.uuidIfAny("customer_id");
        return new NumberedEvent(
                row.uuid("id"),
                row.minor("sequence"),
                row.text("type"),
                row.text("subject"),
                customer == null ? null : new CustomerId(customer),
                json.readTree(row.text("object")),
                row.moment("created_at"));
    }
}

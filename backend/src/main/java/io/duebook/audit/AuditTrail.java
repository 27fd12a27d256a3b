package io.duebook.audit;

import io.duebook.platform.Cursor;
import io.duebook.platform.Database;
import io.duebook.platform.Row;
import io.duebook.shared.CustomerId;
import io.duebook.shared.EventId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import tools.jackson.databind.json.JsonMapper;

/** Reads the event log by what was changed. */
@Repository
class AuditTrail {

    private final Database database;
    private final JsonMapper json;

    AuditTrail(Database database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    /**
     * Newest first.
     *
     * @param subject only what happened to this; null: to anything
     */
    Flux<AuditRecord> records(@Nullable String subject, @Nullable Cursor before, int limit) {
        return database.sql("""
                        select id, created_at, type, subject, customer_id, actor, client, request_id, reason,
                               object::text as object
                          from event
                         where tenant_id = :tenant
                           and (cast(:subject as text) is null or subject = :subject)
                           and (cast(:before as uuid) is null or id < :before)
                         order by id desc
                         limit :limit
                        """)
                .bind("subject", subject, String.class)
                .bind("before", before == null ? null : before.uuid(), UUID.class)
                .bind("limit", limit)
                .all(columns -> row(new Row(columns)));
    }

    private AuditRecord row(Row row) {
        UUID customer = row.uuidIfAny("customer_id");
        return new AuditRecord(
                new EventId(row.uuid("id")),
                row.moment("created_at"),
                row.text("type"),
                row.text("subject"),
                customer == null ? null : new CustomerId(customer),
                row.text("actor"),
                row.text("client"),
                row.text("request_id"),
                row.textIfAny("reason"),
                json.readTree(row.text("object")));
    }
}

package io.duebook.platform;

import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The one append-only log. What is appended is written in the command's own transaction, or not at all. */
@Component
public class EventLog {

    private final JsonMapper json;
    private final Unnumbered unnumbered;

    EventLog(JsonMapper json, Unnumbered unnumbered) {
        this.json = json;
        this.unnumbered = unnumbered;
    }

    public Write append(Event... events) {
        return append(List.of(events));
    }

    public Write append(List<Event> events) {
        return Write.part("event_log", """
                        insert into event (tenant_id, id, customer_id, type, subject, object, reason,
                                           actor, client, request_id, created_at)
                        select :tenant, id, customer_id, type, subject, object::jsonb, reason,
                               :actor, :client, :request, :now
                          from unnest(:event_log_id, :event_log_customer, :event_log_type, :event_log_subject,
                                      :event_log_object, :event_log_reason)
                            as row (id, customer_id, type, subject, object, reason)
                        """)
                .column("event_log_id", UUID.class, events, Event::id)
                .column(
                        "event_log_customer",
                        UUID.class,
                        events,
                        event -> event.customer() == null
                                ? null
                                : event.customer().value())
                .column("event_log_type", String.class, events, Event::type)
                .column("event_log_subject", String.class, events, event -> event.subject()
                        .text())
                .column("event_log_object", String.class, events, event -> json.writeValueAsString(event.object()))
                .column("event_log_reason", String.class, events, Event::reason)
                .build()
                .onceCommitted(unnumbered.hint());
    }
}

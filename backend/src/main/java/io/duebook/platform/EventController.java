package io.duebook.platform;

import io.duebook.shared.EventId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** The change feed: every event of the last 90 days, each with its place in the tenant's order. */
@RestController
class EventController {

    private static final Duration KEPT = Duration.ofDays(90);
    private static final String API_VERSION = "v1";

    private final NumberedEvents events;
    private final Transactions transactions;
    private final BusinessClock clock;

    EventController(NumberedEvents events, Transactions transactions, BusinessClock clock) {
        this.events = events;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** @param after the sequence of the last event seen; nothing is ever told with a lower one later */
    @GetMapping("/v1/events")
    Mono<Page<EventView>> events(
            @RequestParam(name = "after", required = false) @Nullable Long after,
            @RequestParam(name = "type", required = false) @Nullable String type,
            @RequestParam(name = "limit", required = false) @Nullable Integer limit,
            @RequestParam(name = "cursor", required = false) @Nullable String cursor) {
        Limit rows = Limit.of(limit);
        long place = place(after, Cursor.parse(cursor, 1));
        return transactions.read(events.after(place, type, clock.instant().minus(KEPT), rows.withOneMore())
                .map(EventView::of)
                .collectList()
                .map(found -> Page.of(found, rows.rows(), last -> Cursor.after(last.sequence()))));
    }

    private static long place(@Nullable Long after, @Nullable Cursor cursor) {
        if (cursor == null) {
            return after == null ? 0 : after;
        }
        try {
            return Long.parseLong(cursor.key().getFirst());
        } catch (NumberFormatException notOfThisList) {
            throw Cursor.unreadable();
        }
    }

    record EventView(EventId id, String type, String apiVersion, Instant createdAt, long sequence, JsonNode object) {
        static EventView of(NumberedEvent event) {
            return new EventView(
                    new EventId(event.id()),
                    event.type(),
                    API_VERSION,
                    event.createdAt(),
                    event.sequence(),
                    event.object());
        }
    }
}

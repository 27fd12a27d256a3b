package io.duebook.platform;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/**
 * The one moment at which a batch of many statements is recorded, however long they take: nobody can ask for what was
 * known in the middle of it.
 */
public record Moment(Instant at) {

    /** As exact as the database keeps it. */
    public static Moment now(Clock clock) {
        return new Moment(Instant.now(clock).truncatedTo(ChronoUnit.MICROS));
    }

    /** The work, every row of which is recorded at this moment. */
    public <T> Mono<T> of(Mono<T> work) {
        return work.contextWrite(context -> context.put(Moment.class, this));
    }

    static Instant current(ContextView context, Clock clock) {
        return context.<Moment>getOrEmpty(Moment.class).map(Moment::at).orElseGet(() -> Instant.now(clock));
    }
}

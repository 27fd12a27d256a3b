package io.duebook.platform;

import java.util.List;
import java.util.Set;
import reactor.core.publisher.Mono;

/**
 * A part of this server that acts on events. It sees each event once and in order: how far it came is kept in the
 * transaction of its own writes, so its effect is there exactly once, whatever dies in between.
 */
public interface EventReader {

    /** Under which its place is kept; never changed once used. */
    String name();

    /** The types of event it acts on; others are passed over without waking it. */
    Set<String> types();

    /** Acts on some events of these types, of one tenant, inside the transaction that is already begun. Calls nobody outside. */
    Mono<Void> read(List<NumberedEvent> events);
}

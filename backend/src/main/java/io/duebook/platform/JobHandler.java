package io.duebook.platform;

import io.duebook.shared.TenantId;
import java.time.Duration;
import java.util.UUID;
import reactor.core.publisher.Mono;

/**
 * Does the work of one kind that falls due for a tenant. The caller in the context is the job itself, bound to that
 * tenant. Work may be run twice, or on two servers at once: read the state again right before acting on it, under a
 * lock or a unique key.
 */
public interface JobHandler {

    /** Lower-case letters and underscores, at most 40; never changed, for rows in the database carry it. */
    String kind();

    /** Does what is due now. An error is run again, later and later; empty means done. */
    Mono<Outcome> run(TenantId tenant, UUID subject);

    /** After this long the run counts as failed. */
    default Duration timeLimit() {
        return Duration.ofSeconds(25);
    }

    /** How many runs of this kind go on at once in one server. */
    default int atOnce() {
        return 8;
    }

    /** Whether it sleeps until a day of the business calendar begins: then it looks again when the business clock is moved. */
    default boolean waitsForADay() {
        return false;
    }

    /** Whether the work is over. */
    sealed interface Outcome {}

    /** Over: the row goes. */
    record Done() implements Outcome {}

    /** Not over: run again after this time. */
    record Again(Duration in) implements Outcome {}

    static Outcome done() {
        return new Done();
    }

    static Outcome again(Duration in) {
        return new Again(in);
    }
}

package io.duebook.platform;

import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** Carries out one kind of command once a second person agreed to it. */
public interface ApprovalHandler {

    /** Lower-case letters and underscores; never changed, for rows in the database carry it. */
    String kind();

    /**
     * Locks what it works on, before its request is locked: a command that holds these locks may end the request.
     *
     * @param command as it was given to {@link Approvals#ask}
     */
    default Mono<Void> lock(JsonNode command) {
        return Mono.empty();
    }

    /**
     * Does what was asked, in the transaction of the approval. The books may have changed since it was asked: a
     * {@link Refusal} leaves it pending, to be tried again or rejected.
     *
     * @param command as it was given to {@link Approvals#ask}
     */
    Mono<Void> carryOut(JsonNode command);
}

package io.duebook.platform;

import reactor.core.publisher.Mono;

/**
 * What a feature does with its rows when they were just restored from the export of another tenant, in the restore's own
 * transaction: what was under way there has nobody at work for it here, and what waits for a day is planned anew.
 */
public interface Restored {

    /** The rows are in, and all the others, too. Calls nobody outside. */
    Mono<Void> afterRestore();
}
